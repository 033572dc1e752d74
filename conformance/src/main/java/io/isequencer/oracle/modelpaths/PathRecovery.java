package io.isequencer.oracle.modelpaths;

import io.isequencer.laboratory.PathStep;
import io.isequencer.oracle.cases.FaultType;
import io.isequencer.oracle.cases.StorageOp;
import io.isequencer.oracle.catalogue.Script;
import java.util.List;

/** The recovery of a path: the reads of checkpoint and log are held until the model's are answered. */
final class PathRecovery {
    private static final List<String> READS_PAGE = List.of("ActScan", "ActFail");

    private final Script s;
    private final PathWrites writes;
    private final PathAhead ahead;
    private final PathActs acts;

    private boolean underWay;
    private boolean checkpointRead;
    private boolean checkpointHeld;
    private boolean pageHeld;
    private int firstOffset;
    private int scanned;

    PathRecovery(Script s, PathWrites writes, PathAhead ahead, PathActs acts) {
        this.s = s;
        this.writes = writes;
        this.ahead = ahead;
        this.acts = acts;
    }

    boolean isUnderWay() {
        return underWay;
    }

    /** Before open or actualize. */
    void begin() {
        underWay = true;
        checkpointRead = false;
        pageHeld = false;
        scanned = 0;
        checkpointHeld = !writes.isBroken();
        if (checkpointHeld) {
            s.hold(StorageOp.READ_CHECKPOINT);
        }
    }

    void readCheckpoint(PathStep step) {
        firstOffset = Math.max(1, Integer.parseInt(step.text("checkpoint")));
        checkpointRead = true;
        if (checkpointHeld) {
            acts.show(s.size(), "ActClear", "FlStop");
            acts.add("ActReadCheckpoint", s.size());
            s.await(StorageOp.READ_CHECKPOINT);
            holdPage(0);
            writes.arm();
            s.release(StorageOp.READ_CHECKPOINT);
            checkpointHeld = false;
        }
    }

    void scan(int end) {
        scanned++;
        if (pageHeld) {
            acts.add("ActScan", s.size());
            s.await(StorageOp.READ_PLOG);
            holdPage(end);
            s.release(StorageOp.READ_PLOG);
        }
    }

    void fail(int end) {
        StorageOp on = checkpointRead ? StorageOp.READ_PLOG : StorageOp.READ_CHECKPOINT;
        if (!(checkpointRead ? pageHeld : checkpointHeld)) {
            return;
        }
        acts.add("ActFail " + on.id(), s.size());
        s.await(on);
        if (checkpointRead) {
            holdPage(end);
        } else {
            checkpointHeld = !writes.isBroken();
            if (checkpointHeld) {
                s.hold(on);
            }
        }
        s.releaseAs(on, FaultType.FAIL_BEFORE, 0);
    }

    void done() {
        underWay = false;
        if (!writes.isBroken()) {
            writes.settle(scanned > 0);
        }
    }

    /** Before holds are taken off: what is to be held is held by now. */
    void keepHeld(boolean actualizing) {
        if (actualizing) {
            // It waits for a write that is held itself, and reads later.
            checkpointHeld = false;
        } else if (checkpointHeld) {
            s.await(StorageOp.READ_CHECKPOINT);
        } else if (pageHeld) {
            s.await(StorageOp.READ_PLOG);
        }
    }

    void letGo() {
        checkpointHeld = false;
        pageHeld = false;
    }

    /** There is no page behind the last event, and a scan that waits for room has read its event. */
    private void holdPage(int end) {
        boolean comes = scanned == 0 || firstOffset + scanned <= end;
        pageHeld = comes && !writes.isBroken() && ahead.comesFirst(READS_PAGE, "ActWaitRoom", "ActDone");
        if (pageHeld) {
            s.hold(StorageOp.READ_PLOG);
        }
    }
}
