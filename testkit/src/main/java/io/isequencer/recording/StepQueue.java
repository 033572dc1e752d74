package io.isequencer.recording;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Steps on their way to another thread: a ring of words that never grows, and whose writer never waits.
 *
 * <ul>
 *   <li><i>Threading:</i> one thread at a time offers, and one polls.
 * </ul>
 */
final class StepQueue {
    private final long[] ring;

    /** Where the next step is read, and written: counted from the beginning, not around the ring. */
    private final AtomicLong head = new AtomicLong();

    private final AtomicLong tail = new AtomicLong();

    /** Of the writer: up to here the ring was known to be read. */
    private long headSeen;

    StepQueue(int words) {
        ring = new long[words];
    }

    /** Returns false, and takes nothing, if there is no room. */
    boolean offer(PackedStep step) {
        long at = tail.get();
        int size = step.size();
        if (at + size - headSeen > ring.length) {
            headSeen = head.get();
            if (at + size - headSeen > ring.length) {
                return false;
            }
        }
        int begin = (int) (at % ring.length);
        int first = Math.min(size, ring.length - begin);
        System.arraycopy(step.words(), 0, ring, begin, first);
        System.arraycopy(step.words(), first, ring, 0, size - first);
        tail.setRelease(at + size);
        return true;
    }

    /** Returns false if there is no step. */
    boolean poll(PackedStep into) {
        long at = head.get();
        if (at == tail.getAcquire()) {
            return false;
        }
        int begin = (int) (at % ring.length);
        int size = (int) ring[begin];
        int first = Math.min(size, ring.length - begin);
        long[] words = into.room(size);
        System.arraycopy(ring, begin, words, 0, first);
        System.arraycopy(ring, 0, words, first, size - first);
        head.setRelease(at + size);
        return true;
    }
}
