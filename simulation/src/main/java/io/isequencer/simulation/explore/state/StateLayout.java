package io.isequencer.simulation.explore.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where each of the specification's variables stands in a state's canonical form: a byte per scalar. Sets are sorted, so
 * that states are equal exactly if their bytes are.
 *
 * <p>An entry of an event takes two bytes: the key's index plus one, plus {@link #EXPLICIT} for an explicit number; then
 * the number.
 *
 * <ul>
 *   <li><i>Source:</i> the shape of the state in {@code tla/Sequencer.tla}.
 * </ul>
 */
public final class StateLayout {
    public static final int EXPLICIT = 64;

    public static final List<String> APPENDS = List.of("none", "ok", "failed", "unknown", "signalled");
    public static final List<String> FLUSHERS = List.of("stopped", "idle", "syncing", "writing", "written");
    public static final List<String> ACTUALIZERS =
            List.of("stopping", "reading", "scanning", "waitingRoom", "idle", "stopped");
    public static final List<String> WEATHERS = List.of("stormy", "calm", "broken");

    public final Constants constants;
    public final int keys;
    public final int seqs;
    public final int eventWidth;
    public final int lateWriteWidth;
    public final int lateWriteSlots;
    public final int lateAppendWidth;
    public final int lateAppendSlots;
    public final int logSlots;

    // Within an owner.
    public final int up;
    public final int nextOffset;
    public final int actualizing;
    public final int closing;
    public final int signalled;
    public final int cancelled;
    public final int pending;
    public final int pendingCheckpoint;
    public final int cache;
    public final int txWs;
    public final int txOffset;
    public final int txLast;
    public final int txEvent;
    public final int txAppend;
    public final int txMiss;
    public final int txMissPending;
    public final int txAnswered;
    public final int txAnswer;
    public final int flusher;
    public final int batch;
    public final int left;
    public final int flusherCheckpoint;
    public final int tried;
    public final int actualizer;
    public final int early;
    public final int ownerWidth;

    // Within the state.
    public final int number;
    public final int checkpoint;
    public final int lateWrites;
    public final int logAt;
    public final int synced;
    public final int lateAppends;
    public final int twice;
    public final int weather;
    public final int width;

    private final List<String> names = new ArrayList<>();

    public StateLayout(Constants constants) {
        this.constants = constants;
        keys = constants.keys();
        seqs = constants.seqs().size();
        eventWidth = 2 * constants.maxPerEvent();
        lateWriteWidth = keys + 1;
        lateWriteSlots = constants.lateWrites() + constants.owners().size();
        lateAppendWidth = 1 + eventWidth;
        lateAppendSlots = constants.lateAppends();
        logSlots = constants.maxEvents() + 2;
        up = add("up", 1);
        nextOffset = add("nextOffset", 1);
        actualizing = add("actualizing", 1);
        closing = add("closing", 1);
        signalled = add("signalled", 1);
        cancelled = add("cancelled", 1);
        pending = add("pending", keys);
        pendingCheckpoint = add("pendingCheckpoint", 1);
        cache = add("cache", keys);
        txWs = add("tx.ws", 1);
        txOffset = add("tx.offset", 1);
        txLast = add("tx.last", seqs);
        txEvent = add("tx.event", eventWidth);
        txAppend = add("tx.append", 1);
        txMiss = add("tx.miss", 1);
        txMissPending = add("tx.missPending", 1);
        txAnswered = add("tx.answered", 1);
        txAnswer = add("tx.answer", seqs);
        flusher = add("flusher.state", 1);
        batch = add("flusher.batch", keys);
        left = add("flusher.left", 1);
        flusherCheckpoint = add("flusher.checkpoint", 1);
        tried = add("flusher.tried", 1);
        actualizer = add("actualizer.state", 1);
        early = add("actualizer.early", 1);
        ownerWidth = names.size();
        repeatForOwners();
        number = add("storage.number", keys);
        checkpoint = add("storage.checkpoint", 1);
        lateWrites = add("storage.late", lateWriteSlots * lateWriteWidth);
        logAt = add("log.at", logSlots * (1 + eventWidth));
        synced = add("log.synced", 1);
        lateAppends = add("log.late", lateAppendSlots * lateAppendWidth);
        twice = add("log.twice", 1);
        weather = add("weather", 1);
        width = names.size();
    }

    private int add(String name, int count) {
        int at = names.size();
        names.addAll(java.util.Collections.nCopies(count, name));
        return at;
    }

    private void repeatForOwners() {
        List<String> fields = List.copyOf(names);
        names.clear();
        for (String owner : constants.owners()) {
            fields.forEach(field -> names.add("owner[" + owner + "]." + field));
        }
    }

    public int owner(int index) {
        return index * ownerWidth;
    }

    /** The variable that a byte belongs to. */
    String name(int position) {
        return names.get(position);
    }

    /** Where the event of an offset stands: a byte that says whether there is one, then its entries. */
    public int event(int plogOffset) {
        if (plogOffset < 0 || plogOffset >= logSlots) {
            throw new OutOfBoundsException("log offset must be 0.." + (logSlots - 1) + ": plogOffset=" + plogOffset);
        }
        return logAt + plogOffset * (1 + eventWidth);
    }

    public static void put(byte[] state, int position, long value) {
        if (value < -1 || value > Byte.MAX_VALUE) {
            throw new OutOfBoundsException("explored values must be -1..127: value=" + value);
        }
        state[position] = (byte) value;
    }

    /** Sorts equally wide slots, the empty ones last; equal ones are one. */
    public static void sortSlots(byte[] state, int from, int slots, int slotWidth) {
        byte[][] parts = new byte[slots][];
        for (int i = 0; i < slots; i++) {
            parts[i] = Arrays.copyOfRange(state, from + i * slotWidth, from + (i + 1) * slotWidth);
        }
        Arrays.sort(parts, (a, b) -> Arrays.compare(b, a));
        Arrays.fill(state, from, from + slots * slotWidth, (byte) 0);
        int to = from;
        for (int i = 0; i < slots; i++) {
            if (i == 0 || !Arrays.equals(parts[i], parts[i - 1])) {
                System.arraycopy(parts[i], 0, state, to, slotWidth);
                to += slotWidth;
            }
        }
    }
}
