package io.isequencer.laboratory;

/**
 * A seeded generator: the same numbers on every machine and JDK.
 *
 * <ul>
 *   <li><i>Source:</i> Steele, Lea, Flood: Fast splittable pseudorandom number generators (2014), figure 16.
 * </ul>
 */
public final class SplitMix64 {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    public SplitMix64(long seed) {
        state = seed;
    }

    /** A generator of its own for each index of a seed. */
    public static SplitMix64 of(long seed, int index) {
        return new SplitMix64(new SplitMix64(seed).nextLong() + index * GOLDEN);
    }

    public long nextLong() {
        state += GOLDEN;
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

    @SafeVarargs
    public final <T> T pick(T... values) {
        return values[below(values.length)];
    }

    /** The finalizer: every bit of the input moves every bit of the output. */
    public static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
