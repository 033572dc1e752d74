package io.isequencer.simulation;

import io.isequencer.simulation.Owner.Phase;

/** What a move did to the devices, in a few words. */
final class MoveDetail {
    private MoveDetail() {}

    static String of(long move, World world) {
        Owner owner = world.owners.get(Move.owner(move));
        return switch (Move.kind(move)) {
            case READ -> "storage says " + owner.readNumber;
            case APPEND -> owner.phase == Phase.APPENDED ? lastEvent(world) : "refused: the offset is taken";
            case APPEND_UNKNOWN_WRITTEN -> "the client sees a time-out; " + lastEvent(world);
            case APPEND_UNKNOWN_LOST -> "the client sees a time-out; nothing was written";
            case APPEND_LATE -> "the client sees a time-out; the append is still under way";
            case APPEND_FAILED -> "surely not written";
            case FL_WRITE, LAND_WRITE -> "storage now at checkpoint " + world.storage.checkpoint();
            case FL_REPLY -> "write succeeded";
            case FL_FAIL -> "call failed";
            case FL_TIMEOUT -> "call timed out; the rest may land later";
            case ACT_FAIL -> "call failed";
            case LAND_APPEND -> "late append arrived; log ends at " + world.log.end();
            case EVICT -> "cache forgot a key";
            case POWER_LOSS -> "all owners down; log ends at " + world.log.end();
            case CRASH -> "memory lost";
            case RESTART -> "begins anew";
            default -> "";
        };
    }

    private static String lastEvent(World world) {
        return world.log.end() == 1 ? "" : "log has " + world.log.event(world.log.end() - 1);
    }
}
