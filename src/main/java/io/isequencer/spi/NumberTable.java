package io.isequencer.spi;

/**
 * Last-used numbers by key: open addressing in three arrays, because millions of boxed entries would take the memory
 * and the time of whoever holds them.
 *
 * <p>A number of 0 marks a free slot; keys are never removed.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 * </ul>
 */
public final class NumberTable {
    private static final int INITIAL_CAPACITY = 64;

    private long[] wsIds;
    private char[] seqIds;
    private long[] numbers;
    private int size;

    public NumberTable() {
        this(INITIAL_CAPACITY);
    }

    /** @param capacity a power of two */
    private NumberTable(int capacity) {
        wsIds = new long[capacity];
        seqIds = new char[capacity];
        numbers = new long[capacity];
    }

    /** The number, or 0 if the key is absent. */
    public long get(long wsId, int seqId) {
        return numbers[slot(wsId, seqId)];
    }

    /** Raises the number of a key to at least the given one (R7). */
    public void raise(long wsId, int seqId, long number) {
        int slot = slot(wsId, seqId);
        if (numbers[slot] == 0) {
            if (2 * (size + 1) > numbers.length) {
                grow();
                slot = slot(wsId, seqId);
            }
            wsIds[slot] = wsId;
            seqIds[slot] = (char) seqId;
            size++;
        }
        numbers[slot] = Math.max(numbers[slot], number);
    }

    public NumberTable copy() {
        NumberTable copy = new NumberTable(0);
        copy.wsIds = wsIds.clone();
        copy.seqIds = seqIds.clone();
        copy.numbers = numbers.clone();
        copy.size = size;
        return copy;
    }

    /** Visits all keys, in no order. */
    public void forEach(NumberVisitor visitor) {
        for (int slot = 0; slot < numbers.length; slot++) {
            if (numbers[slot] != 0) {
                visitor.visit(wsIds[slot], seqIds[slot], numbers[slot]);
            }
        }
    }

    /** Where the key is, or the free slot where it belongs. */
    private int slot(long wsId, int seqId) {
        int mask = numbers.length - 1;
        int slot = hash(wsId, seqId) & mask;
        while (numbers[slot] != 0 && (wsIds[slot] != wsId || seqIds[slot] != seqId)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int hash(long wsId, int seqId) {
        // Both multiplied: a shifted seqId would touch only bits that the mask drops.
        long mixed = (wsId * 31 + seqId) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) ^ (int) mixed;
    }

    private void grow() {
        NumberTable larger = new NumberTable(Math.multiplyExact(numbers.length, 2));
        forEach(larger::raise);
        wsIds = larger.wsIds;
        seqIds = larger.seqIds;
        numbers = larger.numbers;
    }
}
