package io.isequencer.simulation.world;

import io.isequencer.api.UseResult;
import io.isequencer.core.Partition;
import io.isequencer.core.Want;
import io.isequencer.simulation.moves.Mark;
import io.isequencer.simulation.world.Owner.Phase;

/** Recognises the marks of the clients. */
final class ClientMarks {
    private final World world;

    ClientMarks(World world) {
        this.world = world;
    }

    void beforeStart(Owner owner) {
        for (Owner other : world.owners) {
            boolean ready = other != owner && other.isUp() && other.core().admission() > 0;
            if (ready && other.core().nextOffset() != owner.core().nextOffset()) {
                world.mark(Mark.TWO_OWNERS_READY);
                return;
            }
        }
    }

    void afterNext(Owner owner, int seqId, long issued) {
        if (issued > 0) {
            int key = world.options.keyOf(owner.core().wsId(), seqId);
            world.markIf(issued <= world.issued(key), Mark.NUMBER_REISSUED);
            world.issued(key, issued);
        }
    }

    void afterUse(UseResult result) {
        world.markIf(result == UseResult.RAISED, Mark.EXPLICIT_ABOVE);
        world.markIf(result == UseResult.NOT_ABOVE_LAST, Mark.EXPLICIT_NOT_ABOVE);
    }

    void afterMiss(Owner owner) {
        world.markIf(owner.missPendingNumber() > 0, Mark.MISS_WITH_PENDING);
    }

    void beforeRead(Owner owner) {
        boolean gone = owner.core().pendingNumber(owner.core().wsId(), owner.missSeqId()) == 0;
        world.markIf(owner.missPendingNumber() > 0 && gone, Mark.PRUNED_DURING_MISS);
    }

    void beforeFill(Owner owner) {
        boolean lower = owner.missPendingNumber() > 0 && owner.missPendingNumber() < owner.readNumber();
        world.markIf(lower, Mark.PENDING_BELOW_STORED);
    }

    void beforeClose(Owner owner) {
        Partition core = owner.core();
        world.markIf(owner.phase() == Phase.IN_TRANSACTION, Mark.CLOSE_IN_TRANSACTION);
        world.markIf(core.actualizing(), Mark.CLOSE_DURING_RECOVERY);
        world.markIf(core.actualizerState().equals("scanning"), Mark.SCAN_SAW_CLOSE);
        world.markIf(core.flusher().want() == Want.IO, Mark.CLOSE_DURING_WRITE);
    }
}
