package io.isequencer.oracle.cases;

/**
 * A seeded generator (SplitMix64): the same numbers on every machine and JDK.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 *   <li><i>Source:</i> Steele, Lea, Flood: Fast splittable pseudorandom number generators (2014), figure 16.
 * </ul>
 */
final class SplitMix {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    SplitMix(long seed) {
        state = seed;
    }

    /** A generator of its own for each index of a seed. */
    static SplitMix of(long seed, int index) {
        return new SplitMix(new SplitMix(seed).nextLong() + index * GOLDEN);
    }

    long nextLong() {
        state += GOLDEN;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** 0..bound-1. */
    int below(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    boolean oneIn(int n) {
        return below(n) == 0;
    }

    @SafeVarargs
    final <T> T pick(T... values) {
        return values[below(values.length)];
    }
}
