package io.isequencer.storage.segment;

import java.io.Closeable;
import java.io.IOException;

/**
 * Reads a segment's records one after the other and checks each.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe; the bytes up to the limit may not change, those behind it may.
 *   <li><i>Units:</i> positions and limit in bytes from the begin of the file.
 * </ul>
 */
final class SegmentReader implements Closeable {
    private static final int CHUNK_BYTES = 256 * 1024;
    private static final byte[] NO_BYTES = {};

    /** What {@link #next} found. */
    enum Outcome {
        /** A valid record with the expected offset. */
        RECORD,
        /** The limit. */
        END,
        /** Something else: see {@link #defect}. */
        BROKEN
    }

    private final LogFile file;
    private final RecordEvent event = new RecordEvent();
    private long limit;

    /** Begin of the next record. */
    private long position;

    private byte[] buffer = NO_BYTES;
    private long bufferPosition;
    private int bufferBytes;
    private String defect;

    SegmentReader(LogFile file, long position, long limit) {
        this.file = file;
        this.position = position;
        this.limit = limit;
        bufferPosition = position;
    }

    long fileSize() throws IOException {
        return file.size();
    }

    /** Allows to read on in a segment that has grown. */
    void extendTo(long newLimit) {
        limit = Math.max(limit, newLimit);
    }

    /** Begin of the record that {@link #next} will look at; after {@code BROKEN}, of the one it looked at. */
    long position() {
        return position;
    }

    /** The event of the last {@code RECORD}, until the next call of {@link #next}. */
    RecordEvent event() {
        return event;
    }

    /** Why the last outcome was {@code BROKEN}, as {@code rule: name=value}. */
    String defect() {
        return defect;
    }

    Outcome next(long expectedOffset) throws IOException {
        long left = limit - position;
        if (left == 0) {
            return Outcome.END;
        }
        if (left < RecordFormat.MIN_RECORD_BYTES) {
            return broken("record must be complete: bytes=" + left);
        }
        fill(RecordFormat.MIN_RECORD_BYTES);
        long stated = RecordFormat.statedRecordBytes(buffer, at());
        if (stated < RecordFormat.MIN_RECORD_BYTES || stated > RecordFormat.MAX_RECORD_BYTES) {
            return broken("record size must be " + RecordFormat.MIN_RECORD_BYTES + ".." + RecordFormat.MAX_RECORD_BYTES
                    + ": recordBytes=" + stated);
        }
        if (stated > left) {
            return broken("record must be complete: recordBytes=" + stated + ", bytes=" + left);
        }
        int recordBytes = (int) stated;
        fill(recordBytes);
        if (!RecordFormat.checksumMatches(buffer, at(), recordBytes)) {
            return broken("record must match its checksum: plogOffset=" + expectedOffset);
        }
        if (!RecordFormat.countFits(buffer, at(), recordBytes)) {
            return broken("record must hold its numbers: count=" + RecordFormat.count(buffer, at()));
        }
        long plogOffset = RecordFormat.plogOffset(buffer, at());
        if (plogOffset != expectedOffset) {
            return broken("plogOffset must be " + expectedOffset + ": plogOffset=" + plogOffset);
        }
        event.wrap(buffer, at(), recordBytes);
        position += recordBytes;
        return Outcome.RECORD;
    }

    /** Makes the last {@code RECORD} the next one again. */
    void stepBack() {
        position -= event.recordBytes();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private int at() {
        return (int) (position - bufferPosition);
    }

    /** Sees to it that the buffer holds the given number of bytes from the position on. */
    private void fill(int bytes) throws IOException {
        int rest = bufferBytes - at();
        if (rest >= bytes) {
            return;
        }
        int wanted = Math.max(bytes, (int) Math.min(CHUNK_BYTES, limit - position));
        byte[] target = buffer.length >= wanted ? buffer : new byte[wanted];
        System.arraycopy(buffer, at(), target, 0, rest);
        buffer = target;
        bufferPosition = position;
        int room = (int) Math.min(buffer.length, limit - position) - rest;
        bufferBytes = rest + file.read(position + rest, buffer, rest, room);
        if (bufferBytes < bytes) {
            throw new IOException(
                    "file must not shrink while it is read: position=" + (position + bufferBytes) + ", limit=" + limit);
        }
    }

    private Outcome broken(String newDefect) {
        defect = newDefect;
        return Outcome.BROKEN;
    }
}
