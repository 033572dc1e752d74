package io.isequencer.recording;

import io.isequencer.api.NumberKey;
import io.isequencer.spi.StateView;
import io.isequencer.spi.ValueBatch;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a sequencer shows of its state, kept beyond the listener's call, under the names of {@code tla/Sequencer.tla}.
 */
public final class OwnerView {
    private static final String NONE = "none";

    private final Map<String, String> fields;
    private final Map<String, Long> pending;
    private final Map<String, Long> batch;
    private final Map<String, Long> last;

    private OwnerView(
            Map<String, String> fields, Map<String, Long> pending, Map<String, Long> batch, Map<String, Long> last) {
        this.fields = fields;
        this.pending = pending;
        this.batch = batch;
        this.last = last;
    }

    /** What an owner shows that was just opened. */
    static OwnerView fresh() {
        return new OwnerView(
                fields(1, true, false, false, 0, NONE, "stopped", 0, "stopping"), Map.of(), Map.of(), Map.of());
    }

    /** The state as it is now. */
    public static OwnerView of(StateView state) {
        Map<String, Long> pending = new TreeMap<>();
        state.forEachPending((wsId, seqId, number) -> pending.put(key(wsId, seqId), number));
        Map<String, Long> last = new TreeMap<>();
        state.forEachInproc((wsId, seqId, number) -> last.put(Integer.toString(seqId), number));
        Map<String, Long> batch = new TreeMap<>();
        ValueBatch values = state.flusherBatch();
        for (int i = 0; i < values.size(); i++) {
            batch.put(key(values.wsId(i), values.seqId(i)), values.number(i));
        }
        // That a write has ended the flusher notes with no step of its own.
        String flusher = state.flusherState().equals("written") ? "writing" : state.flusherState();
        return new OwnerView(
                fields(
                        state.nextOffset(),
                        state.actualizing(),
                        state.closing(),
                        state.flusherSignalled(),
                        state.pendingCheckpoint(),
                        state.inTransaction() ? Long.toUnsignedString(state.wsId()) : NONE,
                        flusher,
                        state.flusherCheckpoint(),
                        state.actualizerState()),
                pending,
                batch,
                last);
    }

    /** What differs in a later view, as members of a JSON object. */
    String changesTo(OwnerView later) {
        StringBuilder json = new StringBuilder();
        fields.forEach((name, value) -> {
            String now = later.fields.get(name);
            if (!now.equals(value)) {
                member(json, name, now);
            }
        });
        numbers(json, "pending", pending, later.pending, "0");
        numbers(json, "flusher.batch", batch, later.batch, "0");
        numbers(json, "tx.last", last, later.last, "-1");
        return json.toString();
    }

    private static void numbers(
            StringBuilder json, String name, Map<String, Long> before, Map<String, Long> after, String absent) {
        StringBuilder members = new StringBuilder();
        before.keySet().stream().filter(key -> !after.containsKey(key)).forEach(key -> member(members, key, absent));
        after.forEach((key, number) -> {
            if (!Objects.equals(before.get(key), number)) {
                member(members, key, Long.toString(number));
            }
        });
        if (!members.isEmpty()) {
            json.append(json.isEmpty() ? "" : ",")
                    .append('"')
                    .append(name)
                    .append("\":{")
                    .append(members)
                    .append('}');
        }
    }

    private static void member(StringBuilder json, String name, String value) {
        json.append(json.isEmpty() ? "" : ",").append('"').append(name).append("\":");
        Function<String, String> text = value.equals("true") || value.equals("false") ? v -> v : v -> '"' + v + '"';
        json.append(text.apply(value));
    }

    private static String key(long wsId, int seqId) {
        return new NumberKey(wsId, seqId).toString();
    }

    private static Map<String, String> fields(
            long nextOffset,
            boolean actualizing,
            boolean closing,
            boolean signalled,
            long pendingCheckpoint,
            String workspace,
            String flusher,
            long checkpoint,
            String actualizer) {
        Map<String, String> fields = new TreeMap<>();
        fields.put("nextOffset", Long.toString(nextOffset));
        fields.put("actualizing", Boolean.toString(actualizing));
        fields.put("closing", Boolean.toString(closing));
        fields.put("signalled", Boolean.toString(signalled));
        fields.put("pendingCheckpoint", Long.toString(pendingCheckpoint));
        fields.put("tx.ws", workspace);
        fields.put("flusher.state", flusher);
        fields.put("flusher.checkpoint", Long.toString(checkpoint));
        fields.put("actualizer.state", actualizer);
        return fields;
    }
}
