package io.isequencer.storage.segment.maintenance;

import io.isequencer.api.StorageException;
import io.isequencer.spi.Event;
import io.isequencer.spi.NumberVisitor;
import io.isequencer.storage.disk.Disk;
import io.isequencer.storage.disk.DiskFile;
import io.isequencer.storage.disk.RealDisk;
import io.isequencer.storage.segment.LogLayout;
import io.isequencer.storage.segment.RetainedNumbers;
import io.isequencer.storage.segment.Segment;
import io.isequencer.storage.segment.SegmentWalk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Checks every record of every segment. Reads only, takes no lock: a process may append meanwhile.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link StorageException} if the files cannot be read, or if there is nothing to begin with: the
 *       first segment is missing, the base is damaged.
 * </ul>
 */
public final class LogVerifier {
    private LogVerifier() {}

    /** Checks the log in a directory. */
    public static LogReport verify(Path directory) {
        return verify(directory, new RealDisk());
    }

    /**
     * As {@link #verify(Path)}, and shows what was found whole on the way.
     *
     * @param base sees the highest number of each key in the events that were dropped
     * @param events sees the events before the first damage, in order; each is valid only during the call
     */
    public static LogReport verify(Path directory, NumberVisitor base, Consumer<Event> events) {
        return verify(directory, base, events, new RealDisk());
    }

    static LogReport verify(Path directory, Disk disk) {
        return verify(directory, (wsId, seqId, number) -> {}, event -> {}, disk);
    }

    private static LogReport verify(Path directory, NumberVisitor base, Consumer<Event> events, Disk disk) {
        try {
            return verify(disk, LogLayout.read(disk, directory), base, events);
        } catch (IOException e) {
            throw new StorageException("log must be readable: directory=" + directory + ", cause=" + e, true, e);
        }
    }

    static LogReport verify(Disk disk, LogLayout layout) throws IOException {
        return verify(disk, layout, (wsId, seqId, number) -> {}, event -> {});
    }

    private static LogReport verify(Disk disk, LogLayout layout, NumberVisitor base, Consumer<Event> events)
            throws IOException {
        long[] baseKeys = {0};
        RetainedNumbers.forEachNumber(layout.base(), (wsId, seqId, number) -> {
            baseKeys[0]++;
            base.visit(wsId, seqId, number);
        });
        List<LogReport.Place> damage = new ArrayList<>();
        LogReport.Place tornTail = null;
        long bytes = 0;
        long end = layout.begin();
        List<Segment> segments = layout.segments();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            SegmentWalk walk;
            try (DiskFile file = disk.openForRead(segment.file())) {
                walk = SegmentWalk.over(segment, file, damage.isEmpty() ? events : event -> {});
            }
            bytes += walk.size();
            if (damage.isEmpty()) {
                end = walk.nextOffset();
            }
            boolean last = i == segments.size() - 1;
            if (last && walk.torn()) {
                tornTail = place(i, segment, walk, walk.explained());
            } else if (!walk.whole()) {
                damage.add(place(i, segment, walk, walk.explained()));
            } else if (!last && walk.nextOffset() != segments.get(i + 1).firstOffset()) {
                damage.add(place(i, segment, walk, incomplete(segments.get(i + 1))));
            }
        }
        return new LogReport(layout.begin(), end, segments.size(), bytes, baseKeys[0], List.copyOf(damage), tornTail);
    }

    private static String incomplete(Segment next) {
        return "segment must hold the events below " + next.firstOffset();
    }

    private static LogReport.Place place(int index, Segment segment, SegmentWalk walk, String defect) {
        return new LogReport.Place(
                index,
                segment.file(),
                walk.position(),
                walk.nextOffset(),
                defect,
                walk.size() - walk.position(),
                walk.tail().records());
    }
}
