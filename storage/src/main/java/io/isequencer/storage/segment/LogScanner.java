package io.isequencer.storage.segment;

import io.isequencer.api.StorageException;
import io.isequencer.spi.EventLog.EventVisitor;
import io.isequencer.storage.disk.Closeables;
import io.isequencer.storage.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The reading side of a log. Keeps the cursor of a scan that its visitor stopped: the next scan continues from there
 * without opening or searching anything.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe; each scan has a cursor of its own.
 *   <li><i>Errors:</i> {@link StorageException}; a failed read does no harm, and can be tried again.
 * </ul>
 */
public final class LogScanner implements Closeable {
    /** How many events a kept cursor walks to reach a scan's begin, rather than a new one from the index. */
    private static final int MAX_SKIP = 1_000;

    private final Disk disk;
    private final Path directory;
    private final AtomicReference<LogCursor> parked = new AtomicReference<>();
    private volatile boolean closed;

    public LogScanner(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
    }

    static void requireHeld(Path directory, long fromOffset, long begin) {
        if (fromOffset < begin) {
            throw new StorageException(
                    "log must hold the events to scan, those below " + begin + " were dropped: fromOffset=" + fromOffset
                            + ", directory=" + directory,
                    true);
        }
    }

    /** As {@link io.isequencer.spi.EventLog#scan}, up to the view's end. */
    public boolean scan(LogCursor.View view, long fromOffset, EventVisitor visitor) {
        if (fromOffset >= view.end()) {
            return true;
        }
        LogCursor cursor = null;
        boolean stopped = false;
        try {
            cursor = cursorNear(view, fromOffset);
            cursor.skipTo(fromOffset);
            while (!stopped && cursor.advance()) {
                stopped = !visitor.visit(cursor.event());
            }
            return !stopped;
        } catch (IOException e) {
            throw new StorageException("log must be readable: directory=" + directory + ", cause=" + e, true, e);
        } finally {
            if (stopped) {
                cursor.stepBack();
                park(cursor);
            } else {
                Closeables.closeQuietly(cursor);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        Closeables.closeQuietly(parked.getAndSet(null));
    }

    private LogCursor cursorNear(LogCursor.View view, long fromOffset) throws IOException {
        LogCursor cursor = parked.getAndSet(null);
        if (cursor != null) {
            long distance = fromOffset - cursor.nextOffset();
            if (distance >= 0 && distance <= MAX_SKIP) {
                return cursor.refreshed(view);
            }
            cursor.close();
        }
        return LogCursor.before(disk, view, fromOffset);
    }

    private void park(LogCursor cursor) {
        Closeables.closeQuietly(parked.getAndSet(cursor));
        if (closed) {
            Closeables.closeQuietly(parked.getAndSet(null));
        }
    }
}
