package io.isequencer.proof.check;

import java.util.Arrays;

/** Keys with numbers, in the order in which they were told. */
public final class Cells {
    /** Up to so many are compared each with each. */
    private static final int FEW = 8;

    private long[] keys = new long[8];
    private long[] numbers = new long[8];
    private int size;

    public void add(long key, long number) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            numbers = Arrays.copyOf(numbers, size * 2);
        }
        keys[size] = key;
        numbers[size++] = number;
    }

    public void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    public long key(int i) {
        return keys[i];
    }

    public long number(int i) {
        return numbers[i];
    }

    /** Whether no key was told twice. */
    public boolean areDistinct() {
        if (size > FEW) {
            long[] sorted = Arrays.copyOf(keys, size);
            Arrays.sort(sorted);
            for (int i = 1; i < size; i++) {
                if (sorted[i] == sorted[i - 1]) {
                    return false;
                }
            }
            return true;
        }
        for (int i = 1; i < size; i++) {
            for (int j = 0; j < i; j++) {
                if (keys[i] == keys[j]) {
                    return false;
                }
            }
        }
        return true;
    }
}
