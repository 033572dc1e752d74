package io.isequencer.simulation.world;

import io.isequencer.core.Partition;
import io.isequencer.simulation.moves.Mark;
import io.isequencer.spi.ValueBatch;

/** Recognises the marks of the background tasks. */
final class TaskMarks {
    private final World world;

    TaskMarks(World world) {
        this.world = world;
    }

    void beforeFlusherStep(Owner owner) {
        Partition core = owner.core();
        if (core.flusherState().equals("written")) {
            world.markIf(newerThanWritten(core), Mark.PRUNE_MET_NEWER);
        } else {
            boolean nothing = core.flusherSignalled() && core.pendingCheckpoint() == 0 && !core.closing();
            world.markIf(nothing, Mark.SNAPSHOT_OF_NOTHING);
        }
    }

    private static boolean newerThanWritten(Partition core) {
        ValueBatch written = core.flusherBatch();
        for (int i = 0; i < written.size(); i++) {
            if (core.pendingNumber(written.wsId(i), written.seqId(i)) > written.number(i)) {
                return true;
            }
        }
        return false;
    }

    void afterOffer(Owner owner, boolean taken) {
        world.markIf(!taken, Mark.SCAN_WAITED_FOR_ROOM);
        if (taken) {
            world.markIf(owner.resumeScan(), Mark.SCAN_RESUMED);
            world.markIf(world.unknownAppends.get((int) owner.core().nextOffset() - 1), Mark.UNKNOWN_APPEND_RECOVERED);
        }
    }
}
