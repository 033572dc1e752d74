package io.isequencer.oracle.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.api.StorageException;
import io.isequencer.oracle.channel.Channel;
import io.isequencer.oracle.channel.Incoming;
import io.isequencer.oracle.drive.CheckPlan;
import io.isequencer.oracle.judge.VerdictException;
import io.isequencer.oracle.wire.BadLine;
import io.isequencer.oracle.wire.BoundedLines;
import io.isequencer.oracle.wire.Escaped;
import io.isequencer.oracle.wire.Json;
import io.isequencer.oracle.wire.Messages;
import io.isequencer.oracle.wire.Schemas;
import io.isequencer.oracle.wire.WireException;
import io.isequencer.recording.ErrorCode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One adapter process of an engine: requests of several threads at once over one pipe.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe: of the threads that wait for replies, one reads for all.
 *   <li><i>Errors:</i> {@link VerdictException} with BROKE-PROTOCOL, from the first time on for every call;
 *       {@link IllegalArgumentException} and {@link StorageException} as the adapter says.
 * </ul>
 */
final class EngineConnection implements AutoCloseable {
    private static final int PROTOCOL = 1;
    private static final long READ_MS = 5;

    private static final int MAX_ERROR_CHARS = 400;

    private final Channel channel;
    private final Schemas schemas;
    private final long patienceMs;
    private final ReentrantLock reading = new ReentrantLock();

    /** What was asked and not answered, by id; then the answers that nobody has taken yet. */
    private final Map<Long, String> open = new HashMap<>();

    private final Map<Long, ObjectNode> replies = new HashMap<>();
    private long lastId;
    private VerdictException broken;

    EngineConnection(Channel channel, Schemas schemas, long patienceMs) {
        this.channel = channel;
        this.schemas = schemas;
        this.patienceMs = patienceMs;
    }

    /** @param directory where the engine may keep its files */
    ObjectNode greet(String directory) {
        return call(
                "hello", Messages.hello(PROTOCOL).put("directory", directory), CheckPlan.START_PATIENCES * patienceMs);
    }

    /** Asks and waits for the answer. */
    ObjectNode call(String op, ObjectNode fields) {
        return call(op, fields, patienceMs);
    }

    private ObjectNode call(String op, ObjectNode fields, long waitMs) {
        long id = ask(op, fields);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMs);
        while (true) {
            ObjectNode reply = take(id);
            if (reply != null) {
                return answer(op, reply);
            }
            if (System.nanoTime() > end) {
                throw breakOff("a reply to " + op, "none in " + waitMs + " ms");
            }
            readForAll();
        }
    }

    private synchronized long ask(String op, ObjectNode fields) {
        requireWhole();
        lastId++;
        String line = Messages.request(lastId, op, fields).toString();
        if (line.length() >= BoundedLines.MAX_LINE_BYTES) {
            throw new IllegalStateException("line must be shorter: op=" + op + ", chars=" + line.length());
        }
        open.put(lastId, op);
        if (!channel.send(line)) {
            throw breakOff("an adapter that reads its standard input", "too many lines wait to be read");
        }
        return lastId;
    }

    private synchronized ObjectNode take(long id) {
        requireWhole();
        return replies.remove(id);
    }

    /** One thread reads; the others look again a moment later. */
    private void readForAll() {
        try {
            if (reading.tryLock(1, TimeUnit.MILLISECONDS)) {
                try {
                    receive();
                } finally {
                    reading.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
    }

    /** Another thread has failed already: what this one was told does not matter any more. */
    private static StorageException interrupted() {
        return new StorageException("call must not be interrupted", false);
    }

    private void receive() {
        Incoming incoming = channel.receive(READ_MS);
        if (incoming instanceof Incoming.Text text) {
            accept(text.line());
        } else if (Thread.currentThread().isInterrupted()) {
            throw interrupted();
        } else if (incoming instanceof Incoming.Ended ended) {
            throw breakOff("an adapter that lives until it is killed", "it ended: " + ended.how());
        } else if (incoming instanceof Incoming.TooLong) {
            throw breakOff("lines of at most " + BoundedLines.MAX_LINE_BYTES + " bytes", "a line that is longer");
        } else if (incoming instanceof Incoming.NotUtf8 other) {
            throw breakOff("lines in UTF-8", "line=" + Escaped.text(other.line()));
        }
    }

    private synchronized void accept(String line) {
        ObjectNode message;
        try {
            message = Json.parse(line);
        } catch (WireException e) {
            throw breakOff("one JSON object a line", BadLine.trouble(line, e.getMessage()));
        }
        long id = message.path("re").asLong();
        String op = open.remove(id);
        if (op == null) {
            throw breakOff(
                    "one reply to each request",
                    "re=" + Escaped.shown(message.path("re").toString()));
        }
        String definition = Messages.definitionOf(op, message);
        schemas.firstError(definition, message).ifPresent(problem -> {
            throw breakOff(
                    "a reply to " + op + " as in conformance/schemas/engine.schema.json",
                    Escaped.shown(problem) + " in " + Escaped.shown(message.toString()));
        });
        replies.put(id, message);
    }

    private static ObjectNode answer(String op, ObjectNode reply) {
        if (!reply.has("error")) {
            return reply;
        }
        int code = reply.get("error").get("code").asInt();
        String text = reply.get("error").get("text").asText();
        if (code == ErrorCode.MALFORMED.code()) {
            throw new IllegalArgumentException(text);
        }
        throw new StorageException(
                code == ErrorCode.CLOSED.code() ? "must be open: " + text : text + ": op=" + op,
                reply.get("error").get("definite").asBoolean());
    }

    private synchronized VerdictException breakOff(String allowed, String got) {
        if (broken == null) {
            String errors = channel.stderrTail().strip();
            broken = VerdictException.brokeProtocol(
                    allowed,
                    errors.isEmpty() ? got : got + "; its standard error: " + Escaped.text(errors, MAX_ERROR_CHARS));
        }
        return broken;
    }

    private synchronized void requireWhole() {
        if (broken != null) {
            throw broken;
        }
    }

    /** What was wrong with the messages, or null. */
    synchronized VerdictException broken() {
        return broken;
    }

    /** Ends the process, as a kill does. */
    @Override
    public void close() {
        channel.close();
    }
}
