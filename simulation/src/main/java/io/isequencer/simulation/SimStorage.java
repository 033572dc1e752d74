package io.isequencer.simulation;

/**
 * The storage device: what it holds is durable; writes change one thing at a time, max-wins (R7).
 *
 * <p>Keys are indexes 0..keys-1, see {@link Options#keyOf}.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 * </ul>
 */
public final class SimStorage {
    private final long[] numbers;
    private long checkpoint;
    private long hash;

    public SimStorage(int keys) {
        numbers = new long[keys];
    }

    /** Becomes a copy of the other. */
    public void copyFrom(SimStorage that) {
        System.arraycopy(that.numbers, 0, numbers, 0, numbers.length);
        checkpoint = that.checkpoint;
        hash = that.hash;
    }

    public long number(int key) {
        return numbers[key];
    }

    public long checkpoint() {
        return checkpoint;
    }

    /** Where a recovery would begin: an empty storage means 1 (R16). */
    long nextOffset() {
        return Math.max(checkpoint, 1);
    }

    public void writeNumber(int key, long number) {
        if (number > numbers[key]) {
            hash ^= Rng.mix(key * 31L + numbers[key]) ^ Rng.mix(key * 31L + number);
            numbers[key] = number;
        }
    }

    public void writeCheckpoint(long next) {
        checkpoint = Math.max(checkpoint, next);
    }

    /** A hash of all that is stored, kept as it changes. */
    long hash() {
        return hash ^ Rng.mix(checkpoint);
    }
}
