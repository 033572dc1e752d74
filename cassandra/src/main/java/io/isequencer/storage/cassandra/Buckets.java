package io.isequencer.storage.cassandra;

import io.isequencer.api.Limits;

/**
 * How the rows of a partition are spread over Cassandra's partitions, each of which must stay small.
 *
 * <ul>
 *   <li><i>Units:</i> plogOffset 1..2^63-2; a log's bucket holds {@value #EVENTS} of them and is counted from 0.
 * </ul>
 */
final class Buckets {
    /** Part of the format: a log that was written with another count cannot be read. */
    static final int EVENTS = 1_024;

    /** Part of the format. */
    static final int OF_NUMBERS = 16;

    private static final long LAST = ofEvent(Limits.MAX_PLOG_OFFSET);
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int SPREAD_SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(OF_NUMBERS);

    private Buckets() {}

    static long ofEvent(long plogOffset) {
        return (plogOffset - 1) / EVENTS;
    }

    static long firstOffset(long bucket) {
        return bucket * EVENTS + 1;
    }

    /** The last one that a bucket has room for. */
    static long lastOffset(long bucket) {
        return bucket == LAST ? Limits.MAX_PLOG_OFFSET : firstOffset(bucket) + EVENTS - 1;
    }

    /** The numbers of a workspace are in one bucket. */
    static int ofWorkspace(long wsId) {
        return (int) (wsId * SPREAD >>> SPREAD_SHIFT);
    }

    /** Whether there is something in a bucket. */
    @FunctionalInterface
    interface Look {
        boolean isBegun(long bucket);
    }

    /**
     * The last bucket that is begun, given one that is: buckets are begun in order.
     *
     * @param begun known to be begun, so it is not looked at
     */
    static long lastBegun(long begun, Look look) {
        long known = begun;
        long above = begun;
        for (long step = 1; above == known; step *= 2) {
            above = known > LAST - step ? LAST + 1 : known + step;
            if (above <= LAST && look.isBegun(above)) {
                known = above;
            }
        }
        while (above - known > 1) {
            long middle = known + (above - known) / 2;
            if (look.isBegun(middle)) {
                known = middle;
            } else {
                above = middle;
            }
        }
        return known;
    }
}
