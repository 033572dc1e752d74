package io.isequencer.simulation.explore;

import java.util.Arrays;

/**
 * A growing array of {@code int}.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 * </ul>
 */
final class IntColumn {
    private int[] values = new int[1 << 12];
    private int size;

    int get(int index) {
        return values[index];
    }

    int size() {
        return size;
    }

    void set(int index, int value) {
        values[index] = value;
    }

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }
}
