package io.isequencer.simulation.render;

import io.isequencer.simulation.moves.Move;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.world.Owner;
import io.isequencer.simulation.world.Owner.Phase;
import io.isequencer.simulation.world.Words;
import io.isequencer.simulation.world.World;
import io.isequencer.spi.ValueBatch;

/** What a move did to the devices, in a few words. */
final class MoveDetail {
    private MoveDetail() {}

    private static String evicted(Options options, int key) {
        return "cache forgets " + (key == options.keys() ? "everything" : Words.key(options, key));
    }

    static String of(long move, World world) {
        Owner owner = world.owners().get(Move.owner(move));
        return switch (Move.kind(move)) {
            case READ -> "storage says " + orNothing(owner.readNumber());
            case APPEND -> owner.phase() == Phase.APPENDED ? lastEvent(world) : "refused: the offset is taken";
            case APPEND_UNKNOWN_WRITTEN -> "the client sees a time-out, yet " + lastEvent(world);
            case APPEND_UNKNOWN_LOST -> "the client sees a time-out; nothing was written";
            case APPEND_LATE -> "the client sees a time-out; the append is still under way";
            case APPEND_FAILED -> "surely not written";
            case FL_STEP -> snapshot(owner, world);
            case FL_WRITE -> effect(owner, world);
            case FL_REPLY -> "write succeeded";
            case FL_FAIL -> "call failed";
            case FL_TIMEOUT -> "call timed out; the rest may land later";
            case FL_STALL -> "call hangs for a while";
            case FL_WAKE -> "retry delay over";
            case ACT_WAKE -> "retry delay over";
            case ACT_FAIL -> owner.core().actualizer().reading() ? "checkpoint not read" : "scan broke off";
            case EVICT -> evicted(world.options(), Move.a(move));
            case POWER_LOSS -> "all owners down; log ends before " + world.log().end();
            case CLOCK_JUMP -> "all delays are over";
            case CRASH -> "owner " + owner.id() + " loses its memory";
            case RESTART -> "owner " + owner.id() + " starts over";
            default -> "";
        };
    }

    private static String orNothing(long number) {
        return number == 0 ? "nothing" : Long.toString(number);
    }

    private static String lastEvent(World world) {
        if (world.log().end() == 1) {
            return "";
        }
        return "log has event " + (world.log().end() - 1) + ", "
                + Words.event(world.options(), world.log().event(world.log().end() - 1));
    }

    private static String snapshot(Owner owner, World world) {
        return Words.batch(world.options(), owner.core().flusherBatch());
    }

    /** The effect that the write just had. */
    private static String effect(Owner owner, World world) {
        ValueBatch batch = owner.core().flusherBatch();
        int index = owner.writeProgress() - 1;
        if (index >= batch.size()) {
            return stored(
                    "checkpoint",
                    owner.core().flusherCheckpoint(),
                    world.storage().checkpoint());
        }
        int key = world.options().keyOf(batch.wsId(index), batch.seqId(index));
        return stored(
                Words.key(world.options(), key),
                batch.number(index),
                world.storage().number(key));
    }

    private static String stored(String name, long written, long kept) {
        String text = name + "=" + written + " written";
        return kept == written ? text : text + ", but " + kept + " is larger and stays";
    }
}
