package io.isequencer.storage.segment;

import io.isequencer.crash.CrashDisk;
import io.isequencer.storage.disk.RealDisk;
import io.isequencer.storage.segment.maintenance.LogRetention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Segment logs on a disk that crashes. */
public final class CrashLogs {
    private CrashLogs() {}

    public static SegmentEventLog open(CrashDisk disk, Path directory, long segmentBytes) {
        return SegmentEventLog.open(directory, segmentBytes, disk);
    }

    public static SegmentLogReader read(CrashDisk disk, Path directory) {
        return SegmentLogReader.open(directory, disk);
    }

    public static LogRetention.Dropped drop(CrashDisk disk, Path directory, long below) {
        return LogRetention.dropBelow(directory, below, plan -> true, disk);
    }

    /** What an open may read: the last segment, twice where a tail is looked at, and a header of each other. */
    public static long openBound(Path directory) throws IOException {
        LogLayout layout = LogLayout.read(new RealDisk(), directory);
        List<Segment> segments = layout.segments();
        long last = segments.isEmpty()
                ? 0
                : Files.size(segments.get(segments.size() - 1).file());
        return 4 * last + 4 * TailSearch.WINDOW_BYTES / 1024 + 64L * (segments.size() + 2);
    }
}
