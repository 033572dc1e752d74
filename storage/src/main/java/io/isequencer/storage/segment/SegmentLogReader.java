package io.isequencer.storage.segment;

import io.isequencer.api.Limits;
import io.isequencer.api.StorageException;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.NumberVisitor;
import io.isequencer.storage.disk.Disk;
import io.isequencer.storage.disk.DiskFile;
import io.isequencer.storage.disk.RealDisk;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A segment log as it is at the moment, for reading only: takes no lock, writes nothing, cuts nothing, and may be opened
 * beside a process that appends.
 *
 * <p>It sees a prefix of the log: all that was durable when it was opened, and perhaps events that were written and not
 * yet durable. What stands behind may be a write under way, or torn; it is left alone.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 *   <li><i>Durability:</i> none: the last events that it shows may get lost in a power failure, unless they were
 *       acknowledged.
 *   <li><i>Errors:</i> {@link StorageException} if the directory is missing or unreadable, or the log is damaged; from
 *       {@link #append} and {@link #sync} always.
 * </ul>
 */
public final class SegmentLogReader implements EventLog {
    private static final int ATTEMPTS = 5;

    private final Path directory;
    private final RetainedNumbers base;
    private final LogCursor.View view;
    private final LogScanner scanner;

    private SegmentLogReader(Disk disk, Path directory, RetainedNumbers base, LogCursor.View view) {
        this.directory = directory;
        this.base = base;
        this.view = view;
        scanner = new LogScanner(disk, directory);
    }

    /** Opens the log in an existing directory. */
    public static SegmentLogReader open(Path directory) {
        return open(directory, new RealDisk());
    }

    static SegmentLogReader open(Path directory, Disk disk) {
        StorageException failure = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                LogLayout layout = LogLayout.read(disk, directory);
                return new SegmentLogReader(disk, directory, layout.base(), view(disk, layout));
            } catch (NoSuchFileException | FileNotFoundException e) {
                // A retention may have dropped the file since we saw its name: then the next look shows why.
                failure = unreadable(directory, e);
            } catch (IOException e) {
                throw unreadable(directory, e);
            } catch (StorageException e) {
                // We may have read a record while it was written, and behind it a mark that came later. Real damage
                // stays.
                failure = e;
            }
        }
        throw failure;
    }

    @Override
    public boolean scan(long fromOffset, EventVisitor visitor) {
        Limits.requireAtLeast("fromOffset", 1, fromOffset);
        LogScanner.requireHeld(directory, fromOffset, begin());
        return scanner.scan(view, fromOffset, visitor);
    }

    @Override
    public long begin() {
        return base == null ? 1 : base.begin();
    }

    @Override
    public long end() {
        return view.end();
    }

    /** As {@link SegmentEventLog#forEachBaseNumber}. */
    public void forEachBaseNumber(NumberVisitor visitor) {
        RetainedNumbers.forEachNumber(base, visitor);
    }

    @Override
    public AppendResult append(Event event) {
        throw readOnly("append");
    }

    @Override
    public void sync(long belowOffset) {
        throw readOnly("sync");
    }

    @Override
    public void close() {
        scanner.close();
    }

    private static LogCursor.View view(Disk disk, LogLayout layout) throws IOException {
        List<Segment> segments = layout.segments();
        if (segments.isEmpty()) {
            return new LogCursor.View(segments, layout.begin(), 0);
        }
        int last = segments.size() - 1;
        SegmentWalk walk = walk(disk, segments.get(last));
        if (walk.position() == 0 && last > 0) {
            // The last segment is being created; the one before was complete by then.
            try (DiskFile file = disk.openForRead(segments.get(last - 1).file())) {
                return new LogCursor.View(segments.subList(0, last), walk.nextOffset(), file.size());
            }
        }
        return new LogCursor.View(segments, walk.nextOffset(), walk.position());
    }

    private static SegmentWalk walk(Disk disk, Segment segment) throws IOException {
        try (DiskFile file = disk.openForRead(segment.file())) {
            SegmentWalk walk = SegmentWalk.over(segment, file);
            if (!walk.whole() && !walk.torn()) {
                throw DamagedLog.exception(segment.file(), walk.position(), walk.explained());
            }
            return walk;
        }
    }

    private StorageException readOnly(String operation) {
        return new StorageException(
                "log must be open for writing: operation=" + operation + ", directory=" + directory, true);
    }

    private static StorageException unreadable(Path directory, IOException e) {
        return new StorageException("log must be readable: directory=" + directory + ", cause=" + e, true, e);
    }
}
