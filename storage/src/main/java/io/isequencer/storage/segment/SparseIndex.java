package io.isequencer.storage.segment;

import java.util.Arrays;

/**
 * Where some records of a segment begin: one in every 64 KiB or so, in order, as far as it was written or
 * walked since the log was opened: a scan from further behind walks from the last noted one.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 * </ul>
 */
final class SparseIndex {
    private static final int STRIDE_BYTES = 64 * 1024;

    private long[] offsets = new long[8];
    private long[] positions = new long[8];
    private int size;

    /** Where a record must begin, at least, to be noted next. */
    synchronized long wantedFrom() {
        return STRIDE_BYTES + (size == 0 ? SegmentHeader.BYTES : positions[size - 1]);
    }

    /** Notes a record, if it is far enough behind the last noted one. Records come in order. */
    synchronized void note(long plogOffset, long position) {
        if (position < wantedFrom()) {
            return;
        }
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, size * 2);
            positions = Arrays.copyOf(positions, size * 2);
        }
        offsets[size] = plogOffset;
        positions[size] = position;
        size++;
    }

    /** The last noted record at or before an offset. */
    synchronized Place floor(long plogOffset, long firstOffset) {
        int found = Arrays.binarySearch(offsets, 0, size, plogOffset);
        int slot = found >= 0 ? found : -found - 2;
        return slot < 0 ? new Place(firstOffset, SegmentHeader.BYTES) : new Place(offsets[slot], positions[slot]);
    }

    /** A record's offset in the log and its position in the segment file, in bytes. */
    record Place(long plogOffset, long position) {}
}
