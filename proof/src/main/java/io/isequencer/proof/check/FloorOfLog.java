package io.isequencer.proof.check;

import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.sparse.Table;

/** Forgets events that no step reads any more: see {@link RelationChecker}. */
final class FloorOfLog {
    private final StepRules rules;
    private final int limit;
    private final Table taken;
    private final Table top;
    private final Table end;
    private final Table synced;
    private final Table checkpoint;
    private final Table nextOffset;
    private final Table actualizer;
    private final Table up;

    private final long scanning;
    private final long waiting;

    /** The first event that was ever told; below it nothing is known to be taken. */
    private long first = Long.MAX_VALUE;

    private long floor;

    /** Below this, the limit has made us forget what could still be read. */
    private long hidden;

    FloorOfLog(Protocol protocol, StepRules rules, int limit) {
        this.rules = rules;
        this.limit = limit;
        taken = protocol.table(Variables.TAKEN);
        top = protocol.table(Variables.TOP);
        end = protocol.table(Variables.END);
        synced = protocol.table(Variables.SYNCED);
        checkpoint = protocol.table(Variables.CHECKPOINT);
        nextOffset = protocol.table(Variables.NEXT_OFFSET);
        actualizer = protocol.table(Variables.ACT_STATE);
        up = protocol.table(Variables.UP);
        scanning = Variables.ACTUALIZER.elements().indexOf("actScanning");
        waiting = Variables.ACTUALIZER.elements().indexOf("actWaitingRoom");
    }

    void clear() {
        first = Long.MAX_VALUE;
        floor = 0;
        hidden = 0;
    }

    void begins(long offset) {
        first = Math.min(first, offset);
    }

    /** Whether the step needs an event that the limit has made us forget. */
    boolean hidesFrom(RecordedStep step) {
        return hidden > floor
                && (step.kind() == StepKind.ACT_SCAN && step.plogOffset() < hidden
                        || step.kind() == StepKind.POWER_LOSS && step.plogOffset() < hidden - 1);
    }

    /** The lowest offset whose event is kept, or would be if there was one. */
    long lowest() {
        return Math.max(first == Long.MAX_VALUE ? 1 : first, Math.max(floor, hidden));
    }

    void tidy() {
        long last = end.plain(0);
        if (last == 0) {
            return;
        }
        if (first == Long.MAX_VALUE) {
            first = 1;
        }
        raise(Math.min(Math.min(last, readable()), synced.plain(0) + 1));
        long oldest = last - limit;
        if (oldest > Math.max(floor, hidden)) {
            forgetEvents(Math.max(Math.max(first, floor), hidden), oldest);
            hidden = oldest;
        }
        rules.forgetCovered(Math.min(floor, synced.plain(0) + 1));
    }

    /** The first offset that a scan may still read. */
    private long readable() {
        long lowest = checkpoint.plain(0);
        for (int owner = 0; owner < up.places(); owner++) {
            long state = actualizer.plain(owner);
            if (up.plain(owner) != 0 && (state == scanning || state == waiting)) {
                lowest = Math.min(lowest, nextOffset.plain(owner));
            }
        }
        return lowest;
    }

    private void raise(long to) {
        if (to > Math.max(floor, first)) {
            forgetEvents(Math.max(Math.max(first, floor), hidden), to);
            floor = to;
        }
    }

    private void forgetEvents(long from, long to) {
        if (to <= from) {
            return;
        }
        taken.holdsBetween(first, to);
        for (long offset = from; offset < to; offset++) {
            top.drop(offset);
        }
    }
}
