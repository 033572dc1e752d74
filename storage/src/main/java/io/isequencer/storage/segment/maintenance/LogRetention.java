package io.isequencer.storage.segment.maintenance;

import io.isequencer.api.Limits;
import io.isequencer.api.NumberKey;
import io.isequencer.api.StorageException;
import io.isequencer.storage.disk.Closeables;
import io.isequencer.storage.disk.Disk;
import io.isequencer.storage.disk.DiskFile;
import io.isequencer.storage.disk.PathLock;
import io.isequencer.storage.disk.RealDisk;
import io.isequencer.storage.segment.LogCursor;
import io.isequencer.storage.segment.LogLayout;
import io.isequencer.storage.segment.LogScanner;
import io.isequencer.storage.segment.RetainedNumbers;
import io.isequencer.storage.segment.Segment;
import io.isequencer.storage.segment.SegmentWalk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Drops the oldest segments of a log. The highest number of each key in them goes into a {@link RetainedNumbers} first, so the
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

    /**
     * What is about to go.
     *
     * @param from the lowest offset that is there now
     * @param begin the offset from which on events stay, {@code from} if none goes
     * @param segments how many files are to be deleted; some may be left over from a drop that a crash ended
     * @param bytes their size
     * @param numbers the highest number of each key below {@code begin}
     */
    public record Plan(long from, long begin, int segments, long bytes, SortedMap<NumberKey, Long> numbers) {}

    /** Decides whether what is planned is done; asked also if there is nothing to do. */
    @FunctionalInterface
    public interface Consent {
        boolean given(Plan plan);
    }

    /**
     * Drops the segments that have only events below an offset.
     *
     * @param plogOffset at most the log's end
     * @return what was done; nothing was without consent
     */
    public static Dropped dropBelow(Path directory, long plogOffset, Consent consent) {
        return dropBelow(directory, plogOffset, consent, new RealDisk());
    }

    /** On another disk, for a crash harness. */
    public static Dropped dropBelow(Path directory, long plogOffset, Consent consent, Disk disk) {
        Limits.requirePlogOffset(plogOffset);
        PathLock lock = null;
        try {
            lock = LogLayout.lock(directory);
            LogLayout layout = LogLayout.read(disk, directory);
            List<Segment> segments = layout.segments();
            int kept = 0;
            while (kept < segments.size() - 1 && segments.get(kept + 1).firstOffset() <= plogOffset) {
                kept++;
            }
            requireInside(disk, layout, plogOffset);
            long begin = kept == 0 ? layout.begin() : segments.get(kept).firstOffset();
            SortedMap<NumberKey, Long> numbers = numbers(disk, directory, layout, kept);
            List<String> below = below(disk, directory, begin);
            if (!consent.given(plan(disk, directory, layout.begin(), begin, below, numbers))) {
                return new Dropped(
                        layout.begin(),
                        0,
                        0,
                        layout.base() == null ? 0 : layout.base().count());
            }
            if (kept > 0) {
                RetainedNumbers.write(disk, directory, begin, numbers);
            }
            int deleted = delete(disk, directory, below(disk, directory, begin));
            RetainedNumbers base = LogLayout.read(disk, directory).base();
            return new Dropped(begin, begin - layout.begin(), deleted, base == null ? 0 : base.count());
        } catch (IOException e) {
            throw new StorageException("log must be writable: directory=" + directory + ", cause=" + e, false, e);
        } finally {
            Closeables.closeQuietly(lock);
        }
    }

    private static SortedMap<NumberKey, Long> numbers(Disk disk, Path directory, LogLayout layout, int kept)
            throws IOException {
        SortedMap<NumberKey, Long> numbers = new TreeMap<>(BY_KEY);
        RetainedNumbers.forEachNumber(
                layout.base(), (wsId, seqId, number) -> numbers.merge(new NumberKey(wsId, seqId), number, Math::max));
        if (kept == 0) {
            return numbers;
        }
        List<Segment> dropped = layout.segments().subList(0, kept);
        long end = layout.segments().get(kept).firstOffset();
        long lastBytes;
        try (DiskFile last = disk.openForRead(dropped.get(kept - 1).file())) {
            lastBytes = last.size();
        }
        try (LogScanner scanner = new LogScanner(disk, directory)) {
            scanner.scan(new LogCursor.View(dropped, end, lastBytes), layout.begin(), event -> {
                for (int i = 0; i < event.size(); i++) {
                    numbers.merge(new NumberKey(event.wsId(), event.seqId(i)), event.number(i), Math::max);
                }
                return true;
            });
        }
        return numbers;
    }

    /** An offset behind the end is a slip, and a slip must not cost events. */
    private static void requireInside(Disk disk, LogLayout layout, long plogOffset) throws IOException {
        long end = layout.begin();
        if (!layout.segments().isEmpty()) {
            Segment last = layout.segments().get(layout.segments().size() - 1);
            try (DiskFile file = disk.openForRead(last.file())) {
                end = SegmentWalk.over(last, file).nextOffset();
            }
        }
        if (plogOffset > end) {
            throw new StorageException(
                    "offset to drop below must be at most the log's end: offset=" + plogOffset + ", logEnd=" + end,
                    true);
        }
    }

    private static Plan plan(
            Disk disk, Path directory, long from, long begin, List<String> below, SortedMap<NumberKey, Long> numbers)
            throws IOException {
        long bytes = 0;
        for (String name : below) {
            try (DiskFile file = disk.openForRead(directory.resolve(name))) {
                bytes += file.size();
            }
        }
        int segments = (int)
                below.stream().filter(name -> Segment.firstOffset(name) > 0).count();
        return new Plan(from, begin, segments, bytes, numbers);
    }

    /** The segments and bases below an offset. */
    private static List<String> below(Disk disk, Path directory, long begin) throws IOException {
        return disk.list(directory).stream()
                .filter(name ->
                        isBelow(Segment.firstOffset(name), begin) || isBelow(RetainedNumbers.begin(name), begin))
                .toList();
    }

    private static boolean isBelow(long offset, long begin) {
        return offset > 0 && offset < begin;
    }

    /** Deletes files; returns how many segments were among them. */
    private static int delete(Disk disk, Path directory, List<String> names) throws IOException {
        int segments = 0;
        for (String name : names) {
            disk.delete(directory.resolve(name));
            segments += Segment.firstOffset(name) > 0 ? 1 : 0;
        }
        disk.syncDirectory(directory);
        return segments;
    }
}
