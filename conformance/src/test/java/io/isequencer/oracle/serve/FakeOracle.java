package io.isequencer.oracle.serve;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.wire.BoundedLines;
import io.isequencer.oracle.wire.Json;
import io.isequencer.oracle.wire.LinePipe;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;

/** The other end, for tests: a client with storage and log, over pipes as between processes. */
final class FakeOracle implements AutoCloseable {
    /** What an answer can be instead of one: the call is left unanswered. */
    static final ObjectNode SILENCE = Json.object();

    final FakeStorage storage = new FakeStorage();
    final List<ObjectNode> asked = new ArrayList<>();
    private final OutputStream toAdapter;
    private final BoundedLines fromAdapter;
    private final Thread session;
    private final AtomicReference<Throwable> sessionFailure = new AtomicReference<>();
    private final Deque<ObjectNode> replies = new ArrayDeque<>();
    private final boolean virtual;
    private Function<ObjectNode, ObjectNode> answers = storage::answer;
    private long lastId;

    private FakeOracle(boolean virtual) {
        this.virtual = virtual;
        LinePipe in = new LinePipe();
        LinePipe out = new LinePipe();
        toAdapter = in.out();
        fromAdapter = new BoundedLines(out.in());
        session = new Thread(() -> serve(in.in(), out.out()), "session");
        session.setDaemon(true);
        session.start();
    }

    static FakeOracle of(boolean virtual) {
        return new FakeOracle(virtual);
    }

    /** How storage calls are answered, until changed again. */
    void answers(Function<ObjectNode, ObjectNode> function) {
        answers = function;
    }

    /** Fails each call of the given kind, surely without effect. */
    void fail(Predicate<String> ops) {
        answers = question ->
                ops.test(question.get("op").textValue()) ? FakeStorage.failure(11, true) : storage.answer(question);
    }

    void restoreStorage() {
        answers = storage::answer;
    }

    void open(int owner, String limits) {
        call(
                "open",
                "\"owner\":" + owner + ",\"seqTypes\":[{\"wsKind\":1,\"seqs\":[{\"seqId\":1,\"initial\":\"1\"},"
                        + "{\"seqId\":2,\"initial\":\"200001\"},{\"seqId\":3,\"initial\":\"9223372036854775807\"}]}],"
                        + "\"limits\":{" + limits + "}");
    }

    void open(int owner) {
        open(owner, "\"maxUnflushedValues\":500,\"cacheSize\":100000,\"retryDelayMs\":20,\"closeTimeoutMs\":500");
    }

    /** Makes a call, answers the storage calls meanwhile, and waits for the reply. */
    ObjectNode call(String op, String fields) {
        return await(send(op, fields));
    }

    ObjectNode call(String op) {
        return call(op, "");
    }

    /** Starts a transaction; recovery may have to end first. */
    long start(long wsId) {
        while (true) {
            ObjectNode reply = call("start", "\"wsKind\":1,\"wsId\":\"" + Long.toUnsignedString(wsId) + "\"");
            if (reply.has("plogOffset")) {
                return Long.parseLong(reply.get("plogOffset").textValue());
            }
            assertTrue(reply.has("busy"), reply::toString);
            quiesce();
        }
    }

    String next(int seqId) {
        ObjectNode reply = call("next", "\"seqId\":" + seqId);
        return reply.has("number") ? reply.get("number").textValue() : reply.toString();
    }

    /** A whole transaction: an event with one number. */
    String event(long wsId, int seqId) {
        long offset = start(wsId);
        String number = next(seqId);
        storage.append(offset, wsId, seqId, number);
        call("flush");
        return number;
    }

    /** Waits for the end of the background work, by ticks if time is ours. */
    void quiesce() {
        for (int i = 0; i < 1_000; i++) {
            ObjectNode reply = call("quiesce");
            if (reply.get("idle").booleanValue()) {
                return;
            }
            call("tick", "\"ms\":" + reply.get("wakeInMs").longValue());
        }
        throw new AssertionError("the adapter must become idle: ticks=1000");
    }

    /** Sends a request without waiting. */
    long send(String op, String fields) {
        lastId++;
        sendLine("{\"id\":" + lastId + ",\"op\":\"" + op + "\"" + (fields.isEmpty() ? "" : "," + fields) + "}");
        return lastId;
    }

    void sendLine(String line) {
        try {
            toAdapter.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            toAdapter.flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Answers storage calls until the reply comes. */
    ObjectNode await(long id) {
        while (true) {
            for (ObjectNode reply : replies) {
                if (reply.get("re").longValue() == id) {
                    replies.remove(reply);
                    return reply;
                }
            }
            ObjectNode message = receive();
            if (message.has("re")) {
                replies.add(message);
            } else {
                answer(message);
            }
        }
    }

    /** Waits for a storage call of the kind, which {@link #answers} leaves in silence, say. */
    ObjectNode awaitAsked(String op) {
        while (asked.stream()
                .noneMatch(question -> question.get("op").textValue().equals(op))) {
            ObjectNode message = receive();
            if (message.has("re")) {
                replies.add(message);
            } else {
                answer(message);
            }
        }
        return asked.get(asked.size() - 1);
    }

    /** As {@link #awaitAsked}; if time is ours, it passes first. */
    void awaitAskedAfterDelay(String op) {
        if (virtual) {
            call("tick", "\"ms\":20");
        }
        awaitAsked(op);
    }

    /** The next line of the adapter, whatever it is. */
    ObjectNode receive() {
        try {
            BoundedLines.Line line = fromAdapter.next();
            assertNotNull(line, "the session must go on: failure=" + sessionFailure.get());
            return Json.parse(line.text());
        } catch (IOException e) {
            throw new AssertionError("the session must go on: failure=" + sessionFailure.get(), e);
        }
    }

    /** Ends the input and returns how the session failed, null if it did not. */
    Throwable end() {
        try {
            toAdapter.close();
            session.join(120_000);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
        assertTrue(!session.isAlive(), "the session ends with its input");
        return sessionFailure.get();
    }

    @Override
    public void close() {
        end();
    }

    private void answer(ObjectNode question) {
        asked.add(question);
        ObjectNode answer = answers.apply(question);
        if (answer != SILENCE) {
            ObjectNode message = Json.object();
            message.set("re", question.get("id"));
            message.setAll(answer);
            sendLine(message.toString());
        }
    }

    private void serve(InputStream in, OutputStream out) {
        Channel channel = new Channel(out);
        try (out) {
            if (virtual) {
                new Session(in, channel, new VirtualAdapter(channel), "1.0").run();
                return;
            }
            Executor threads = work -> {
                Thread thread = new Thread(work, "adapter");
                thread.setDaemon(true);
                thread.start();
            };
            try (ThreadedAdapter adapter = new ThreadedAdapter(channel, threads, threads)) {
                new Session(in, channel, adapter, "1.0").run();
            }
        } catch (IOException | RuntimeException | Error e) {
            sessionFailure.set(e);
        }
    }

    static List<String> ops(List<ObjectNode> questions) {
        return questions.stream()
                .map(question -> question.get("op").textValue())
                .toList();
    }

    static int errorCode(JsonNode reply) {
        return reply.path("error").path("code").asInt(-1);
    }
}
