package io.isequencer.storage.segment;

import io.isequencer.api.Limits;
import io.isequencer.api.StorageException;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.NumberVisitor;
import io.isequencer.storage.disk.Closeables;
import io.isequencer.storage.disk.Disk;
import io.isequencer.storage.disk.PathLock;
import io.isequencer.storage.disk.RealDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The PLog of one partition in the segment files of a directory; {@link RecordFormat} and {@link SegmentHeader} show
 * the layout.
 *
 * <p>Appends are collected and handed to the file system in large chunks. {@link #sync} writes out what is collected
 * and calls fsync once for all who wait: a group commit.
 *
 * <p>On open the last segment is checked record by record. A tail that a crash tore is cut, and said in the log: that is
 * what begins with a broken record which no {@link DurableMark} vouches for. Damage elsewhere is an error, at open or
 * when the place is read: the log never skips an event.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe. Appends and syncs do not wait for scans; an append waits for an fsync only when
 *       it begins a new segment. Interrupts do no harm.
 *   <li><i>Durability:</i> as the port says. A segment is durable as a whole before the next one is created.
 *   <li><i>Errors:</i> after a write or sync that failed nobody knows what the disk holds: the log refuses every later
 *       call with {@link StorageException} and must be opened again; {@link #close} then only releases. A failed read
 *       does no harm.
 *   <li><i>Units:</i> sizes in bytes; a record is at most 16 MiB, a segment exceeds its size limit by at most one
 *       record, namely its only one.
 *   <li><i>Source:</i> rule R2 of {@code docs/protocol.md}; the write-ahead rule.
 * </ul>
 */
public final class SegmentEventLog implements EventLog {
    /** The segment size unless another is given. */
    public static final long DEFAULT_SEGMENT_BYTES = 64L * 1024 * 1024;

    private final Path directory;
    private final long segmentBytes;
    private final Disk disk;
    private final PathLock lock;
    private final LogScanner scanner;

    /** Guards the writer, the list of segments, and end. Taken after {@link #syncTurn} if both are. */
    private final ReentrantLock appendLock = new ReentrantLock();

    /** Taken during fsync, by the one who calls it for all. */
    private final SharedTurn syncTurn = new SharedTurn();

    private final AtomicLong durableEnd;
    private final RetainedNumbers base;
    private List<Segment> segments;
    private SegmentWriter writer;
    private volatile long end;
    private volatile Throwable failure;
    private volatile boolean closed;

    private SegmentEventLog(
            Path directory, long segmentBytes, Disk disk, PathLock lock, LogRecovery.Recovered recovered) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.disk = disk;
        this.lock = lock;
        scanner = new LogScanner(disk, directory);
        base = recovered.layout().base();
        segments = recovered.layout().segments();
        writer = recovered.writer();
        end = recovered.end();
        durableEnd = new AtomicLong(end);
    }

    /** Opens the log in a directory, or creates both. */
    public static SegmentEventLog open(Path directory) {
        return open(directory, DEFAULT_SEGMENT_BYTES);
    }

    /**
     * As {@link #open(Path)}.
     *
     * @param segmentBytes the size at which a new segment is begun
     * @throws StorageException if the directory cannot be used or is open already, or the log is damaged
     */
    public static SegmentEventLog open(Path directory, long segmentBytes) {
        return open(directory, segmentBytes, new RealDisk());
    }

    /**
     * Locks the directory of a log without opening it: nobody else can open it then.
     *
     * @return null if somebody has it open
     */
    public static PathLock tryLock(Path directory) throws IOException {
        return PathLock.tryAcquire(directory.resolve(LogLayout.LOCK));
    }

    /** As {@link #tryLock}, for whoever only reads: without the right to write, it keeps all away but others who read. */
    public static PathLock tryLockToRead(Path directory) throws IOException {
        return PathLock.tryAcquireToRead(directory.resolve(LogLayout.LOCK));
    }

    /** On another disk, for a crash harness. */
    public static SegmentEventLog open(Path directory, long segmentBytes, Disk disk) {
        Limits.requireAtLeast("segmentBytes", 1, segmentBytes);
        PathLock lock = null;
        boolean opened = false;
        try {
            disk.createDirectory(directory);
            lock = LogLayout.lock(directory);
            LogRecovery.Recovered recovered = new LogRecovery(disk, directory).recover();
            opened = true;
            return new SegmentEventLog(directory, segmentBytes, disk, lock, recovered);
        } catch (IOException e) {
            throw new StorageException(
                    "log directory must be readable and writable: directory=" + directory + ", cause=" + e, true, e);
        } finally {
            if (!opened) {
                Closeables.closeQuietly(lock);
            }
        }
    }

    @Override
    public AppendResult append(Event event) {
        appendLock.lock();
        try {
            requireUsable();
            long plogOffset = Limits.requirePlogOffset(event.plogOffset());
            if (plogOffset < end) {
                return AppendResult.CONFLICT;
            }
            if (plogOffset > end) {
                throw new IllegalArgumentException(
                        "plogOffset must be <= end of the log: plogOffset=" + plogOffset + ", end=" + end);
            }
            int recordBytes = RecordFormat.recordBytes(event);
            makeRoom(recordBytes);
            writer.add(event, recordBytes);
            end = plogOffset + 1;
            return AppendResult.APPENDED;
        } catch (IOException e) {
            // The event itself was not taken yet, so its append surely had no effect.
            throw failed("append", true, e);
        } finally {
            appendLock.unlock();
        }
    }

    @Override
    public boolean scan(long fromOffset, EventVisitor visitor) {
        Limits.requireAtLeast("fromOffset", 1, fromOffset);
        LogScanner.requireHeld(directory, fromOffset, begin());
        return scanner.scan(view(fromOffset), fromOffset, visitor);
    }

    @Override
    public void sync(long belowOffset) {
        requireUsable();
        long wanted = Math.min(belowOffset, end);
        if (syncTurn.takeIf(() -> needsSync(wanted))) {
            try {
                syncForAll(wanted);
            } finally {
                syncTurn.end();
            }
        }
    }

    private boolean needsSync(long wanted) {
        if (wanted <= durableEnd.get()) {
            return false;
        }
        requireUsable();
        return true;
    }

    /** With the turn taken. */
    private void syncForAll(long wanted) {
        try {
            SegmentWriter synced;
            long syncedEnd;
            appendLock.lock();
            try {
                requireUsable();
                if (wanted <= durableEnd.get()) {
                    return;
                }
                writer.writeOut();
                synced = writer;
                syncedEnd = end;
            } finally {
                appendLock.unlock();
            }
            // Appends go on meanwhile. If one of them begins a new segment, it has synced this one before it closes it.
            synced.sync();
            durableEnd.accumulateAndGet(syncedEnd, Math::max);
            mark(synced, syncedEnd);
        } catch (IOException e) {
            throw failed("sync", false, e);
        }
    }

    @Override
    public long end() {
        requireUsable();
        return end;
    }

    @Override
    public long begin() {
        return base == null ? 1 : base.begin();
    }

    /**
     * Visits the highest number of each key in the events that were dropped; none if nothing was.
     *
     * @throws StorageException if the file with them is damaged
     */
    public void forEachBaseNumber(NumberVisitor visitor) {
        RetainedNumbers.forEachNumber(base, visitor);
    }

    @Override
    public void close() {
        syncTurn.takeIf(() -> true);
        appendLock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            if (failure == null) {
                writer.writeOut();
                writer.sync();
                if (writer.mark(end)) {
                    // A log that was closed can tell every damage from a torn tail.
                    writer.sync();
                }
            }
        } catch (IOException e) {
            throw failed("close", false, e);
        } finally {
            release();
            appendLock.unlock();
            syncTurn.end();
        }
    }

    private void makeRoom(int recordBytes) throws IOException {
        if (writer.position() + recordBytes > segmentBytes && !writer.isEmpty(end)) {
            beginSegment();
        } else if (writer.buffered() + recordBytes > SegmentWriter.CHUNK_BYTES) {
            writer.writeOut();
        }
    }

    private void beginSegment() throws IOException {
        writer.writeOut();
        writer.sync();
        durableEnd.accumulateAndGet(end, Math::max);
        writer.close();
        Segment next = Segment.of(directory, end);
        writer = SegmentWriter.create(disk, next);
        List<Segment> longer = new ArrayList<>(segments);
        longer.add(next);
        segments = List.copyOf(longer);
    }

    private void mark(SegmentWriter synced, long syncedEnd) throws IOException {
        appendLock.lock();
        try {
            // A segment that has a successor needs no mark: it was durable before that one came into being.
            if (writer == synced) {
                synced.mark(syncedEnd);
            }
        } finally {
            appendLock.unlock();
        }
    }

    private LogCursor.View view(long fromOffset) {
        appendLock.lock();
        try {
            requireUsable();
            if (fromOffset < end) {
                writer.writeOut();
            }
            return new LogCursor.View(segments, end, writer.position());
        } catch (IOException e) {
            throw failed("scan", true, e);
        } finally {
            appendLock.unlock();
        }
    }

    private void release() {
        scanner.close();
        Closeables.closeQuietly(writer);
        Closeables.closeQuietly(lock);
    }

    private StorageException failed(String operation, boolean definite, IOException cause) {
        failure = cause;
        return new StorageException(
                "log must be writable: operation=" + operation + ", directory=" + directory + ", cause=" + cause,
                definite,
                cause);
    }

    private void requireUsable() {
        if (closed) {
            throw new StorageException("log must be open: directory=" + directory, true);
        }
        if (failure != null) {
            throw new StorageException(
                    "log must be opened again after a failed write or sync: directory=" + directory + ", cause="
                            + failure,
                    true,
                    failure);
        }
    }
}
