package io.isequencer.storage.segment;

import java.io.IOException;

/**
 * Tells a torn tail from damage: looks for a valid record at or behind the place where a broken one begins. A torn
 * write is the last thing that happened to a log, so nothing valid can stand behind it.
 */
final class TailSearch {
    static final int WINDOW_BYTES = 1024 * 1024;

    private final LogFile file;
    private final long size;
    private final long minOffset;
    private final long maxOffset;

    /**
     * @param size of the file in bytes
     * @param minOffset the lowest offset that a record in this file can have
     * @param nextOffset the offset that the broken record should have
     */
    TailSearch(LogFile file, long size, long minOffset, long nextOffset) {
        this.file = file;
        this.size = size;
        this.minOffset = minOffset;
        maxOffset = nextOffset + size / RecordFormat.MIN_RECORD_BYTES;
    }

    /** The position of the first valid record, or -1 if there is none. */
    long firstValidRecord(long from) throws IOException {
        byte[] window = new byte[(int) Math.min(WINDOW_BYTES, size - from)];
        long windowAt = from;
        while (size - windowAt >= RecordFormat.MIN_RECORD_BYTES) {
            int bytes = file.read(windowAt, window, 0, (int) Math.min(window.length, size - windowAt));
            int candidates = bytes - RecordFormat.MIN_RECORD_BYTES + 1;
            for (int at = 0; at < candidates; at++) {
                if (plausible(window, at, windowAt + at) && valid(windowAt + at, window, at)) {
                    return windowAt + at;
                }
            }
            if (candidates <= 0) {
                return -1;
            }
            windowAt += candidates;
        }
        return -1;
    }

    // Cheap, and rarely true by chance: the checksum of up to 16 MiB is not computed at each byte.
    private boolean plausible(byte[] window, int at, long position) {
        long recordBytes = RecordFormat.statedRecordBytes(window, at);
        long plogOffset = RecordFormat.plogOffset(window, at);
        return recordBytes >= RecordFormat.MIN_RECORD_BYTES
                && recordBytes <= Math.min(RecordFormat.MAX_RECORD_BYTES, size - position)
                && plogOffset >= minOffset
                && plogOffset <= maxOffset;
    }

    private boolean valid(long position, byte[] window, int at) throws IOException {
        int recordBytes = (int) RecordFormat.statedRecordBytes(window, at);
        byte[] record = new byte[recordBytes];
        return file.read(position, record, 0, recordBytes) == recordBytes
                && RecordFormat.checksumMatches(record, 0, recordBytes);
    }
}
