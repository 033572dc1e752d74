package io.isequencer.simulation;

/**
 * A seeded generator (SplitMix64): the same numbers on every machine and JDK.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 *   <li><i>Source:</i> Steele, Lea, Flood: Fast splittable pseudorandom number generators (2014), figure 16.
 * </ul>
 */
public final class Rng {
    private long state;

    public Rng(long seed) {
        state = seed;
    }

    public long nextLong() {
        state += 0x9E3779B97F4A7C15L;
        return mix(state);
    }

    /** Uniform in 0..bound-1, but for a bias below 2^-32. */
    public int below(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /** True once in {@code n} times. */
    public boolean oneIn(int n) {
        return below(n) == 0;
    }

    /** One of the values. */
    public int pick(int... values) {
        return values[below(values.length)];
    }

    /** The finalizer: every bit of the input moves every bit of the output. */
    public static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
