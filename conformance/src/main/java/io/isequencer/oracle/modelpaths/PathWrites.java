package io.isequencer.oracle.modelpaths;

import static io.isequencer.oracle.cases.FaultType.FAIL_AFTER;
import static io.isequencer.oracle.cases.FaultType.FAIL_BEFORE;
import static io.isequencer.oracle.cases.FaultType.TORN;

import io.isequencer.oracle.cases.FaultType;
import io.isequencer.oracle.cases.StorageOp;
import io.isequencer.oracle.catalogue.Script;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The flusher of a path, as far as the owner of the storage can steer it: each write is held from the flush that it is
 * for until the model says how it ends. A sequencer that writes at other times is held less, and nothing is lost.
 */
final class PathWrites {
    private final Script s;
    /** In a case that loses the log's tail the write is held at the sync before it. */
    private final boolean lossy;

    private final Deque<Boolean> late = new ArrayDeque<>();
    private StorageOp gate = StorageOp.WRITE;
    private boolean broken;
    private boolean armed;
    private boolean held;
    /** The step of the case at which the write that is held must have come. */
    private int awaitedAt;
    /** Flushed while the write that is held was under way. */
    private boolean unwritten;
    /** The model's write has what came later than the one that is held. */
    private boolean split;
    /** Whether the model has a write under way, and what it has written of it. */
    private boolean flying;

    private int values;
    private boolean checkpoint;

    PathWrites(Script s, boolean lossy) {
        this.s = s;
        this.lossy = lossy;
    }

    boolean isHeld() {
        return held;
    }

    int awaitedAt() {
        return awaitedAt;
    }

    boolean isFlying() {
        return flying;
    }

    boolean isBroken() {
        return broken;
    }

    /** The next write will be held. */
    void arm() {
        if (!armed && !held && !broken) {
            gate = lossy ? StorageOp.SYNC_PLOG : StorageOp.WRITE;
            s.hold(gate);
            armed = true;
        }
    }

    /** There is something to be written. */
    void due() {
        if (held) {
            unwritten = true;
        } else if (armed) {
            await();
            armed = false;
            held = true;
        }
    }

    /** Waits for what may be there to be written, if any, and else for idleness. */
    void settle(boolean expected) {
        if (armed && !held) {
            await();
            held = expected;
            armed = !expected;
        }
    }

    void snapshot(boolean any) {
        split = held && unwritten && any;
        flying = any;
        values = 0;
        checkpoint = false;
        if (any) {
            settle(true);
        }
    }

    void sync() {
        if (held && gate == StorageOp.SYNC_PLOG) {
            s.hold(StorageOp.WRITE).release(StorageOp.SYNC_PLOG);
            gate = StorageOp.WRITE;
            await();
        }
    }

    void wroteValue() {
        values++;
    }

    void wroteCheckpoint() {
        checkpoint = true;
    }

    /** What became of the write, if it ends now: null if all of it is stored. */
    FaultType outcome() {
        return checkpoint ? FAIL_AFTER : values > 0 ? TORN : FAIL_BEFORE;
    }

    /**
     * The write ends.
     *
     * @param as null if it ends well
     * @param goesOn whether the flusher goes on: with what came meanwhile, or with another try
     */
    void end(FaultType as, boolean goesOn) {
        if (!held) {
            return;
        }
        if (split && goesOn) {
            // Tried again, it has all that the model's has.
            s.hold(gate).releaseAs(gate, FAIL_BEFORE, 0);
            await();
            unwritten = false;
        }
        split = false;
        boolean again = goesOn && !broken && (unwritten || as != null);
        if (as == FaultType.LATE) {
            late.add(true);
        }
        StorageOp ended = gate;
        if (again) {
            gate = lossy ? StorageOp.SYNC_PLOG : StorageOp.WRITE;
            s.hold(gate);
        }
        if (as == null) {
            s.release(ended);
        } else {
            s.releaseAs(ended, as, values);
        }
        held = again;
        unwritten = false;
        if (again) {
            await();
        }
        landed();
    }

    void landed() {
        flying = false;
        values = 0;
        checkpoint = false;
    }

    /** Waits until nothing is left to do in the background. */
    void quiesce() {
        s.quiesce();
        armed = false;
        held = false;
        unwritten = false;
    }

    /** No fault and no hold is left; what is held stays so. */
    void heal() {
        s.heal();
        armed = false;
    }

    /** Not for the reads of a client: one that caches less than the model asks where the model knows. */
    void breakForEver() {
        heal();
        broken = true;
        s.fault(StorageOp.WRITE, FAIL_BEFORE, 0).fault(StorageOp.READ_CHECKPOINT, FAIL_BEFORE, 0);
    }

    /** Whether what the model has written of the write under way is stored if the process ends now. */
    boolean landsInCrash() {
        return held && gate == StorageOp.WRITE && !late.contains(true) && (values > 0 || checkpoint);
    }

    /** The process ends: a write under way is stored as far as the model has written it. */
    void crashed() {
        boolean lands = landsInCrash();
        if (held && gate == StorageOp.WRITE) {
            late.add(false);
            if (lands) {
                skipLost(1);
                s.land(checkpoint ? -1 : values);
                late.clear();
            }
        }
        forget();
    }

    /** Nothing that was under way is left. */
    void forget() {
        held = false;
        unwritten = false;
        split = false;
        landed();
    }

    void lateWritesAreGone() {
        late.clear();
    }

    /** Whether a write is on its way that lands. */
    boolean isLate() {
        return late.contains(true);
    }

    /** The late write lands: so many values, or all of it for -1. */
    void land(int applied) {
        while (!late.element()) {
            s.land(0);
            late.remove();
        }
        late.remove();
        s.land(applied);
    }

    /** What never landed in the model does at last. */
    void landAll() {
        while (!late.isEmpty()) {
            late.remove();
            s.land(-1);
        }
    }

    boolean anyLate() {
        return !late.isEmpty();
    }

    private void await() {
        awaitedAt = s.size();
        s.await(gate);
    }

    private void skipLost(int except) {
        for (int i = except; i < late.size(); i++) {
            s.land(0);
        }
    }
}
