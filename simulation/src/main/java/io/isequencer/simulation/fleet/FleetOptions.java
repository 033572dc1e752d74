package io.isequencer.simulation.fleet;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.SequencerParams;

/**
 * How large a fleet is, and how much it has to do.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IllegalArgumentException} for a value out of range.
 * </ul>
 *
 * @param machines owners of partitions, and shards of the storage: one of each per machine
 * @param eventsPerSecond of the whole fleet; partitions and workspaces are drawn unevenly
 * @param virtualSeconds how long events and troubles arrive
 */
public record FleetOptions(int partitions, int machines, int eventsPerSecond, int virtualSeconds) {
    /** Ten thousand partitions on twenty machines, half a million events. */
    public static final FleetOptions DEFAULT = new FleetOptions(10_000, 20, 10_000, 60);

    static final int WORKSPACES_PER_PARTITION = 10;
    static final int SEQUENCES = 4;
    static final int WS_KIND = 1;

    /** Fewer than an owner has keys: so one is forgotten, and read again. */
    static final int CACHED_KEYS = 16;

    static final SequencerParams PARAMS =
            SequencerParams.of(seqTypes()).withMaxUnflushedValues(8).withRetryDelayMs(500);

    public FleetOptions {
        require("partitions", partitions, 1, 1_000_000);
        require("machines", machines, 2, 10_000);
        require("events-per-second", eventsPerSecond, 1, 1_000_000);
        require("virtual-seconds", virtualSeconds, 1, 3_600);
    }

    private static SeqTypes seqTypes() {
        SeqTypes.Builder types = SeqTypes.builder();
        for (int seqId = 1; seqId <= SEQUENCES; seqId++) {
            types.add(WS_KIND, seqId, initialValue(seqId));
        }
        return types.build();
    }

    static long initialValue(int seqId) {
        return seqId == 2 ? 200_001 : 1;
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + ".." + most + ": " + name + "=" + value);
        }
    }
}
