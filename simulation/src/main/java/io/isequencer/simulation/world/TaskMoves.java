package io.isequencer.simulation.world;

import io.isequencer.core.Actualizer;
import io.isequencer.core.Flusher;
import io.isequencer.core.Want;
import io.isequencer.laboratory.Violation;
import io.isequencer.rules.Property;
import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.Mark;
import io.isequencer.simulation.moves.MoveKind;
import io.isequencer.simulation.moves.MoveList;
import io.isequencer.spi.ValueBatch;

/**
 * What the background tasks do, and what their storage and log calls do.
 *
 * <p>A storage write is a call with several effects, each a move: its values one by one, then the checkpoint, then the
 * reply. It can fail before, between and after them, or time out and have the rest of its effects later.
 */
final class TaskMoves {
    private static final long STALL_MS = 100;

    private final World world;
    private final TaskMarks marks;

    TaskMoves(World world) {
        this.world = world;
        marks = new TaskMarks(world);
    }

    void collect(Owner owner, MoveList moves) {
        collectFlusher(owner, owner.core().flusher(), moves);
        collectActualizer(owner, owner.core().actualizer(), moves);
    }

    private void collectFlusher(Owner owner, Flusher flusher, MoveList moves) {
        switch (flusher.want()) {
            case STEP -> moves.add(MoveKind.FL_STEP, owner.id());
            case SLEEP -> {
                if (world.isOver(owner.flusherAwakeAtMs())) {
                    moves.add(MoveKind.FL_WAKE, owner.id());
                }
            }
            case IO -> collectFlusherIo(owner, flusher, moves);
            default -> {
                // Waits for another's step, or has ended.
            }
        }
    }

    private void collectFlusherIo(Owner owner, Flusher flusher, MoveList moves) {
        if (!world.isOver(owner.flusherStalledUntilMs())) {
            return;
        }
        moves.add(MoveKind.FL_STALL, owner.id());
        if (flusher.syncing()) {
            moves.add(MoveKind.FL_SYNC, owner.id());
        } else {
            boolean complete = owner.writeProgress() > flusher.batch().size();
            moves.add(complete ? MoveKind.FL_REPLY : MoveKind.FL_WRITE, owner.id());
            if (!complete) {
                moves.add(MoveKind.FL_TIMEOUT, owner.id());
            }
        }
        if (world.allows(flusherFault(owner, flusher))) {
            moves.add(MoveKind.FL_FAIL, owner.id());
        }
    }

    /** What a failure of the flusher's call would be now. */
    private static FaultKind flusherFault(Owner owner, Flusher flusher) {
        if (flusher.syncing()) {
            return FaultKind.SYNC_ERROR;
        }
        if (owner.writeProgress() == 0) {
            return FaultKind.ERROR_BEFORE;
        }
        return owner.writeProgress() > flusher.batch().size() ? FaultKind.ERROR_AFTER : FaultKind.TORN_BATCH;
    }

    private void collectActualizer(Owner owner, Actualizer actualizer, MoveList moves) {
        switch (actualizer.want()) {
            case STEP -> moves.add(MoveKind.ACT_STEP, owner.id());
            case SLEEP -> {
                if (world.isOver(owner.actualizerAwakeAtMs())) {
                    moves.add(MoveKind.ACT_WAKE, owner.id());
                }
            }
            case IO -> {
                moves.add(MoveKind.ACT_IO, owner.id());
                if (world.allows(actualizerFault(actualizer))) {
                    moves.add(MoveKind.ACT_FAIL, owner.id());
                }
            }
            default -> {
                // Waits for another's step, or has ended.
            }
        }
    }

    private static FaultKind actualizerFault(Actualizer actualizer) {
        return actualizer.reading() ? FaultKind.CHECKPOINT_READ_ERROR : FaultKind.SCAN_ERROR;
    }

    void flush(MoveKind kind, Owner owner) {
        Flusher flusher = owner.core().flusher();
        switch (kind) {
            case FL_STEP -> {
                marks.beforeFlusherStep(owner);
                flusher.step();
                requireCheckpoint(flusher);
            }
            case FL_WAKE -> {
                world.skipTo(owner.flusherAwakeAtMs());
                flusher.wake();
            }
            case FL_SYNC -> {
                world.log.sync();
                flusher.synced();
            }
            case FL_WRITE -> writeNext(owner, flusher);
            case FL_REPLY -> {
                owner.endWrite();
                flusher.written();
                world.markIf(owner.core().closing(), Mark.LAST_TRY_STORED);
            }
            case FL_STALL -> {
                owner.stallFlusher(world.virtualMs() + STALL_MS);
                world.count(FaultKind.SLOW_CALL);
            }
            case FL_FAIL -> {
                world.count(flusherFault(owner, flusher));
                failFlush(owner, flusher);
            }
            case FL_TIMEOUT -> {
                world.lateWrites.add(new AbandonedWrite(flusher.batch(), owner.writeProgress(), flusher.checkpoint()));
                failFlush(owner, flusher);
            }
            default -> throw new AssertionError(kind);
        }
    }

    /** R13: what has no checkpoint must not be written. */
    private static void requireCheckpoint(Flusher flusher) {
        if (flusher.want() == Want.IO && flusher.checkpoint() == 0) {
            throw Violation.safety(Property.NOTHING_IS_NOT_WRITTEN, "the flusher writes checkpoint 0");
        }
    }

    private void writeNext(Owner owner, Flusher flusher) {
        ValueBatch batch = flusher.batch();
        int index = owner.writeProgress();
        if (index < batch.size()) {
            int key = world.options.keyOf(batch.wsId(index), batch.seqId(index));
            world.storage.writeNumber(key, batch.number(index));
        } else {
            world.storage.writeCheckpoint(flusher.checkpoint());
            world.markIf(batch.size() == 0, Mark.CHECKPOINT_WITHOUT_VALUES);
        }
        owner.wroteOne();
    }

    private void failFlush(Owner owner, Flusher flusher) {
        owner.endWrite();
        world.markIf(owner.core().closing(), Mark.LAST_TRY_FAILED);
        flusher.failed();
        owner.flusherSleeps(world.virtualMs() + world.options.retryDelayMs());
    }

    void actualize(MoveKind kind, Owner owner) {
        Actualizer actualizer = owner.core().actualizer();
        switch (kind) {
            case ACT_STEP -> actualizer.step();
            case ACT_WAKE -> {
                world.skipTo(owner.actualizerAwakeAtMs());
                actualizer.wake();
            }
            case ACT_IO -> actualizeNext(owner, actualizer);
            case ACT_FAIL -> {
                world.count(actualizerFault(actualizer));
                owner.breakScan(!actualizer.reading() && owner.core().pendingCheckpoint() > 0);
                actualizer.failed();
                owner.actualizerSleeps(world.virtualMs() + world.options.retryDelayMs());
            }
            default -> throw new AssertionError(kind);
        }
    }

    private void actualizeNext(Owner owner, Actualizer actualizer) {
        if (actualizer.reading()) {
            long checkpoint = world.storage.readCheckpoint();
            world.mark(checkpoint > 1 ? Mark.RECOVERY_FROM_CHECKPOINT : Mark.RECOVERY_FROM_START);
            actualizer.checkpointRead(checkpoint);
        } else if (actualizer.scanFrom() < world.log.end()) {
            boolean taken = actualizer.offer(world.log.event(actualizer.scanFrom()));
            marks.afterOffer(owner, taken);
        } else {
            actualizer.scanEnded();
        }
    }

    /** Whether all that the owner published has reached the storage. */
    boolean drained(Owner owner) {
        Flusher flusher = owner.core().flusher();
        return flusher.want() == Want.WAIT
                && owner.core().pendingSize() == 0
                && world.storage.nextOffset() >= owner.core().nextOffset();
    }
}
