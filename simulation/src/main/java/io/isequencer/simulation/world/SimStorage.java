package io.isequencer.simulation.world;

import io.isequencer.laboratory.SplitMix64;

/**
 * The storage device: what it holds is durable; writes change one thing at a time, max-wins (R7).
 *
 * <p>Keys are indexes 0..keys-1.
 */
public class SimStorage {
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

    /** A read by an owner. */
    long readNumber(int key) {
        return numbers[key];
    }

    /** A read by an owner. */
    long readCheckpoint() {
        return checkpoint;
    }

    /** What is stored, for checkers: not a read that anybody made. */
    public long number(int key) {
        return numbers[key];
    }

    /** As {@link #number}. */
    public long checkpoint() {
        return checkpoint;
    }

    /** Where a recovery would begin: an empty storage means 1 (R16). */
    public long nextOffset() {
        return Math.max(checkpoint, 1);
    }

    public void writeNumber(int key, long number) {
        if (number > numbers[key]) {
            hash ^= SplitMix64.mix(key * 31L + numbers[key]) ^ SplitMix64.mix(key * 31L + number);
            numbers[key] = number;
        }
    }

    public void writeCheckpoint(long next) {
        checkpoint = Math.max(checkpoint, next);
    }

    /** Its process ended and began anew. */
    void restart() {
        // What it holds is durable.
    }

    /** A hash of all that is stored, kept as it changes. */
    public long hash() {
        return hash ^ SplitMix64.mix(checkpoint);
    }
}
