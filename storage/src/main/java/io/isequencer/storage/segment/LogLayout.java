package io.isequencer.storage.segment;

import io.isequencer.api.StorageException;
import io.isequencer.storage.disk.Disk;
import io.isequencer.storage.disk.PathLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What lies in a log's directory.
 *
 * @param base what stands for the events that were dropped, null if none were
 * @param segments in order; those that the base stands for are left out, a crash may have left them there
 */
public record LogLayout(RetainedNumbers base, List<Segment> segments) {
    static final String LOCK = "LOCK";

    /** @throws StorageException if the directory is open already */
    public static PathLock lock(Path directory) throws IOException {
        PathLock lock = SegmentEventLog.tryLock(directory);
        if (lock == null) {
            throw new StorageException(
                    "log must not be open elsewhere, it is already open: directory=" + directory, true);
        }
        return lock;
    }

    /**
     * Looks at the names, and at what they promise.
     *
     * @throws io.isequencer.api.StorageException if a name is not one of the log's, or the first segment is not the one
     *     that has to be
     */
    public static LogLayout read(Disk disk, Path directory) throws IOException {
        List<Segment> all = new ArrayList<>();
        RetainedNumbers base = null;
        List<String> names = disk.list(directory);
        LogNames.requireKnown(disk, directory, names);
        for (String name : names) {
            if (Segment.firstOffset(name) > 0) {
                all.add(Segment.of(directory, Segment.firstOffset(name)));
            } else if (RetainedNumbers.begin(name) > 0) {
                // Names are sorted: the last one is the highest.
                base = RetainedNumbers.open(disk, directory.resolve(name));
            }
        }
        LogLayout layout = new LogLayout(base, List.of());
        List<Segment> segments = all.stream()
                .filter(segment -> segment.firstOffset() >= layout.begin())
                .toList();
        // A label comes after the first segment: without one there was a log.
        if (!all.isEmpty() || base != null || names.contains(LogLabel.NAME)) {
            requireFirst(directory, segments, layout.begin());
        }
        return new LogLayout(base, segments);
    }

    /** The lowest offset whose event is in the log. */
    public long begin() {
        return base == null ? 1 : base.begin();
    }

    private static void requireFirst(Path directory, List<Segment> segments, long begin) {
        if (segments.isEmpty()) {
            throw DamagedLog.exception(
                    directory.resolve(Segment.name(begin)), 0, "first segment must be there: firstOffset=" + begin);
        }
        Segment first = segments.get(0);
        if (first.firstOffset() != begin) {
            throw DamagedLog.exception(
                    first.file(),
                    0,
                    "first segment must begin at offset " + begin + ": firstOffset=" + first.firstOffset());
        }
    }
}
