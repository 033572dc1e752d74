package io.isequencer.simulation.explore.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Equally long byte strings, each with a number in the order in which it came. Compared whole: no state is lost to a
 * collision of hashes.
 */
public final class StateStore {
    private static final int CHUNK_BITS = 14;

    private final int width;
    private final List<byte[]> chunks = new ArrayList<>();

    /** Number plus one, by hash; 0 is free. */
    private int[] table = new int[1 << 12];

    private int size;

    StateStore(int width) {
        this.width = width;
    }

    public int size() {
        return size;
    }

    /** The number of the string, which is added if it is new: then its number is what {@link #size} was. */
    public int add(byte[] state) {
        int index = slot(state);
        if (table[index] != 0) {
            return table[index] - 1;
        }
        if (size >>> CHUNK_BITS == chunks.size()) {
            chunks.add(new byte[width << CHUNK_BITS]);
        }
        System.arraycopy(state, 0, chunks.get(size >>> CHUNK_BITS), offset(size), width);
        size++;
        table[index] = size;
        if (size * 2L > table.length) {
            grow();
        }
        return size - 1;
    }

    /** The number of the string, or -1. */
    public int find(byte[] state) {
        return table[slot(state)] - 1;
    }

    public byte[] get(int number) {
        int from = offset(number);
        return Arrays.copyOfRange(chunks.get(number >>> CHUNK_BITS), from, from + width);
    }

    private int slot(byte[] state) {
        int mask = table.length - 1;
        int index = hash(state, 0) & mask;
        while (table[index] != 0 && !same(table[index] - 1, state)) {
            index = (index + 1) & mask;
        }
        return index;
    }

    private boolean same(int number, byte[] state) {
        int from = offset(number);
        return Arrays.equals(chunks.get(number >>> CHUNK_BITS), from, from + width, state, 0, width);
    }

    private int hash(byte[] bytes, int from) {
        long hash = 0;
        for (int i = from; i < from + width; i++) {
            hash = (hash ^ bytes[i]) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return (int) (hash >>> 20);
    }

    private void grow() {
        table = new int[table.length * 2];
        int mask = table.length - 1;
        for (int number = 0; number < size; number++) {
            int index = hash(chunks.get(number >>> CHUNK_BITS), offset(number)) & mask;
            while (table[index] != 0) {
                index = (index + 1) & mask;
            }
            table[index] = number + 1;
        }
    }

    private int offset(int number) {
        return (number & ((1 << CHUNK_BITS) - 1)) * width;
    }
}
