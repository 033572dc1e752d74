package io.isequencer.storage.cache;

import io.isequencer.api.Limits;
import io.isequencer.spi.Cache;

/**
 * A table of primitives, bounded by the number of keys. Nothing is allocated once it has grown.
 *
 * <p>Open addressing with linear probing; a slot is three longs side by side, so that a look-up is one trip to memory.
 * What is evicted is found by a hand that goes round: it passes a key as often as the key was asked for since it came,
 * {@value #MAX_USES} times at most, and takes the first that has no use left.
 *
 * <ul>
 *   <li><i>Threading:</i> as the port says: one thread at a time.
 *   <li><i>Units:</i> maxSize counts keys, at least 1; the table takes 36 to 72 bytes for each key that it holds.
 * </ul>
 */
public final class TableCache implements Cache {
    private static final int INITIAL_CAPACITY = 16;
    private static final int MAX_CAPACITY = 1 << 29;
    private static final int MAX_USES = 3;

    /** Beyond these the hand takes what it meets: a put must not go round a table that is all in use. */
    private static final int MAX_PASSED = 64;

    // A slot: the workspace; the seqId, 0 in a free slot, with the uses above it; the number.
    private static final int WIDTH = 3;
    private static final int META = 1;
    private static final int NUMBER = 2;
    private static final long SEQ_ID_MASK = 0xFFFF;
    private static final long USE = SEQ_ID_MASK + 1;

    private final int maxSize;
    private final Evicted evicted;
    private long[] slots;
    private int size;
    private int hand;

    /** What is notified of evictions. */
    interface Evicted {
        void evicted(long wsId, int seqId, long number);
    }

    public TableCache(int maxSize) {
        this(maxSize, (wsId, seqId, number) -> {});
    }

    TableCache(int maxSize, Evicted evicted) {
        Limits.requireAtLeast("maxSize", 1, maxSize);
        this.evicted = evicted;
        this.maxSize = Math.min(maxSize, MAX_CAPACITY / WIDTH / 3 * 2);
        clear();
    }

    @Override
    public long get(long wsId, int seqId) {
        int slot = find(wsId, Limits.requireSeqId(seqId));
        long meta = slots[slot + META];
        if (meta == 0) {
            return 0;
        }
        if (meta < MAX_USES * USE) {
            slots[slot + META] = meta + USE;
        }
        return slots[slot + NUMBER];
    }

    @Override
    public void put(long wsId, int seqId, long number) {
        Limits.requireNumber(number);
        int slot = find(wsId, Limits.requireSeqId(seqId));
        if (slots[slot + META] == 0) {
            makeRoom();
            slot = find(wsId, seqId);
            slots[slot] = wsId;
            slots[slot + META] = seqId;
            size++;
        }
        slots[slot + NUMBER] = number;
    }

    @Override
    public void clear() {
        slots = new long[INITIAL_CAPACITY * WIDTH];
        size = 0;
        hand = 0;
    }

    /** How many keys it holds. */
    public int size() {
        return size;
    }

    private void makeRoom() {
        if (size == maxSize) {
            evict();
        } else if (isFull()) {
            grow();
        }
    }

    /** With two thirds in use a probe still looks at two slots or three. */
    private boolean isFull() {
        return (size + 1) * 3L > capacity() * 2L;
    }

    private void evict() {
        for (int passed = 0; passed < MAX_PASSED || slots[hand + META] == 0; hand = after(hand)) {
            long meta = slots[hand + META];
            if (meta != 0) {
                if (meta < USE) {
                    break;
                }
                slots[hand + META] = meta - USE;
                passed++;
            }
        }
        size--;
        evicted.evicted(slots[hand], seqId(slots[hand + META]), slots[hand + NUMBER]);
        closeGap(hand);
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (int from = 0; from < old.length; from += WIDTH) {
            if (old[from + META] != 0) {
                System.arraycopy(old, from, slots, find(old[from], seqId(old[from + META])), WIDTH);
            }
        }
        hand = 0;
    }

    /** Moves later entries of the probe chain up, so that no tombstones are needed. */
    private void closeGap(int removed) {
        int gap = removed;
        for (int slot = after(gap); slots[slot + META] != 0; slot = after(slot)) {
            int home = home(slots[slot], seqId(slots[slot + META]));
            if (distance(home, slot) >= distance(gap, slot)) {
                System.arraycopy(slots, slot, slots, gap, WIDTH);
                gap = slot;
            }
        }
        slots[gap + META] = 0;
    }

    /** The slot of the key, or the free slot where it belongs. */
    private int find(long wsId, int seqId) {
        int slot = home(wsId, seqId);
        while (slots[slot + META] != 0 && (slots[slot] != wsId || seqId(slots[slot + META]) != seqId)) {
            slot = after(slot);
        }
        return slot;
    }

    private int home(long wsId, int seqId) {
        // The top bits of the product: each bit of the key reaches them, the seqId's too.
        long hash = (wsId ^ ((long) seqId << 48)) * 0x9E3779B97F4A7C15L;
        return WIDTH * (int) (hash >>> Long.numberOfLeadingZeros(capacity() - 1));
    }

    private int after(int slot) {
        return slot + WIDTH == slots.length ? 0 : slot + WIDTH;
    }

    private int distance(int from, int to) {
        return to >= from ? to - from : to - from + slots.length;
    }

    int capacity() {
        return slots.length / WIDTH;
    }

    private static int seqId(long meta) {
        return (int) (meta & SEQ_ID_MASK);
    }
}
