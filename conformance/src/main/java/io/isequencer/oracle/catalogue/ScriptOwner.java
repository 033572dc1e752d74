package io.isequencer.oracle.catalogue;

import io.isequencer.oracle.cases.Outcome;
import io.isequencer.oracle.cases.SeqNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an owner can know while a case is written down. */
final class ScriptOwner {
    private final ScriptParams params;
    /** The transaction's numbers, in order. */
    private final List<SeqNumber> values = new ArrayList<>();
    /** The last-used numbers of the transaction. */
    private final Map<Integer, Long> last = new HashMap<>();

    private long nextOffset;
    private int wsKind;
    private long wsId;

    ScriptOwner(ScriptParams params) {
        this.params = params;
    }

    /** Opened or rebuilt: it knows the log, and no transaction. */
    void open(ScriptWorld world) {
        nextOffset = world.end();
        forget();
    }

    long start(int kind, long workspace) {
        forget();
        wsKind = kind;
        wsId = workspace;
        return nextOffset;
    }

    /** The number that the next call gives. */
    long upcoming(ScriptWorld world, int seqId) {
        long beforeFirst = params.initial(wsKind, seqId) - 1;
        long used = last(world, seqId);
        return (Long.compareUnsigned(used, beforeFirst) >= 0 ? used : beforeFirst) + 1;
    }

    long next(ScriptWorld world, int seqId) {
        long number = upcoming(world, seqId);
        last.put(seqId, number);
        values.add(Script.value(seqId, number));
        return number;
    }

    boolean use(ScriptWorld world, int seqId, long number) {
        boolean raised = Long.compareUnsigned(number, last(world, seqId)) > 0;
        if (raised) {
            last.put(seqId, number);
        }
        values.add(Script.value(seqId, number));
        return raised;
    }

    void append(ScriptWorld world, Outcome outcome, List<SeqNumber> explicit) {
        List<SeqNumber> all = new ArrayList<>(values);
        all.addAll(explicit);
        switch (outcome) {
            case OK, UNKNOWN_LANDED -> world.append(nextOffset, wsId, all);
            case LATE -> world.appendLater(nextOffset, wsId, all);
            case TAKEN -> world.append(nextOffset, wsId, List.of());
            case FAILED, UNKNOWN_LOST -> {
                // Nothing comes of it.
            }
        }
    }

    void flush(ScriptWorld world) {
        nextOffset++;
        forget();
    }

    private long last(ScriptWorld world, int seqId) {
        Long used = last.get(seqId);
        return used != null ? used : world.last(wsId, seqId, nextOffset);
    }

    private void forget() {
        values.clear();
        last.clear();
    }
}
