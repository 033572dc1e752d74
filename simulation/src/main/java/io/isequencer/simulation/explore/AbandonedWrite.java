package io.isequencer.simulation.explore;

import java.util.Arrays;

/**
 * What is left of a storage write whose caller gave up.
 *
 * <ul>
 *   <li><i>Source:</i> {@code Rest} of {@code tla/Sequencer.tla}.
 * </ul>
 *
 * @param numbers by key; 0 for what is not in it or has landed
 */
record AbandonedWrite(long[] numbers, long checkpoint) {
    AbandonedWrite without(int key) {
        long[] fewer = numbers.clone();
        fewer[key] = 0;
        return new AbandonedWrite(fewer, checkpoint);
    }

    boolean hasNumbers() {
        for (long number : numbers) {
            if (number > 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AbandonedWrite that
                && checkpoint == that.checkpoint
                && Arrays.equals(numbers, that.numbers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers) * 31 + (int) checkpoint;
    }
}
