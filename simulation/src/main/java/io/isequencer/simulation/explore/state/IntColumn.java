package io.isequencer.simulation.explore.state;

import java.util.Arrays;

/**
 * A growing array of {@code int}.
 */
public final class IntColumn {
    private int[] values = new int[1 << 12];
    private int size;

    public int get(int index) {
        return values[index];
    }

    int size() {
        return size;
    }

    public void set(int index, int value) {
        values[index] = value;
    }

    public void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }
}
