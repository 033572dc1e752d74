package io.isequencer.oracle.drive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.cases.StorageOp;
import io.isequencer.oracle.judge.GivenOut;
import io.isequencer.oracle.judge.Key;
import io.isequencer.oracle.judge.VerdictException;
import io.isequencer.oracle.judge.WriteCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A storage call of an adapter, its fields checked.
 *
 * @param owner the number that {@code open} gave
 * @param write null unless it writes
 * @param keys what a read of numbers asks for
 * @param offset from where the log is read, or below which it is made durable
 */
record StorageCall(
        long id, long owner, StorageOp on, String op, WriteCall write, List<Key> keys, long offset, int limit) {
    private static final Map<String, StorageOp> OPS = Map.of(
            "readNumbers", StorageOp.READ_NUMBERS,
            "readNextPLogOffset", StorageOp.READ_CHECKPOINT,
            "readPLog", StorageOp.READ_PLOG,
            "writeValuesAndNextPLogOffset", StorageOp.WRITE,
            "writeValues", StorageOp.WRITE,
            "writeNextPLogOffset", StorageOp.WRITE,
            "syncPLog", StorageOp.SYNC_PLOG);

    static boolean isOp(String op) {
        return OPS.containsKey(op);
    }

    static Set<String> ops() {
        return new TreeSet<>(OPS.keySet());
    }

    /** A message that fits its schema. */
    static StorageCall of(ObjectNode message) {
        String op = message.get("op").textValue();
        StorageOp on = OPS.get(op);
        long offset = on == StorageOp.READ_PLOG
                ? decimal(message, "from")
                : on == StorageOp.SYNC_PLOG ? decimal(message, "below") : 0;
        return new StorageCall(
                message.get("id").longValue(),
                message.get("owner").longValue(),
                on,
                op,
                on == StorageOp.WRITE ? write(message) : null,
                on == StorageOp.READ_NUMBERS ? keys(message) : List.of(),
                offset,
                message.path("limit").asInt(Integer.MAX_VALUE));
    }

    private static List<Key> keys(ObjectNode message) {
        long wsId = decimal(message, "wsId");
        List<Key> keys = new ArrayList<>();
        message.get("seqIds").forEach(seqId -> keys.add(new Key(wsId, seqId.intValue())));
        return keys;
    }

    private static WriteCall write(ObjectNode message) {
        List<WriteCall.Item> items = new ArrayList<>();
        Set<Key> seen = new HashSet<>();
        for (JsonNode value : message.path("values")) {
            Key key = new Key(decimal(value, "wsId"), value.get("seqId").intValue());
            if (!seen.add(key)) {
                throw VerdictException.brokeProtocol("each key once in a write", key + " twice");
            }
            items.add(new WriteCall.Item(key, decimal(value, "number")));
        }
        boolean hasCheckpoint = message.has("nextPLogOffset");
        return new WriteCall(items, hasCheckpoint, hasCheckpoint ? decimal(message, "nextPLogOffset") : 0);
    }

    private static long decimal(JsonNode message, String name) {
        return GivenOut.unsigned(name, message.get(name).textValue());
    }
}
