package io.isequencer.simulation.explore;

import io.isequencer.laboratory.PathStep;
import io.isequencer.simulation.explore.state.StateLayout;
import io.isequencer.simulation.moves.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Works out from the states before and after what an action was about. */
final class ActionDecoder {
    private final StateLayout layout;
    private byte[] before;
    private byte[] after;
    private int at;
    private Map<String, Object> fields;

    ActionDecoder(StateLayout layout) {
        this.layout = layout;
    }

    PathStep read(byte[] stateBefore, String action, byte[] stateAfter) {
        before = stateBefore;
        after = stateAfter;
        fields = new LinkedHashMap<>();
        int owner = owner(action);
        at = layout.owner(Math.max(owner, 0));
        switch (action) {
            case "Start", "Next", "Use", "Miss", "Read", "Fill", "MissFail", "Flush" -> client(action);
            case "FlSnapshot", "FlSync", "FlWriteValue", "FlWriteCheckpoint", "FlFail" -> flusher(action);
            case "ActReadCheckpoint" -> text("checkpoint", before[layout.checkpoint]);
            case "ActScan" -> event("plogOffset", before[at + layout.nextOffset]);
            case "Evict" -> key(changed(at + layout.cache, layout.keys));
            case "LateAppendLands", "LateValueLands", "LateCheckpointLands", "LogSync", "PowerLoss", "Turn" ->
                world(action);
            default -> {
                if (action.startsWith("Append")) {
                    text("plogOffset", before[at + layout.txOffset]);
                    fields.put("numbers", numbers(before, at + layout.txEvent));
                }
            }
        }
        return new PathStep(action, fields);
    }

    /** The owner whose variables changed. What changes nothing is a failed call of an actualizer. */
    private int owner(String action) {
        if (List.of("LateAppendLands", "LateValueLands", "LateCheckpointLands", "LogSync", "PowerLoss", "Turn")
                .contains(action)) {
            return -1;
        }
        int owners = layout.constants.owners().size();
        for (int i = 0; i < owners; i++) {
            int from = layout.owner(i);
            if (!Arrays.equals(before, from, from + layout.ownerWidth, after, from, from + layout.ownerWidth)) {
                return i;
            }
        }
        for (int i = 0; i < owners; i++) {
            int state = before[layout.owner(i) + layout.actualizer];
            if (before[layout.owner(i) + layout.up] == 1 && state >= 1 && state <= 3) {
                return i;
            }
        }
        return 0;
    }

    private void client(String action) {
        switch (action) {
            case "Start" -> {
                fields.put("wsId", Long.toUnsignedString(Options.wsId(after[at + layout.txWs] - 1)));
                text("plogOffset", after[at + layout.txOffset]);
            }
            case "Next", "Use" -> {
                List<Map<String, Object>> added = new ArrayList<>(numbers(after, at + layout.txEvent));
                added.removeAll(numbers(before, at + layout.txEvent));
                // An event is a set: a number that it has already changes nothing.
                Map<String, Object> number =
                        added.isEmpty() ? numbers(after, at + layout.txEvent).get(0) : added.get(0);
                fields.put("seqId", number.get("seqId"));
                fields.put("number", number.get("number"));
            }
            case "Miss" -> fields.put("seqId", seqId(after[at + layout.txMiss] - 1));
            case "Read" -> missed(after[at + layout.txAnswer + before[at + layout.txMiss] - 1]);
            case "Fill" -> missed(after[at + layout.txLast + before[at + layout.txMiss] - 1]);
            case "MissFail" -> fields.put("seqId", seqId(before[at + layout.txMiss] - 1));
            default -> text("plogOffset", before[at + layout.txOffset]);
        }
    }

    private void missed(int number) {
        fields.put("seqId", seqId(before[at + layout.txMiss] - 1));
        text("number", number);
    }

    private void flusher(String action) {
        switch (action) {
            case "FlSnapshot" -> {
                fields.put("numbers", byKey(after, at + layout.batch));
                text("checkpoint", after[at + layout.flusherCheckpoint]);
            }
            case "FlWriteValue" -> {
                int key = Integer.numberOfTrailingZeros(before[at + layout.left] & ~after[at + layout.left]);
                key(key);
                text("number", before[at + layout.batch + key]);
            }
            case "FlFail" -> {
                int slots = layout.lateWriteSlots * layout.lateWriteWidth;
                fields.put("late", changed(layout.lateWrites, slots) >= 0);
            }
            default -> text("checkpoint", before[at + layout.flusherCheckpoint]);
        }
    }

    private void world(String action) {
        switch (action) {
            case "LateAppendLands" -> {
                int late = gone(layout.lateAppends, layout.lateAppendSlots, layout.lateAppendWidth);
                text("plogOffset", before[late]);
                fields.put("numbers", numbers(before, late + 1));
                fields.put("taken", before[layout.event(before[late])] == 0);
            }
            case "LateValueLands" -> {
                int late = gone(layout.lateWrites, layout.lateWriteSlots, layout.lateWriteWidth);
                int key = landed(late);
                key(key);
                text("number", before[late + key]);
            }
            case "LateCheckpointLands" -> {
                int late = gone(layout.lateWrites, layout.lateWriteSlots, layout.lateWriteWidth);
                text("checkpoint", before[late + layout.keys]);
            }
            case "LogSync" -> text("plogOffset", after[layout.synced]);
            case "Turn" -> fields.put("weather", StateLayout.WEATHERS.get(after[layout.weather]));
            default -> text("plogOffset", end());
        }
    }

    /** Where in the state before the slot stands that the state after lacks. */
    private int gone(int from, int slots, int width) {
        for (int i = 0; i < slots; i++) {
            int slot = from + i * width;
            boolean kept = false;
            for (int j = 0; j < slots; j++) {
                int other = from + j * width;
                kept |= Arrays.equals(before, slot, slot + width, after, other, other + width);
            }
            if (!kept) {
                return slot;
            }
        }
        // Two that became one.
        return from;
    }

    /** The key of a late write that is in no write of the state after as it was. */
    private int landed(int late) {
        for (int key = 0; key < layout.keys; key++) {
            byte[] rest = Arrays.copyOfRange(before, late, late + layout.lateWriteWidth);
            rest[key] = 0;
            for (int i = 0; before[late + key] > 0 && i < layout.lateWriteSlots; i++) {
                int slot = layout.lateWrites + i * layout.lateWriteWidth;
                if (Arrays.equals(rest, 0, rest.length, after, slot, slot + rest.length)) {
                    return key;
                }
            }
        }
        throw new IllegalArgumentException("a value must have landed");
    }

    private int end() {
        int end = 0;
        for (int offset = 1; offset < layout.logSlots; offset++) {
            end = after[layout.event(offset)] == 1 ? offset : end;
        }
        return end;
    }

    private void event(String name, int plogOffset) {
        text(name, plogOffset);
        fields.put("numbers", numbers(before, layout.event(plogOffset) + 1));
    }

    private List<Map<String, Object>> numbers(byte[] state, int event) {
        List<Map<String, Object>> numbers = new ArrayList<>();
        for (int i = event; i < event + layout.eventWidth && state[i] != 0; i += 2) {
            int key = (state[i] & ~StateLayout.EXPLICIT) - 1;
            Map<String, Object> number = number(key, state[i + 1]);
            if ((state[i] & StateLayout.EXPLICIT) != 0) {
                number.put("explicit", true);
            }
            numbers.add(number);
        }
        return numbers;
    }

    private List<Map<String, Object>> byKey(byte[] state, int from) {
        List<Map<String, Object>> numbers = new ArrayList<>();
        for (int key = 0; key < layout.keys; key++) {
            if (state[from + key] > 0) {
                numbers.add(number(key, state[from + key]));
            }
        }
        return numbers;
    }

    private Map<String, Object> number(int key, int number) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("wsId", wsId(key));
        map.put("seqId", seqId(key % layout.seqs));
        map.put("number", Integer.toString(number));
        return map;
    }

    private void key(int key) {
        fields.put("wsId", wsId(key));
        fields.put("seqId", seqId(key % layout.seqs));
    }

    private String wsId(int key) {
        return Long.toUnsignedString(Options.wsId(key / layout.seqs));
    }

    private static int seqId(int seq) {
        return Options.seqId(seq);
    }

    private void text(String name, int value) {
        fields.put(name, Integer.toString(value));
    }

    /** The index of the first byte that changed; -1 if none did. */
    private int changed(int from, int count) {
        return Arrays.mismatch(before, from, from + count, after, from, from + count);
    }
}
