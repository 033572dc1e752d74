package io.isequencer.storage.segment;

import io.isequencer.storage.disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;

/**
 * Reads a segment's records one after another and checks each; takes the marks between them in passing.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe; the bytes up to the limit may not change, those behind it may.
 *   <li><i>Units:</i> positions and limit in bytes from the beginning of the file.
 * </ul>
 */
public final class SegmentReader implements Closeable {
    private static final int CHUNK_BYTES = 256 * 1024;
    private static final byte[] NO_BYTES = {};

    /** What {@link #next} found. */
    public enum Outcome {
        /** A valid record with the expected offset. */
        RECORD,
        /** The limit. */
        END,
        /** Something else, which a torn write can explain: see {@link #defect}. */
        BROKEN,
        /** Something else, with a right checksum: it was written so, and no crash makes that. */
        WRONG,
        /** A mark, behind which {@link #next} reads on: it never returns this. */
        MARK
    }

    private final DiskFile file;
    private final RecordEvent event = new RecordEvent();
    private long limit;

    /** Begin of the next record. */
    private long position;

    private byte[] buffer = NO_BYTES;
    private long bufferPosition;
    private int bufferBytes;
    private String defect;
    private long durableEnd;

    public SegmentReader(DiskFile file, long position, long limit) {
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

    /** Begin of the record that {@link #next} will look at; after {@code BROKEN} or {@code WRONG}, of the one it looked at. */
    public long position() {
        return position;
    }

    /** The event of the last {@code RECORD}, until the next call of {@link #next}. */
    @SuppressWarnings("exports") // The package that maintains the log sees no more of it than this.
    public RecordEvent event() {
        return event;
    }

    /** Why the last outcome was {@code BROKEN} or {@code WRONG}, as {@code rule: name=value}. */
    public String defect() {
        return defect;
    }

    /** The highest offset that a mark among what was read vouches for, 0 if there was none. */
    long durableEnd() {
        return durableEnd;
    }

    public Outcome next(long expectedOffset) throws IOException {
        Outcome outcome = frame(expectedOffset);
        while (outcome == Outcome.MARK) {
            outcome = frame(expectedOffset);
        }
        return outcome;
    }

    private Outcome frame(long expectedOffset) throws IOException {
        long left = limit - position;
        if (left == 0) {
            return Outcome.END;
        }
        if (left < RecordFormat.MIN_FRAME_BYTES) {
            return broken("record must be complete: bytes=" + left);
        }
        fill(RecordFormat.MIN_FRAME_BYTES);
        long stated = RecordFormat.statedRecordBytes(buffer, at());
        if (stated < RecordFormat.MIN_FRAME_BYTES || stated > RecordFormat.MAX_RECORD_BYTES) {
            return broken("record size must be " + RecordFormat.MIN_FRAME_BYTES + ".." + RecordFormat.MAX_RECORD_BYTES
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
        long plogOffset = RecordFormat.plogOffset(buffer, at());
        if (plogOffset == DurableMark.PLOG_OFFSET) {
            return mark(recordBytes, expectedOffset);
        }
        if (!RecordFormat.countFits(buffer, at(), recordBytes)) {
            return wrong("record must hold its numbers: recordBytes=" + recordBytes);
        }
        if (plogOffset != expectedOffset) {
            return wrong("plogOffset must be " + expectedOffset + ": plogOffset=" + plogOffset);
        }
        event.wrap(buffer, at(), recordBytes);
        position += recordBytes;
        return Outcome.RECORD;
    }

    private Outcome mark(int recordBytes, long expectedOffset) {
        long marked = DurableMark.durableEnd(buffer, at());
        if (recordBytes != DurableMark.BYTES || marked < 1 || marked > expectedOffset) {
            return wrong("mark must follow the events that it vouches for: durableEnd=" + marked + ", nextOffset="
                    + expectedOffset);
        }
        durableEnd = Math.max(durableEnd, marked);
        position += recordBytes;
        return Outcome.MARK;
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

    private Outcome wrong(String newDefect) {
        defect = newDefect;
        return Outcome.WRONG;
    }

    private Outcome broken(String newDefect) {
        defect = newDefect;
        return Outcome.BROKEN;
    }
}
