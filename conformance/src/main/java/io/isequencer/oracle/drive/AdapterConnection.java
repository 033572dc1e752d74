package io.isequencer.oracle.drive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.channel.Channel;
import io.isequencer.oracle.channel.Incoming;
import io.isequencer.oracle.channel.ProcessChannel;
import io.isequencer.oracle.judge.GivenOut;
import io.isequencer.oracle.judge.VerdictException;
import io.isequencer.oracle.wire.BadLine;
import io.isequencer.oracle.wire.BoundedLines;
import io.isequencer.oracle.wire.Escaped;
import io.isequencer.oracle.wire.Json;
import io.isequencer.oracle.wire.Messages;
import io.isequencer.oracle.wire.Schemas;
import io.isequencer.oracle.wire.WireException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One adapter process, and what is open between it and us. Nothing that it sends is used before it is checked.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link VerdictException} with BROKE-PROTOCOL as soon as a message does not fit.
 * </ul>
 */
final class AdapterConnection {
    private static final String ONE_OBJECT = "one JSON object a line on standard output, in UTF-8";
    private static final int PROTOCOL = 1;
    private static final int BYE_MS = 2_000;

    private final Channel channel;
    private final Schemas schemas;
    private final Transcript transcript;
    private final int owner;
    /** Requests of ours that wait, by id. */
    private final Map<Long, String> open = new HashMap<>();
    /** Replies that nobody has taken yet. */
    private final Map<Long, ObjectNode> replies = new HashMap<>();
    /** Requests that need no answer any more, but may get one. */
    private final Set<Long> forgotten = new HashSet<>();

    private Hello hello;
    private long lastId;
    private long lastStorageId;
    private boolean ended;

    AdapterConnection(Channel channel, Schemas schemas, Transcript transcript, int owner) {
        this.channel = Objects.requireNonNull(channel, "channel");
        this.schemas = schemas;
        this.transcript = transcript;
        this.owner = owner;
    }

    Hello hello() {
        return hello;
    }

    /** Says hello, and waits for the adapter to introduce itself. */
    void greet(long patienceMs) {
        long id = ask("hello", Messages.hello(PROTOCOL));
        long startMs = CheckPlan.START_PATIENCES * patienceMs;
        Deadline deadline = Deadline.in(startMs);
        while (!answered(id)) {
            if (receive(startMs) == Received.NOTHING && deadline.isPast()) {
                throw VerdictException.brokeProtocol(
                        "a reply to hello",
                        "no reply to hello in " + startMs + " ms (three times --patience): " + instead());
            }
        }
        ObjectNode reply = take(id);
        if (reply.has("error")) {
            throw VerdictException.brokeProtocol("name and capabilities, as the reply to hello", reply.toString());
        }
        hello = Hello.of(reply);
    }

    /** Says bye, and waits a moment for the adapter to end. */
    void sayBye() {
        try {
            ask("bye", Json.object());
            Deadline deadline = Deadline.in(BYE_MS);
            while (!deadline.isPast()) {
                receive(BYE_MS);
            }
        } catch (VerdictException ended) {
            // That is what it should do.
        }
    }

    boolean ended() {
        return ended;
    }

    String stderrTail() {
        return channel.stderrTail();
    }

    void forgetErrors() {
        channel.forgetErrors();
    }

    /** What has come instead of a line, and what its author may have forgotten. */
    String instead() {
        BoundedLines.Unfinished line = channel.unfinished();
        String head = line.head() + (line.head().length() < line.bytes() ? "…" : "");
        String came = line.bytes() == 0
                ? "nothing came on standard output"
                : line.bytes() + " bytes came without a line feed behind them: " + head;
        return came + "; end each message with a line feed and flush it: most languages keep what is written to a pipe"
                + " until some KiB are there";
    }

    /** May be asked by any thread. */
    void endProcess() {
        channel.end();
    }

    void kill() {
        ended = true;
        channel.close();
    }

    /** Sends a request; its number. */
    long ask(String op, ObjectNode fields) {
        lastId++;
        open.put(lastId, op);
        send(Messages.request(lastId, op, fields));
        return lastId;
    }

    /** Answers a storage call. */
    void answer(long re, ObjectNode fields) {
        send(Messages.reply(re, fields));
    }

    /** The reply to a request, null if there is none yet. */
    ObjectNode take(long id) {
        return replies.remove(id);
    }

    boolean answered(long id) {
        return replies.containsKey(id);
    }

    /** No reply is needed any more. */
    void forget(long id) {
        replies.remove(id);
        if (open.remove(id) != null) {
            forgotten.add(id);
        }
    }

    /** As in a crash: whatever was asked may stay without an answer. */
    void forgetAll() {
        forgotten.addAll(open.keySet());
        open.clear();
        replies.clear();
    }

    /**
     * Takes the next message, if one comes in time.
     *
     * @return what came: a storage call, or nothing of the kind
     */
    Received receive(long waitMs) {
        Incoming incoming = channel.receive(waitMs);
        if (incoming == null) {
            return Received.NOTHING;
        }
        if (incoming instanceof Incoming.Ended end) {
            ended = true;
            throw VerdictException.brokeProtocol("an adapter that lives until bye", "it ended: " + end.how());
        }
        if (incoming instanceof Incoming.TooLong) {
            throw VerdictException.brokeProtocol(
                    "lines of at most " + BoundedLines.MAX_LINE_BYTES + " bytes with their line feed",
                    "a line that is longer");
        }
        if (incoming instanceof Incoming.NotUtf8 other) {
            transcript.received(owner, other.line());
            throw VerdictException.brokeProtocol(
                    ONE_OBJECT, "a line that is not UTF-8: line=" + Escaped.text(other.line()));
        }
        String line = ((Incoming.Text) incoming).line();
        transcript.received(owner, line);
        ObjectNode message = parse(line);
        if (message.has("re")) {
            takeReply(message);
            return Received.REPLY;
        }
        return new Received(storageCall(message));
    }

    private static ObjectNode parse(String line) {
        try {
            return Json.parse(line);
        } catch (WireException e) {
            throw VerdictException.brokeProtocol(ONE_OBJECT, BadLine.trouble(line, e.getMessage()));
        }
    }

    private void takeReply(ObjectNode message) {
        JsonNode re = message.get("re");
        if (!re.isIntegralNumber()) {
            throw VerdictException.brokeProtocol(
                    "the id of a request in re, as the JSON number that it was", "re=" + Escaped.shown(re.toString()));
        }
        long id = re.canConvertToLong() ? re.longValue() : 0;
        if (forgotten.remove(id)) {
            return;
        }
        String op = open.remove(id);
        if (op == null) {
            boolean twice = id >= 1 && id <= lastId;
            throw VerdictException.brokeProtocol(
                    "one reply to each request",
                    (twice ? "a second reply to request " : "a reply to a request that was never made: re=")
                            + Escaped.shown(re.toString()));
        }
        String definition = Messages.definitionOf(op, message);
        if (!op.equals("observe")) {
            refuseNulls(message);
        }
        if (schemas.has(definition)) {
            check(definition, message, "a reply to " + op);
        }
        if (message.has("busy") && !op.equals("start")) {
            throw VerdictException.brokeProtocol("busy in a reply to start alone", "a reply to " + op + " with it");
        }
        requireInRange(op, message);
        replies.put(id, message);
    }

    /** Nothing is null: a field is left out. One that this protocol does not know is none of its affair. */
    private void refuseNulls(ObjectNode message) {
        List<String> nulls = schemas.nulls(message);
        if (!nulls.isEmpty()) {
            throw VerdictException.brokeProtocol(
                    "fields with a value, or left out: none is ever null",
                    String.join(", ", nulls) + " null in " + Escaped.shown(message.toString()));
        }
    }

    private void requireInRange(String op, ObjectNode reply) {
        if (op.equals("next") && reply.has("number")) {
            GivenOut.number(
                    "number", reply.get("number").textValue(), hello.bounds().maxNumber());
        } else if (op.equals("start") && reply.has("plogOffset")) {
            GivenOut.plogOffset(
                    "plogOffset",
                    reply.get("plogOffset").textValue(),
                    hello.bounds().maxPlogOffset());
        }
    }

    private StorageCall storageCall(ObjectNode message) {
        JsonNode op = message.get("op");
        if (op == null || !op.isTextual() || !StorageCall.isOp(op.textValue())) {
            throw VerdictException.brokeProtocol(
                    "a reply, or a storage call with one of the ops " + StorageCall.ops(),
                    "op=" + (op == null ? "none" : Escaped.shown(op.toString())));
        }
        refuseNulls(message);
        check(op.textValue() + ".request", message, "a call of " + op.textValue());
        StorageCall call = StorageCall.of(message);
        if (call.id() <= lastStorageId) {
            throw VerdictException.brokeProtocol(
                    "an id above " + lastStorageId + ": each side numbers its requests upwards", "id=" + call.id());
        }
        lastStorageId = call.id();
        return call;
    }

    private void check(String definition, ObjectNode message, String what) {
        schemas.firstError(definition, message).ifPresent(problem -> {
            throw VerdictException.brokeProtocol(
                    what + " as in conformance/schemas, " + definition,
                    Escaped.shown(problem) + " in " + Escaped.shown(message.toString()));
        });
    }

    private void send(ObjectNode message) {
        String line = message.toString();
        transcript.sent(owner, line);
        if (!ended && !channel.send(line)) {
            throw VerdictException.brokeProtocol(
                    "an adapter that reads its standard input",
                    "more than " + ProcessChannel.QUEUED_LINES + " lines wait to be read");
        }
    }

    /**
     * What came in.
     *
     * @param call null if it was no storage call
     */
    record Received(StorageCall call) {
        static final Received NOTHING = new Received(null);
        static final Received REPLY = new Received(null);
    }
}
