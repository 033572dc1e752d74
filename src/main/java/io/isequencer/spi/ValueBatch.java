package io.isequencer.spi;

import io.isequencer.api.Limits;
import java.util.Arrays;

/**
 * Keys with their last-used numbers, in columns, reusable so that a flush allocates nothing.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe; owned by the one who fills it.
 *   <li><i>Units:</i> wsId unsigned 64-bit, seqId 1..65535, number 1..2^63-1.
 * </ul>
 */
public final class ValueBatch {
    public ValueBatch() {}

    private static final int INITIAL_CAPACITY = 8;

    private long[] wsIds = new long[INITIAL_CAPACITY];
    private int[] seqIds = new int[INITIAL_CAPACITY];
    private long[] numbers = new long[INITIAL_CAPACITY];
    private int size;

    public int size() {
        return size;
    }

    public long wsId(int index) {
        return wsIds[checked(index)];
    }

    public int seqId(int index) {
        return seqIds[checked(index)];
    }

    public long number(int index) {
        return numbers[checked(index)];
    }

    /** Appends a value. The caller sees to it that keys are unique. */
    public void add(long wsId, int seqId, long number) {
        Limits.requireSeqId(seqId);
        Limits.requireNumber(number);
        if (size == numbers.length) {
            int capacity = size * 2;
            wsIds = Arrays.copyOf(wsIds, capacity);
            seqIds = Arrays.copyOf(seqIds, capacity);
            numbers = Arrays.copyOf(numbers, capacity);
        }
        wsIds[size] = wsId;
        seqIds[size] = seqId;
        numbers[size] = number;
        size++;
    }

    /** A new batch with the values {@code from} (inclusive) to {@code to} (exclusive) of this one. */
    public ValueBatch slice(int from, int to) {
        ValueBatch slice = new ValueBatch();
        for (int i = from; i < to; i++) {
            slice.add(wsId(i), seqId(i), number(i));
        }
        return slice;
    }

    /** Becomes a copy of the other. */
    public void copyFrom(ValueBatch that) {
        clear();
        for (int i = 0; i < that.size; i++) {
            add(that.wsIds[i], that.seqIds[i], that.numbers[i]);
        }
    }

    public void clear() {
        size = 0;
    }

    private int checked(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("index must be 0.." + (size - 1) + ": index=" + index);
        }
        return index;
    }
}
