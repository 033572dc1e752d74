package io.isequencer.spi;

/**
 * Last-used numbers by key: open addressing in one array, because millions of boxed entries would take the memory and
 * the time of whoever holds them.
 *
 * <p>A slot is three longs side by side, workspace, seqId and number: a look-up is one trip to memory. A number of 0
 * marks a free slot; keys are never removed.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 * </ul>
 */
public final class NumberTable {
    private static final int INITIAL_CAPACITY = 64;
    private static final int WIDTH = 3;
    private static final int SEQ_ID = 1;
    private static final int NUMBER = 2;

    private long[] slots;
    private int size;

    public NumberTable() {
        this(new long[INITIAL_CAPACITY * WIDTH], 0);
    }

    private NumberTable(long[] slots, int size) {
        this.slots = slots;
        this.size = size;
    }

    /** How many keys it holds. */
    public int size() {
        return size;
    }

    /** The number, or 0 if the key is absent. */
    public long get(long wsId, int seqId) {
        return slots[slot(wsId, seqId) + NUMBER];
    }

    /** Raises the number of a key to at least the given one (R7). */
    public void raise(long wsId, int seqId, long number) {
        int slot = slot(wsId, seqId);
        if (slots[slot + NUMBER] == 0) {
            if (2 * (size + 1) > capacity()) {
                grow();
                slot = slot(wsId, seqId);
            }
            slots[slot] = wsId;
            slots[slot + SEQ_ID] = seqId;
            size++;
        }
        slots[slot + NUMBER] = Math.max(slots[slot + NUMBER], number);
    }

    public NumberTable copy() {
        return new NumberTable(slots.clone(), size);
    }

    /** Visits all keys, in no order. */
    public void forEach(NumberVisitor visitor) {
        for (int slot = 0; slot < slots.length; slot += WIDTH) {
            if (slots[slot + NUMBER] != 0) {
                visitor.visit(slots[slot], (int) slots[slot + SEQ_ID], slots[slot + NUMBER]);
            }
        }
    }

    /** Where the key is, or the free slot where it belongs. */
    private int slot(long wsId, int seqId) {
        int slot = WIDTH * (hash(wsId, seqId) & capacity() - 1);
        while (slots[slot + NUMBER] != 0 && (slots[slot] != wsId || slots[slot + SEQ_ID] != seqId)) {
            slot = slot + WIDTH == slots.length ? 0 : slot + WIDTH;
        }
        return slot;
    }

    private int capacity() {
        return slots.length / WIDTH;
    }

    private static int hash(long wsId, int seqId) {
        // Both multiplied: a shifted seqId would touch only bits that the mask drops.
        long mixed = (wsId * 31 + seqId) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) ^ (int) mixed;
    }

    private void grow() {
        NumberTable larger = new NumberTable(new long[Math.multiplyExact(slots.length, 2)], 0);
        forEach(larger::raise);
        slots = larger.slots;
    }
}
