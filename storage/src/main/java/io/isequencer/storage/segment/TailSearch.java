package io.isequencer.storage.segment;

import io.isequencer.storage.disk.DiskFile;
import java.io.IOException;

/**
 * Looks at what stands behind the place where a broken record begins: the records and marks there tell whether a crash
 * can have left it so.
 *
 * <p>Found records are passed over as a whole, so that nothing in their payload counts.
 */
public final class TailSearch {
    static final int WINDOW_BYTES = 1024 * 1024;

    private final DiskFile file;
    private final long size;
    private final long minOffset;
    private final long maxOffset;

    private long durableEnd;
    private long records;
    private long firstOffset;
    private long lastOffset;
    private long firstRecordAt = -1;
    private boolean firstSuffices;

    /**
     * @param size of the file in bytes
     * @param minOffset the lowest offset that a record in this file can have
     * @param nextOffset the offset that the broken record should have
     */
    public TailSearch(DiskFile file, long size, long minOffset, long nextOffset) {
        this.file = file;
        this.size = size;
        this.minOffset = minOffset;
        maxOffset = nextOffset + size / RecordFormat.MIN_RECORD_BYTES;
    }

    /**
     * What stands there.
     *
     * @param durableEnd the highest offset that a mark vouches for, 0 if there is no mark
     * @param records how many valid records there are
     * @param firstOffset the lowest offset among them, 0 if there is none
     * @param lastOffset the highest offset among them, 0 if there is none
     * @param firstRecordAt where the first one begins, in bytes, -1 if there is none
     */
    public record Tail(long durableEnd, long records, long firstOffset, long lastOffset, long firstRecordAt) {}

    /** What stands from a byte on, up to the first valid record. */
    public Tail searchFirst(long from) throws IOException {
        firstSuffices = true;
        return search(from);
    }

    Tail search(long from) throws IOException {
        // Who reads beside the writer may have come further than the file was long when it began.
        byte[] window = new byte[(int) Math.max(0, Math.min(WINDOW_BYTES, size - from))];
        long position = from;
        while (size - position >= RecordFormat.MIN_FRAME_BYTES && !enough()) {
            int bytes = file.read(position, window, 0, (int) Math.min(window.length, size - position));
            long next = position + searchWindow(window, bytes, position);
            if (next == position) {
                break;
            }
            position = next;
        }
        return new Tail(durableEnd, records, firstOffset, lastOffset, firstRecordAt);
    }

    /** Returns how many bytes of the window, or beyond it, were dealt with. */
    private long searchWindow(byte[] window, int bytes, long position) throws IOException {
        int candidates = bytes - RecordFormat.MIN_FRAME_BYTES + 1;
        long at = 0;
        while (at < candidates && !enough()) {
            int here = (int) at;
            if (plausible(window, here, position + at) && valid(position + at, window, here)) {
                note(window, here, position + at);
                at += RecordFormat.statedRecordBytes(window, here);
            } else {
                at++;
            }
        }
        return Math.max(at, 0);
    }

    private boolean enough() {
        return firstSuffices && records > 0;
    }

    private void note(byte[] window, int at, long position) {
        long plogOffset = RecordFormat.plogOffset(window, at);
        if (plogOffset == DurableMark.PLOG_OFFSET) {
            durableEnd = Math.max(durableEnd, DurableMark.durableEnd(window, at));
            return;
        }
        firstOffset = records == 0 ? plogOffset : Math.min(firstOffset, plogOffset);
        lastOffset = Math.max(lastOffset, plogOffset);
        firstRecordAt = records == 0 ? position : firstRecordAt;
        records++;
    }

    // Cheap, and rarely true by chance: the checksum of up to 16 MiB is not computed at each byte.
    private boolean plausible(byte[] window, int at, long position) {
        long recordBytes = RecordFormat.statedRecordBytes(window, at);
        long plogOffset = RecordFormat.plogOffset(window, at);
        if (plogOffset == DurableMark.PLOG_OFFSET) {
            return recordBytes == DurableMark.BYTES && inRange(DurableMark.durableEnd(window, at));
        }
        return recordBytes >= RecordFormat.MIN_RECORD_BYTES
                && recordBytes <= Math.min(RecordFormat.MAX_RECORD_BYTES, size - position)
                && inRange(plogOffset);
    }

    private boolean inRange(long plogOffset) {
        return plogOffset >= minOffset && plogOffset <= maxOffset;
    }

    private boolean valid(long position, byte[] window, int at) throws IOException {
        int recordBytes = (int) RecordFormat.statedRecordBytes(window, at);
        byte[] record = new byte[recordBytes];
        return file.read(position, record, 0, recordBytes) == recordBytes
                && RecordFormat.checksumMatches(record, 0, recordBytes);
    }
}
