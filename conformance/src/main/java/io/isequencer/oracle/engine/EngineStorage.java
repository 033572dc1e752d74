package io.isequencer.oracle.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.api.NumberKey;
import io.isequencer.oracle.wire.Escaped;
import io.isequencer.oracle.wire.Json;
import io.isequencer.spi.NumberVisitor;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.contract.EngineRule;
import java.util.HashSet;
import java.util.Set;

/** The storage that an adapter offers. A batch that is too long for a line goes in pieces, the checkpoint with the last. */
final class EngineStorage implements SequenceStorage {
    private static final int MAX_VALUES = 500;

    private final EngineAdapter.Handle handle;

    EngineStorage(EngineAdapter.Handle handle, int maxPayloadBytes) {
        this.handle = handle;
    }

    @Override
    public long readNumber(long wsId, int seqId) {
        ObjectNode fields =
                Json.object().put("wsId", Long.toUnsignedString(wsId)).put("seqId", seqId);
        return Json.number(handle.call("readNumber", fields), "number", 0, Long.MAX_VALUE);
    }

    @Override
    public long readCheckpoint() {
        return Json.number(handle.call("readCheckpoint", Json.object()), "checkpoint", 0, Long.MAX_VALUE);
    }

    @Override
    public void write(ValueBatch batch, long checkpoint) {
        int from = 0;
        while (batch.size() - from > MAX_VALUES) {
            write(batch, from, from + MAX_VALUES, 0);
            from += MAX_VALUES;
        }
        write(batch, from, batch.size(), checkpoint);
    }

    private void write(ValueBatch batch, int from, int to, long checkpoint) {
        ObjectNode fields = Json.object();
        ArrayNode values = fields.putArray("values");
        for (int i = from; i < to; i++) {
            values.addObject()
                    .put("wsId", Long.toUnsignedString(batch.wsId(i)))
                    .put("seqId", batch.seqId(i))
                    .put("number", Long.toString(batch.number(i)));
        }
        handle.call("write", fields.put("checkpoint", Long.toString(checkpoint)));
    }

    @Override
    public void forEachNumber(NumberVisitor visitor) {
        Set<NumberKey> visited = new HashSet<>();
        String cursor = "";
        do {
            int before = visited.size();
            ObjectNode page = handle.call(
                    "listNumbers", Json.object().put("cursor", cursor).put("limit", MAX_VALUES));
            for (JsonNode value : page.get("values")) {
                NumberKey key = new NumberKey(
                        Json.unsigned(value, "wsId"), value.get("seqId").asInt());
                visited.add(key);
                visitor.visit(key.wsId(), key.seqId(), Json.number(value, "number", 1, Long.MAX_VALUE));
            }
            requireProgress(cursor, page, visited.size() > before);
            cursor = page.get("cursor").asText();
        } while (!cursor.isEmpty());
    }

    /** A listing that goes on without anything new would never end. */
    private static void requireProgress(String cursor, ObjectNode page, boolean isNew) {
        EngineRule.E10.require(
                isNew || page.get("cursor").asText().isEmpty(),
                () -> "A listing must end: the page of cursor '" + Escaped.printable(cursor)
                        + "' has no key that was not on the pages before, and a cursor for the next page, '"
                        + Escaped.printable(page.get("cursor").asText()) + "'");
    }

    @Override
    public void close() {
        handle.call("close", Json.object());
    }
}
