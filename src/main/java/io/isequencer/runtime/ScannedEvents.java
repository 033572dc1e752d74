package io.isequencer.runtime;

import io.isequencer.core.Actualizer;
import io.isequencer.spi.Event;
import java.util.Arrays;

/**
 * Events that a scan has read and the actualizer has not taken yet. So the lock is taken once for many events, the log
 * is read without it, and a scan that found no room need not read again what it has read.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe; the actualizer's worker's.
 * </ul>
 */
final class ScannedEvents {
    private static final int MAX_EVENTS = 1_024;
    private static final int MAX_NUMBERS = 4_096;

    /** So many are published while the lock is held: others want it too. */
    private static final int EVENTS_PER_STEP = 128;

    private final long[] plogOffsets = new long[MAX_EVENTS];
    private final long[] wsIds = new long[MAX_EVENTS];

    /** Where the numbers of an event begin; those of the next one are behind them. */
    private final int[] begins = new int[MAX_EVENTS + 1];

    private int[] seqIds = new int[MAX_EVENTS];
    private long[] numbers = new long[MAX_EVENTS];
    private final Scanned event = new Scanned();
    private int first;
    private int size;
    private long end;

    /** @param from where the scan begins */
    ScannedEvents(long from) {
        end = from;
    }

    /** Where a scan must go on. */
    long end() {
        return end;
    }

    boolean isEmpty() {
        return first == size;
    }

    boolean isFull() {
        return size == MAX_EVENTS || begins[size] >= MAX_NUMBERS;
    }

    void add(Event scannedEvent) {
        plogOffsets[size] = scannedEvent.plogOffset();
        wsIds[size] = scannedEvent.wsId();
        int at = begins[size];
        reserve(at + scannedEvent.size());
        int behind = at;
        for (int i = 0; i < scannedEvent.size(); i++) {
            int seqId = scannedEvent.seqId(i);
            long number = scannedEvent.number(i);
            if (behind > at && seqIds[behind - 1] == seqId) {
                // Of numbers that an event took one after the other, the largest says it all (R9).
                numbers[behind - 1] = Math.max(numbers[behind - 1], number);
            } else {
                seqIds[behind] = seqId;
                numbers[behind] = number;
                behind++;
            }
        }
        size++;
        begins[size] = behind;
        end = scannedEvent.plogOffset() + 1;
    }

    /** An event may have more numbers than all of these together. */
    private void reserve(int needed) {
        if (needed > seqIds.length) {
            seqIds = Arrays.copyOf(seqIds, 2 * needed);
            numbers = Arrays.copyOf(numbers, 2 * needed);
        }
    }

    /**
     * Offers some, in order. Call with the lock held.
     *
     * @return false if the actualizer wants no more: that event and those behind it are kept
     */
    boolean offerSome(Actualizer actualizer) {
        int stop = Math.min(size, first + EVENTS_PER_STEP);
        while (first < stop) {
            event.index = first;
            if (!actualizer.offer(event)) {
                return false;
            }
            first++;
        }
        if (first == size) {
            first = 0;
            size = 0;
        }
        return true;
    }

    /** What an actualizer looks at; neither kind nor payload is kept, nor numbers that a larger one follows at once. */
    private final class Scanned implements Event {
        private int index;

        @Override
        public long plogOffset() {
            return plogOffsets[index];
        }

        @Override
        public long wsId() {
            return wsIds[index];
        }

        @Override
        public int size() {
            return begins[index + 1] - begins[index];
        }

        @Override
        public int seqId(int i) {
            return seqIds[begins[index] + i];
        }

        @Override
        public long number(int i) {
            return numbers[begins[index] + i];
        }

        @Override
        public int wsKind() {
            throw new UnsupportedOperationException("recovery needs no wsKind");
        }

        @Override
        public boolean explicit(int i) {
            throw new UnsupportedOperationException("recovery makes no difference");
        }

        @Override
        public byte[] payload() {
            throw new UnsupportedOperationException("recovery reads no payload");
        }
    }
}
