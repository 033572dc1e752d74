package io.isequencer.core;

import io.isequencer.spi.NumberVisitor;
import io.isequencer.spi.ValueBatch;
import java.util.Arrays;

/**
 * Last-used numbers by (wsId, seqId): open addressing, linear probing, no boxing, no allocation once grown.
 *
 * <p>The key has 80 bits, which no primitive map of a library takes; the client's hot path passes here.
 *
 * <ul>
 *   <li><i>Units:</i> numbers are at least 1; 0 stands for absent.
 * </ul>
 */
final class NumberMap {
    private static final int INITIAL_CAPACITY = 16;

    private long[] wsIds = new long[INITIAL_CAPACITY];
    private int[] seqIds = new int[INITIAL_CAPACITY];
    private long[] numbers = new long[INITIAL_CAPACITY];
    private int size;

    int size() {
        return size;
    }

    /** The number, or 0 if absent. */
    long get(long wsId, int seqId) {
        return numbers[find(wsId, seqId)];
    }

    /** Keeps the larger of the known and the given number (R9). */
    void putMax(long wsId, int seqId, long number) {
        int index = find(wsId, seqId);
        if (numbers[index] == 0) {
            insert(index, wsId, seqId, number);
        } else {
            numbers[index] = Math.max(numbers[index], number);
        }
    }

    /** Removes the key if its number is still the given one (R10). Returns whether it was. */
    boolean removeIfSame(long wsId, int seqId, long number) {
        int index = find(wsId, seqId);
        if (numbers[index] != number) {
            return false;
        }
        size--;
        closeGap(index);
        return true;
    }

    void clear() {
        Arrays.fill(numbers, 0);
        size = 0;
    }

    /** Visits all; the order depends on nothing but the operations so far. */
    void forEach(NumberVisitor visitor) {
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] != 0) {
                visitor.visit(wsIds[i], seqIds[i], numbers[i]);
            }
        }
    }

    /** Appends all to the batch, in the order of {@link #forEach}, without a visitor to allocate. */
    void copyTo(ValueBatch batch) {
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] != 0) {
                batch.add(wsIds[i], seqIds[i], numbers[i]);
            }
        }
    }

    /** Becomes a copy of the other. */
    void copyFrom(NumberMap that) {
        if (numbers.length != that.numbers.length) {
            wsIds = new long[that.numbers.length];
            seqIds = new int[that.numbers.length];
            numbers = new long[that.numbers.length];
        }
        System.arraycopy(that.wsIds, 0, wsIds, 0, wsIds.length);
        System.arraycopy(that.seqIds, 0, seqIds, 0, seqIds.length);
        System.arraycopy(that.numbers, 0, numbers, 0, numbers.length);
        size = that.size;
    }

    private void insert(int index, long wsId, int seqId, long number) {
        wsIds[index] = wsId;
        seqIds[index] = seqId;
        numbers[index] = number;
        size++;
        if (size * 2 > numbers.length) {
            grow();
        }
    }

    /** The slot of the key, or the free slot where it belongs. */
    private int find(long wsId, int seqId) {
        int mask = numbers.length - 1;
        int index = home(wsId, seqId, mask);
        while (numbers[index] != 0 && (wsIds[index] != wsId || seqIds[index] != seqId)) {
            index = (index + 1) & mask;
        }
        return index;
    }

    /** Moves later entries of the probe chain up, so that no tombstones are needed. */
    private void closeGap(int gap) {
        int mask = numbers.length - 1;
        int index = gap;
        while (true) {
            index = (index + 1) & mask;
            if (numbers[index] == 0) {
                break;
            }
            int distanceFromHome = (index - home(wsIds[index], seqIds[index], mask)) & mask;
            if (distanceFromHome >= ((index - gap) & mask)) {
                wsIds[gap] = wsIds[index];
                seqIds[gap] = seqIds[index];
                numbers[gap] = numbers[index];
                gap = index;
            }
        }
        numbers[gap] = 0;
    }

    private void grow() {
        long[] oldWsIds = wsIds;
        int[] oldSeqIds = seqIds;
        long[] oldNumbers = numbers;
        int capacity = numbers.length * 2;
        wsIds = new long[capacity];
        seqIds = new int[capacity];
        numbers = new long[capacity];
        for (int i = 0; i < oldNumbers.length; i++) {
            if (oldNumbers[i] != 0) {
                int index = find(oldWsIds[i], oldSeqIds[i]);
                wsIds[index] = oldWsIds[i];
                seqIds[index] = oldSeqIds[i];
                numbers[index] = oldNumbers[i];
            }
        }
    }

    /** The top bits of the product: each bit of the key reaches them, the seqId's too. */
    static int home(long wsId, int seqId, int mask) {
        long hash = (wsId ^ ((long) seqId << 48)) * 0x9E3779B97F4A7C15L;
        return (int) (hash >>> Long.numberOfLeadingZeros(mask));
    }
}
