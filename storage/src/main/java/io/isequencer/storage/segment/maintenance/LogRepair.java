package io.isequencer.storage.segment.maintenance;

import io.isequencer.api.StorageException;
import io.isequencer.storage.disk.Closeables;
import io.isequencer.storage.disk.Disk;
import io.isequencer.storage.disk.DiskFile;
import io.isequencer.storage.disk.PathLock;
import io.isequencer.storage.disk.RealDisk;
import io.isequencer.storage.segment.Backup;
import io.isequencer.storage.segment.LogLayout;
import io.isequencer.storage.segment.Segment;
import io.isequencer.storage.segment.SegmentWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a damaged log one that can be opened: keeps what stands before the first damage and drops the rest, for a log
 * must not have holes. Acknowledged events get lost by it, so a human must want it.
 *
 * <p>Every file that is changed is kept beside it, under its name with {@code .bak}. The segments behind the damaged one
 * go first, the highest first of all: a repair that was interrupted leaves a damaged log, and can be run again.
 *
 * <ul>
 *   <li><i>Threading:</i> stateless; the directory's lock is held.
 *   <li><i>Durability:</i> when {@link #apply} returns, backups and log are durable.
 *   <li><i>Errors:</i> {@link StorageException}.
 * </ul>
 */
public final class LogRepair {
    private static final String SUFFIX = ".bak";

    private LogRepair() {}

    /**
     * What was done.
     *
     * @param before what the check found
     * @param backups the copies, and the files that were renamed
     */
    public record Outcome(LogReport before, List<Path> backups) {}

    /**
     * Repairs the log in a directory; does nothing if it is sound.
     *
     * @param before called with the report before anything is changed
     */
    public static Outcome apply(Path directory, Consent before) {
        return apply(directory, before, new RealDisk());
    }

    static Outcome apply(Path directory, Consent before, Disk disk) {
        PathLock lock = null;
        try {
            lock = LogLayout.lock(directory);
            LogLayout layout = LogLayout.read(disk, directory);
            LogReport report = LogVerifier.verify(disk, layout);
            List<Path> backups = new ArrayList<>();
            if (!report.sound() && before.given(report)) {
                repair(disk, directory, layout.segments(), report.damage().get(0), backups);
            }
            return new Outcome(report, backups);
        } catch (IOException e) {
            throw new StorageException("log must be writable: directory=" + directory + ", cause=" + e, false, e);
        } finally {
            Closeables.closeQuietly(lock);
        }
    }

    /** Decides whether to go on. */
    @FunctionalInterface
    public interface Consent {
        boolean given(LogReport report);
    }

    private static void repair(
            Disk disk, Path directory, List<Segment> segments, LogReport.Place first, List<Path> backups)
            throws IOException {
        for (int i = segments.size() - 1; i > first.segment(); i--) {
            backups.add(Backup.rename(disk, segments.get(i).file(), SUFFIX));
        }
        Segment damaged = segments.get(first.segment());
        if (first.byteOffset() == 0 && first.segment() > 0) {
            // Nothing in it can be read, and the segment before is whole: that one is the last now.
            backups.add(Backup.rename(disk, damaged.file(), SUFFIX));
        } else if (first.bytesBehind() > 0) {
            backups.add(Backup.copy(disk, damaged.file(), 0, SUFFIX));
            try (DiskFile file = disk.openForWrite(damaged.file())) {
                if (first.byteOffset() == 0) {
                    SegmentWriter.initialise(file, damaged.firstOffset());
                } else {
                    file.truncate(first.byteOffset());
                    file.sync();
                }
            }
        }
        disk.syncDirectory(directory);
    }
}
