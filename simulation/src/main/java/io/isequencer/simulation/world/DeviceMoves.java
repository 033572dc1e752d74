package io.isequencer.simulation.world;

import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.Mark;
import io.isequencer.simulation.moves.MoveKind;
import io.isequencer.simulation.moves.MoveList;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.world.Owner.Phase;
import io.isequencer.spi.LogEvent;

/** What the world around does: crashes, restarts, power losses, late landings, evictions, leaps of the clock. */
final class DeviceMoves {
    private final World world;

    DeviceMoves(World world) {
        this.world = world;
    }

    void collect(MoveList moves) {
        for (Owner owner : world.owners) {
            if (owner.isUp()) {
                moves.add(MoveKind.CRASH, owner.id());
                collectEvictions(owner, moves);
            }
            if (owner.phase() == Phase.DOWN
                    || owner.phase() == Phase.CLOSED && owner.core().stopped()) {
                moves.add(MoveKind.RESTART, owner.id());
            }
        }
        for (int i = 0; i < world.lateWrites.size(); i++) {
            moves.add(MoveKind.LAND_WRITE, 0, i, 0);
        }
        for (int i = 0; i < world.lateAppends.size(); i++) {
            moves.add(MoveKind.LAND_APPEND, 0, i, 0);
        }
        int losable = (int) (world.log.end() - world.log.durableEnd());
        if (losable > 0) {
            moves.add(MoveKind.POWER_LOSS, 0, losable, 0);
            if (losable > 1) {
                moves.add(MoveKind.POWER_LOSS, 0, 1, 0);
            }
        }
        moves.add(MoveKind.CLOCK_JUMP, 0);
    }

    private void collectEvictions(Owner owner, MoveList moves) {
        if (!moves.allows(MoveKind.EVICT)) {
            return;
        }
        boolean any = false;
        for (int key = 0; key < world.options.keys(); key++) {
            if (owner.cache().get(key) != 0) {
                moves.add(MoveKind.EVICT, owner.id(), key, 0);
                any = true;
            }
        }
        if (any) {
            // A storm: the index behind the last key stands for all of them.
            moves.add(MoveKind.EVICT, owner.id(), world.options.keys(), 0);
        }
    }

    void apply(MoveKind kind, Owner owner, int a) {
        switch (kind) {
            case EVICT -> {
                evict(owner, a);
                world.count(FaultKind.EVICTION);
            }
            case CRASH -> {
                markCrash(owner);
                owner.crash();
                world.count(FaultKind.CRASH);
            }
            case RESTART -> world.begin(owner);
            case POWER_LOSS -> losePower(a);
            case LAND_WRITE -> landWrite(a);
            case LAND_APPEND -> landAppend(a);
            case CLOCK_JUMP -> {
                world.jumpClock();
                world.count(FaultKind.CLOCK_JUMP);
            }
            default -> throw new AssertionError(kind);
        }
    }

    private void evict(Owner owner, int key) {
        world.markIf(owner.phase() == Phase.READING || owner.phase() == Phase.FILLING, Mark.EVICTED_DURING_MISS);
        for (int each = 0; each < world.options.keys(); each++) {
            if (key == each || key == world.options.keys()) {
                markEviction(owner, each);
                owner.cache().evict(each);
            }
        }
    }

    private void markEviction(Owner owner, int key) {
        boolean ofTransaction = owner.phase() == Phase.IN_TRANSACTION
                && Options.wsId(key / world.options.sequences()) == owner.core().wsId();
        world.markIf(ofTransaction, Mark.EVICTED_IN_TRANSACTION);
    }

    private void markCrash(Owner owner) {
        int values = owner.core().flusherBatch().size();
        boolean writing = owner.writeProgress() > 0;
        world.markIf(writing && owner.writeProgress() < values, Mark.CRASH_AMID_VALUES);
        world.markIf(writing && owner.writeProgress() == values, Mark.CRASH_BEFORE_CHECKPOINT);
        world.markIf(writing && owner.writeProgress() > values, Mark.CRASH_BEFORE_PRUNE);
        world.markIf(owner.core().actualizing(), Mark.CRASH_DURING_RECOVERY);
        world.markIf(owner.eventSize() > 0, Mark.CRASH_IN_TRANSACTION);
    }

    private void losePower(int events) {
        world.owners.forEach(owner -> {
            if (owner.isUp()) {
                owner.crash();
            }
        });
        world.storage.restart();
        // Appends under way die with the log: one that was numbered after a lost event must not land behind another.
        world.lateAppends.clear();
        int lost = world.log.loseTail(world.log.end() - events);
        if (lost > 0) {
            world.count(FaultKind.LOST_TAIL);
            world.markIf(lost > 1, Mark.TAIL_OF_SEVERAL_LOST);
        }
        world.unknownAppends.clear((int) world.log.end(), (int) world.log.end() + lost);
    }

    private void landWrite(int index) {
        if (world.lateWrites.get(index).landNext(world)) {
            world.lateWrites.remove(index);
            world.count(FaultKind.LATE_WRITE);
        }
    }

    private void landAppend(int index) {
        LogEvent event = world.lateAppends.remove(index);
        world.mark(world.log.append(event) ? Mark.LATE_APPEND_TAKEN : Mark.LATE_APPEND_REFUSED);
        world.count(FaultKind.APPEND_LATE);
    }
}
