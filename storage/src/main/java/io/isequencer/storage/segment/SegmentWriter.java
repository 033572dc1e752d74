package io.isequencer.storage.segment;

import io.isequencer.spi.Event;
import io.isequencer.storage.disk.Disk;
import io.isequencer.storage.disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/**
 * Appends records to a segment file, in large chunks.
 *
 * <ul>
 *   <li><i>Threading:</i> the log's append lock guards all but {@link #sync} and {@link #close}, which exclude each
 *       other and run beside appends.
 *   <li><i>Errors:</i> {@link IOException}, after which the writer must not be used.
 * </ul>
 */
public final class SegmentWriter implements Closeable {
    /** How much is collected before it goes to the file. */
    static final int CHUNK_BYTES = 256 * 1024;

    private static final int INITIAL_BYTES = 4 * 1024;

    private final Segment segment;
    private final DiskFile file;
    private byte[] buffer = new byte[INITIAL_BYTES];
    private int buffered;
    private long written;
    private long markedEnd;
    private boolean closed;
    private boolean syncFailed;

    /**
     * @param size the bytes that the file holds: header, whole records and marks
     * @param markedEnd the highest offset that its marks vouch for, at least its first
     */
    SegmentWriter(Segment segment, DiskFile file, long size, long markedEnd) {
        this.segment = segment;
        this.file = file;
        this.markedEnd = Math.max(markedEnd, segment.firstOffset());
        written = size;
    }

    /** Makes a new segment, durable with its header before the first record is written. */
    static SegmentWriter create(Disk disk, Segment segment) throws IOException {
        DiskFile file = disk.create(segment.file());
        try {
            initialise(file, segment.firstOffset());
            disk.syncDirectory(segment.file().toAbsolutePath().getParent());
            return new SegmentWriter(segment, file, SegmentHeader.BYTES, segment.firstOffset());
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Empties a file and gives it a header. */
    public static void initialise(DiskFile file, long firstOffset) throws IOException {
        file.truncate(0);
        file.write(0, SegmentHeader.encode(firstOffset), 0, SegmentHeader.BYTES);
        file.sync();
    }

    /** The size that the file has or will have, in bytes. */
    long position() {
        return written + buffered;
    }

    int buffered() {
        return buffered;
    }

    /** How many bytes are kept for what is collected. */
    int capacity() {
        return buffer.length;
    }

    /** Whether the segment holds no event, if the log ends at this offset. */
    boolean isEmpty(long end) {
        return segment.firstOffset() == end;
    }

    /** Collects an event's record. If this throws, nothing was collected. */
    void add(Event event, int recordBytes) {
        reserve(recordBytes);
        RecordFormat.encode(event, recordBytes, buffer, buffered);
        segment.index().note(event.plogOffset(), position());
        buffered += recordBytes;
    }

    /**
     * Hands over a mark with all that was collected before: from now on damage below the offset cannot pass for a torn
     * tail. Does nothing if a mark says so already.
     *
     * @param durableEnd every event below is durable
     * @return whether there was anything to say
     */
    boolean mark(long durableEnd) throws IOException {
        if (durableEnd <= markedEnd) {
            return false;
        }
        reserve(DurableMark.BYTES);
        DurableMark.encode(durableEnd, buffer, buffered);
        buffered += DurableMark.BYTES;
        markedEnd = durableEnd;
        writeOut();
        return true;
    }

    private void reserve(int bytes) {
        int needed = buffered + bytes;
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(needed, Math.min(2 * buffer.length, CHUNK_BYTES)));
        }
    }

    /** Hands what was collected to the operating system: readers of the file see it, a crash may lose it. */
    void writeOut() throws IOException {
        if (buffered == 0) {
            return;
        }
        file.write(written, buffer, 0, buffered);
        written += buffered;
        buffered = 0;
        if (buffer.length > CHUNK_BYTES) {
            buffer = new byte[INITIAL_BYTES];
        }
    }

    /** Makes durable what was written out. */
    synchronized void sync() throws IOException {
        if (syncFailed) {
            // The system may have dropped the pages that it failed to write: a second fsync would succeed and mean
            // nothing.
            throw new IOException("segment must not be synced again after a failed sync: file=" + segment.file());
        }
        if (closed) {
            return;
        }
        syncFailed = true;
        file.sync();
        syncFailed = false;
    }

    /** Closes the file; what was not synced may get lost. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        file.close();
    }
}
