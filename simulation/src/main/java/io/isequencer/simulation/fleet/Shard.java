package io.isequencer.simulation.fleet;

import io.isequencer.laboratory.SplitMix64;

/**
 * A part of the storage, with the numbers and the logs of some partitions. It serves several calls at a time, the others
 * wait; and it has bad times.
 *
 * <ul>
 *   <li><i>Units:</i> virtual microseconds.
 * </ul>
 */
final class Shard {
    /** What becomes of a call. */
    enum Outcome {
        DONE,
        /** Nothing was done, and the reply says so. */
        ERROR,
        /** Nothing was done; the caller learns nothing. */
        LOST,
        /** It was done; the caller learns nothing. */
        UNANSWERED,
        /** It will be done long after the caller has given up. */
        LATE
    }

    /** How a shard is. */
    enum Health {
        WELL,
        SLOW,
        FAILING,
        /** Logs are well; numbers cannot be written. */
        READ_ONLY
    }

    private static final int CALLS_AT_A_TIME = 64;
    private static final int SLOWER = 20;

    private final long[] freeAtUs = new long[CALLS_AT_A_TIME];
    private final SplitMix64 random;
    private Health health = Health.WELL;
    private long busyUs;

    Shard(SplitMix64 random) {
        this.random = random;
    }

    void become(Health value) {
        health = value;
    }

    /** How long calls were served so far, those at the same time added up, over how long that could have been. */
    double utilization(long virtualUs) {
        return busyUs / ((double) virtualUs * CALLS_AT_A_TIME);
    }

    /** When a call that begins now will have been served: between half and some times of what it takes on average. */
    long serve(long nowUs, long averageUs) {
        int lane = 0;
        for (int i = 1; i < CALLS_AT_A_TIME; i++) {
            if (freeAtUs[i] < freeAtUs[lane]) {
                lane = i;
            }
        }
        long takesUs = averageUs / 2 + Chance.exponential(random, averageUs / 2.0);
        if (health == Health.SLOW) {
            takesUs *= SLOWER;
        }
        freeAtUs[lane] = Math.max(nowUs, freeAtUs[lane]) + takesUs;
        busyUs += takesUs;
        return freeAtUs[lane];
    }

    Outcome outcome(FleetCall call) {
        return switch (health) {
            case WELL, SLOW -> Outcome.DONE;
            case FAILING -> random.pick(Outcome.values());
            case READ_ONLY -> call == FleetCall.WRITE ? Outcome.ERROR : Outcome.DONE;
        };
    }
}
