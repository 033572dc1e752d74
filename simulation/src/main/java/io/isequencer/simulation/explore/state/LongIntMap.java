package io.isequencer.simulation.explore.state;

/**
 * From {@code long} to {@code int}: TLC's fingerprints to our numbers.
 *
 * <ul>
 *   <li><i>Units:</i> values from 0 on; -1 stands for absent.
 * </ul>
 */
public final class LongIntMap {
    private long[] keys = new long[1 << 12];

    /** Value plus one; 0 is free. */
    private int[] values = new int[1 << 12];

    private int size;

    public int get(long key) {
        return values[slot(key)] - 1;
    }

    public void put(long key, int value) {
        int index = slot(key);
        if (values[index] == 0) {
            size++;
        }
        keys[index] = key;
        values[index] = value + 1;
        if (size * 2L > keys.length) {
            grow();
        }
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int index = (int) (key ^ key >>> 32) & mask;
        while (values[index] != 0 && keys[index] != key) {
            index = (index + 1) & mask;
        }
        return index;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new int[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != 0) {
                int index = slot(oldKeys[i]);
                keys[index] = oldKeys[i];
                values[index] = oldValues[i];
            }
        }
    }
}
