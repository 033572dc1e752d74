package io.isequencer.oracle.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.api.Limits;
import io.isequencer.api.StorageException;
import io.isequencer.oracle.wire.Escaped;
import io.isequencer.oracle.wire.Json;
import io.isequencer.oracle.wire.WireException;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.ValueBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Our questions to storage and log, and what their answers say.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link StorageException} for an answer that is an error, {@link BadReplyException} for one that
 *       cannot be read.
 *   <li><i>Source:</i> section 4 of {@code conformance/PROTOCOL.md}.
 * </ul>
 */
final class StorageMessages {
    /** What fits a line, whatever the values are. */
    static final int MAX_VALUES = 500;

    private static final int MAX_EVENTS = 200;

    private StorageMessages() {}

    /** A page of the log. */
    record Page(List<LogEvent> events, boolean end) {}

    static ObjectNode readNumber(long owner, long wsId, int seqId) {
        ObjectNode question = of("readNumbers", owner).put("wsId", Long.toUnsignedString(wsId));
        question.putArray("seqIds").add(seqId);
        return question;
    }

    static ObjectNode readCheckpoint(long owner) {
        return of("readNextPLogOffset", owner);
    }

    static ObjectNode readPlog(long owner, long from) {
        return of("readPLog", owner).put("from", Long.toString(from)).put("limit", MAX_EVENTS);
    }

    static ObjectNode syncPlog(long owner, long below) {
        return of("syncPLog", owner).put("below", Long.toString(below));
    }

    /** The messages of one write, in order: pieces of values, then the rest with the checkpoint. */
    static List<ObjectNode> write(long owner, ValueBatch batch, long checkpoint) {
        List<ObjectNode> messages = new ArrayList<>();
        int begin = 0;
        while (batch.size() - begin > MAX_VALUES) {
            ObjectNode piece = of("writeValues", owner);
            addValues(piece, batch, begin, begin + MAX_VALUES);
            messages.add(piece);
            begin += MAX_VALUES;
        }
        ObjectNode last = of("writeValuesAndNextPLogOffset", owner);
        addValues(last, batch, begin, batch.size());
        messages.add(last.put("nextPLogOffset", Long.toString(checkpoint)));
        return messages;
    }

    static void requireDone(ObjectNode answer) {
        if (!answer.has("error")) {
            return;
        }
        try {
            ObjectNode error = Json.object(answer, "error");
            long code = Json.integer(error, "code", 0, Integer.MAX_VALUE);
            String text = error.has("text") ? Json.string(error, "text") : "no text";
            throw new StorageException(
                    "the oracle failed the call: code=" + code + ", text=" + Escaped.shown(text),
                    Json.bool(error, "definite"));
        } catch (WireException e) {
            throw unreadable(e, answer);
        }
    }

    static long number(ObjectNode answer) {
        requireDone(answer);
        try {
            ArrayNode numbers = Json.array(answer, "numbers");
            if (numbers.size() != 1) {
                throw WireException.malformed("numbers must be as many as seqIds: size=" + numbers.size());
            }
            ObjectNode one = Json.object();
            one.set("number", numbers.get(0));
            return Json.number(one, "number", 0, Limits.MAX_NUMBER);
        } catch (WireException e) {
            throw unreadable(e, answer);
        }
    }

    static long checkpoint(ObjectNode answer) {
        requireDone(answer);
        try {
            return Json.number(answer, "nextPLogOffset", 0, Long.MAX_VALUE);
        } catch (WireException e) {
            throw unreadable(e, answer);
        }
    }

    static Page page(ObjectNode answer) {
        requireDone(answer);
        try {
            List<LogEvent> events = new ArrayList<>();
            for (JsonNode event : Json.array(answer, "events")) {
                events.add(event(event));
            }
            boolean end = Json.bool(answer, "end");
            if (events.isEmpty() && !end) {
                throw WireException.malformed("events must hold one if end is false: size=0");
            }
            return new Page(events, end);
        } catch (WireException e) {
            throw unreadable(e, answer);
        }
    }

    private static LogEvent event(JsonNode event) {
        LogEvent.Builder builder = LogEvent.builder(
                Json.number(event, "plogOffset", 1, Limits.MAX_PLOG_OFFSET), 0, Json.unsigned(event, "wsId"));
        for (JsonNode value : Json.array(event, "values")) {
            builder.add(
                    (int) Json.integer(value, "seqId", 1, Limits.MAX_UINT16),
                    Json.number(value, "number", 1, Limits.MAX_NUMBER));
        }
        return builder.build();
    }

    private static void addValues(ObjectNode message, ValueBatch batch, int from, int to) {
        ArrayNode values = message.putArray("values");
        for (int i = from; i < to; i++) {
            values.addObject()
                    .put("wsId", Long.toUnsignedString(batch.wsId(i)))
                    .put("seqId", batch.seqId(i))
                    .put("number", Long.toString(batch.number(i)));
        }
    }

    private static ObjectNode of(String op, long owner) {
        return Json.object().put("op", op).put("owner", owner);
    }

    private static BadReplyException unreadable(WireException problem, ObjectNode answer) {
        return new BadReplyException(problem.getMessage() + ", re=" + answer.get("re"));
    }
}
