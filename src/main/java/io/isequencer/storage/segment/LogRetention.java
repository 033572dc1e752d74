package io.isequencer.storage.segment;

import io.isequencer.api.Limits;
import io.isequencer.api.NumberKey;
import io.isequencer.api.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Drops the oldest segments of a log. The highest number of each key in them goes into a {@link LogBase} first, so the
 * log alone still suffices to rebuild all numbers: one that starts with an empty storage takes the base and scans from
 * {@link io.isequencer.spi.EventLog#begin begin}.
 *
 * <p>Only whole segments go, and never the last one. Every record is read, and its checksum compared, before it goes.
 *
 * <ul>
 *   <li><i>Threading:</i> stateless; the directory's lock is held.
 *   <li><i>Durability:</i> the base is durable before the first segment is deleted. After a crash there may be segments
 *       below it, which the log does not look at; the next drop deletes them.
 *   <li><i>Errors:</i> {@link StorageException}; nothing is dropped then, or not everything.
 *   <li><i>Units:</i> memory grows with the number of keys in the dropped events.
 *   <li><i>Source:</i> rule R13 of {@code docs/protocol.md}: an offset that falls back must not meet a truncated log.
 * </ul>
 */
public final class LogRetention {
    private static final Comparator<NumberKey> BY_KEY =
            Comparator.comparing(NumberKey::wsId, Long::compareUnsigned).thenComparing(NumberKey::seqId);

    private LogRetention() {}

    /**
     * What was dropped.
     *
     * @param begin the lowest offset that is still there
     * @param segments how many files were deleted
     */
    public record Dropped(long begin, long events, int segments, long keys) {}

    /** Looks at the numbers of the events that are about to go; throws to keep them. */
    @FunctionalInterface
    public interface Check {
        /**
         * Approves.
         *
         * @param begin the offset from which on events stay
         * @param numbers the highest number of each key below it
         */
        void approve(long begin, SortedMap<NumberKey, Long> numbers);
    }

    /** Drops the segments that have only events below an offset. */
    public static Dropped dropBelow(Path directory, long plogOffset, Check check) {
        return dropBelow(directory, plogOffset, check, new DiskFiles());
    }

    static Dropped dropBelow(Path directory, long plogOffset, Check check, LogFiles files) {
        Limits.requirePlogOffset(plogOffset);
        DirectoryLock lock = null;
        try {
            lock = DirectoryLock.acquire(directory);
            LogLayout layout = LogLayout.read(files, directory);
            List<Segment> segments = layout.segments();
            int kept = 0;
            while (kept < segments.size() - 1 && segments.get(kept + 1).firstOffset() <= plogOffset) {
                kept++;
            }
            long begin = kept == 0 ? layout.begin() : segments.get(kept).firstOffset();
            if (kept > 0) {
                SortedMap<NumberKey, Long> numbers = numbers(files, directory, layout, kept);
                check.approve(begin, numbers);
                LogBase.write(files, directory, begin, numbers);
            }
            int deleted = deleteBelow(files, directory, begin);
            LogBase base = LogLayout.read(files, directory).base();
            return new Dropped(begin, begin - layout.begin(), deleted, base == null ? 0 : base.count());
        } catch (IOException e) {
            throw new StorageException("log must be writable: directory=" + directory + ", cause=" + e, false, e);
        } finally {
            Quietly.close(lock);
        }
    }

    private static SortedMap<NumberKey, Long> numbers(LogFiles files, Path directory, LogLayout layout, int kept)
            throws IOException {
        SortedMap<NumberKey, Long> numbers = new TreeMap<>(BY_KEY);
        LogBase.forEachNumber(
                layout.base(), (wsId, seqId, number) -> numbers.merge(new NumberKey(wsId, seqId), number, Math::max));
        List<Segment> dropped = layout.segments().subList(0, kept);
        long end = layout.segments().get(kept).firstOffset();
        long lastBytes;
        try (LogFile last = files.openForRead(dropped.get(kept - 1).file())) {
            lastBytes = last.size();
        }
        try (LogScanner scanner = new LogScanner(files, directory)) {
            scanner.scan(new LogCursor.View(dropped, end, lastBytes), layout.begin(), event -> {
                for (int i = 0; i < event.size(); i++) {
                    numbers.merge(new NumberKey(event.wsId(), event.seqId(i)), event.number(i), Math::max);
                }
                return true;
            });
        }
        return numbers;
    }

    /** Deletes segments and bases below; returns how many segments. */
    private static int deleteBelow(LogFiles files, Path directory, long begin) throws IOException {
        int segments = 0;
        for (String name : files.list(directory)) {
            long firstOffset = Segment.firstOffset(name);
            long base = LogBase.begin(name);
            if (firstOffset > 0 && firstOffset < begin || base > 0 && base < begin) {
                files.delete(directory.resolve(name));
                segments += firstOffset > 0 ? 1 : 0;
            }
        }
        files.syncDirectory(directory);
        return segments;
    }
}
