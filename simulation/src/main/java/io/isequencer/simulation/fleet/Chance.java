package io.isequencer.simulation.fleet;

import io.isequencer.laboratory.SplitMix64;

/** Distributions; by {@code StrictMath}, so the same on every machine. */
final class Chance {
    private Chance() {}

    /** From 0, inclusive, to 1, exclusive. */
    static double uniform(SplitMix64 random) {
        return (random.nextLong() >>> 11) * 0x1.0p-53;
    }

    /** The time to the next of events that come independently of each other, on average that often. */
    static long exponential(SplitMix64 random, double average) {
        return (long) (-average * StrictMath.log(1 - uniform(random)));
    }
}
