package io.isequencer.oracle.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.wire.Json;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.contract.EngineRule;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/** The log that an adapter offers. */
final class EngineLog implements EventLog {
    /** What fits into a line besides 300 numbers, in base64. */
    static final int MAX_PAYLOAD_BYTES = 20_000;

    private static final int PAGE_EVENTS = 50;

    private static final int PAGE_CHARS = 60_000;

    private final EngineAdapter.Handle handle;

    /** Of the events that were appended here: no more are asked for at once than fit into a line. */
    private final AtomicInteger longestChars = new AtomicInteger(PAGE_CHARS / PAGE_EVENTS);

    EngineLog(EngineAdapter.Handle handle, int maxPayloadBytes) {
        this.handle = handle;
    }

    @Override
    public AppendResult append(Event event) {
        ObjectNode fields = Json.object()
                .put("plogOffset", Long.toString(event.plogOffset()))
                .put("wsKind", event.wsKind())
                .put("wsId", Long.toUnsignedString(event.wsId()));
        ArrayNode values = fields.putArray("values");
        for (int i = 0; i < event.size(); i++) {
            values.addObject()
                    .put("seqId", event.seqId(i))
                    .put("number", Long.toString(event.number(i)))
                    .put("explicit", event.explicit(i));
        }
        fields.put("payload", Base64.getEncoder().encodeToString(event.payload()));
        ObjectNode request = Json.object();
        request.set("event", fields);
        longestChars.accumulateAndGet(fields.toString().length(), Math::max);
        return handle.call("append", request).get("appended").asBoolean()
                ? AppendResult.APPENDED
                : AppendResult.CONFLICT;
    }

    @Override
    public boolean scan(long fromOffset, EventVisitor visitor) {
        long next = fromOffset;
        while (true) {
            ObjectNode page = handle.call(
                    "scan",
                    Json.object().put("from", Long.toString(next)).put("limit", PAGE_CHARS / longestChars.get()));
            long from = next;
            for (JsonNode event : page.get("events")) {
                LogEvent read = event(event);
                if (!visitor.visit(read)) {
                    return false;
                }
                next = Math.max(next, read.plogOffset() + 1);
            }
            requireProgress(from, page, next > from);
            if (page.get("end").asBoolean() || page.get("events").isEmpty()) {
                return page.get("end").asBoolean();
            }
        }
    }

    /** A scan that goes on without anything new would never end. */
    private static void requireProgress(long from, ObjectNode page, boolean isNew) {
        EngineRule.E39.require(
                isNew || page.get("end").asBoolean() || page.get("events").isEmpty(),
                () -> "A scan must come to an end: from=" + from
                        + " was answered with events below it alone, and not with the end");
    }

    private static LogEvent event(JsonNode from) {
        LogEvent.Builder event = LogEvent.builder(
                Json.number(from, "plogOffset", 1, Long.MAX_VALUE - 1),
                from.get("wsKind").asInt(),
                Json.unsigned(from, "wsId"));
        for (JsonNode value : from.get("values")) {
            event.add(
                    value.get("seqId").asInt(),
                    Json.number(value, "number", 1, Long.MAX_VALUE),
                    value.get("explicit").asBoolean());
        }
        return event.payload(Base64.getDecoder().decode(from.get("payload").asText()))
                .build();
    }

    @Override
    public void sync(long belowOffset) {
        handle.call("sync", Json.object().put("below", Long.toString(belowOffset)));
    }

    @Override
    public long end() {
        return Json.number(handle.call("end", Json.object()), "plogOffset", 0, Long.MAX_VALUE);
    }

    @Override
    public void close() {
        handle.call("close", Json.object());
    }
}
