package io.isequencer.oracle.history;

import java.util.Arrays;

/**
 * What is known of each key, in columns: open addressing, no garbage.
 *
 * <ul>
 *   <li><i>Units:</i> 0 says none. Some 60 bytes a key.
 * </ul>
 */
final class Keys {
    private static final int INITIAL_CAPACITY = 1024;

    private int[] slots = new int[INITIAL_CAPACITY * 2];
    private long[] wsIds = new long[INITIAL_CAPACITY];
    private int[] seqIds = new int[INITIAL_CAPACITY];
    private long[] last = new long[INITIAL_CAPACITY];
    private long[] stored = new long[INITIAL_CAPACITY];
    private long[] possiblyStored = new long[INITIAL_CAPACITY];
    private int size;

    int size() {
        return size;
    }

    /** The index of a key, new or known; it stays. */
    int index(long wsId, int seqId) {
        int slot = slot(wsId, seqId, slots.length);
        while (slots[slot] != 0) {
            int index = slots[slot] - 1;
            if (wsIds[index] == wsId && seqIds[index] == seqId) {
                return index;
            }
            slot = (slot + 1) % slots.length;
        }
        if (size == wsIds.length) {
            grow();
            return index(wsId, seqId);
        }
        wsIds[size] = wsId;
        seqIds[size] = seqId;
        slots[slot] = ++size;
        return size - 1;
    }

    /**
     * Where a key is looked for first: the upper bits of a product, for those depend on all bits of the key.
     *
     * @param count a power of two
     */
    static int slot(long wsId, int seqId, int count) {
        return (int) (((wsId ^ ((long) seqId << 48)) * 0x9E3779B97F4A7C15L) >>> Long.numberOfLeadingZeros(count - 1));
    }

    /** The largest number of the key in the log. */
    long last(int index) {
        return last[index];
    }

    void last(int index, long number) {
        last[index] = number;
    }

    /** What the storage surely has. */
    long stored(int index) {
        return stored[index];
    }

    void store(int index, long number) {
        stored[index] = Math.max(stored[index], number);
    }

    /** What the storage has if writes of unknown outcome reached it. */
    long possiblyStored(int index) {
        return possiblyStored[index];
    }

    void notePossiblyStored(int index, long number) {
        possiblyStored[index] = Math.max(possiblyStored[index], number);
    }

    /** A new life begins: the storage holds nothing, and the log has what is given of it. */
    void forgetStored() {
        Arrays.fill(stored, 0, size, 0);
        Arrays.fill(last, 0, size, 0);
    }

    long wsId(int index) {
        return wsIds[index];
    }

    int seqId(int index) {
        return seqIds[index];
    }

    String name(int index) {
        return "wsId=" + Long.toUnsignedString(wsIds[index]) + ", seqId=" + seqIds[index];
    }

    private void grow() {
        int capacity = Math.multiplyExact(size, 2);
        wsIds = Arrays.copyOf(wsIds, capacity);
        seqIds = Arrays.copyOf(seqIds, capacity);
        last = Arrays.copyOf(last, capacity);
        stored = Arrays.copyOf(stored, capacity);
        possiblyStored = Arrays.copyOf(possiblyStored, capacity);
        slots = new int[capacity * 2];
        int known = size;
        size = 0;
        for (int i = 0; i < known; i++) {
            index(wsIds[i], seqIds[i]);
        }
    }
}
