package io.isequencer.storage.segment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens what a log left behind, perhaps by a crash: checks it, cuts a torn tail, makes durable what is left.
 *
 * <p>Every record of the last segment is checked. The others were complete and durable before the last one was created:
 * of them only the headers are checked here, their records when they are read.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link io.isequencer.api.StorageException} for damage that a torn write cannot explain; then
 *       nothing was changed.
 * </ul>
 */
final class LogRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(LogRecovery.class);

    private final LogFiles files;
    private final Path directory;

    LogRecovery(LogFiles files, Path directory) {
        this.files = files;
        this.directory = directory;
    }

    /**
     * What was found.
     *
     * @param writer stands behind the last record
     * @param end the next free offset; everything below is durable
     */
    record Recovered(List<Segment> segments, SegmentWriter writer, long end) {}

    Recovered recover() throws IOException {
        List<Segment> segments = segments();
        if (segments.isEmpty()) {
            Segment first = Segment.of(directory, 1);
            return new Recovered(List.of(first), SegmentWriter.create(files, first), 1);
        }
        Segment first = segments.get(0);
        if (first.firstOffset() != 1) {
            throw Damage.at(
                    first.file(), 0, "first segment must begin at offset 1: firstOffset=" + first.firstOffset());
        }
        for (Segment segment : segments.subList(0, segments.size() - 1)) {
            checkHeader(segment);
        }
        Segment last = segments.get(segments.size() - 1);
        LogFile file = files.openForWrite(last.file());
        try {
            long end = recoverLast(last, file);
            // What a killed process had written is here, but perhaps only in the system's memory: it must be durable
            // before anyone, a checkpoint for one, relies on it.
            file.sync();
            files.syncDirectory(directory);
            return new Recovered(segments, new SegmentWriter(last, file, file.size()), end);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private List<Segment> segments() throws IOException {
        List<Segment> segments = new ArrayList<>();
        for (String name : files.list(directory)) {
            long firstOffset = Segment.firstOffset(name);
            if (firstOffset > 0) {
                segments.add(Segment.of(directory, firstOffset));
            }
        }
        return List.copyOf(segments);
    }

    private void checkHeader(Segment segment) throws IOException {
        try (LogFile file = files.openForRead(segment.file())) {
            requireSound(segment, header(file));
        }
    }

    /** Returns the offset behind the last valid record; cuts what is torn behind it. */
    private long recoverLast(Segment segment, LogFile file) throws IOException {
        byte[] header = header(file);
        long size = file.size();
        if (size <= SegmentHeader.BYTES && SegmentHeader.torn(header)) {
            // No record is written before the header is durable: the crash came while the segment was created.
            LOG.warn("torn segment header rewritten: file={}, bytes={}", segment.file(), size);
            SegmentWriter.initialise(file, segment.firstOffset());
            return segment.firstOffset();
        }
        requireSound(segment, header);
        // Not closed: the file stays open for the writer.
        SegmentReader reader = new SegmentReader(file, SegmentHeader.BYTES, size);
        long nextOffset = segment.firstOffset();
        SegmentReader.Outcome outcome = reader.next(nextOffset);
        long position = SegmentHeader.BYTES;
        while (outcome == SegmentReader.Outcome.RECORD) {
            segment.index().note(nextOffset, position);
            position = reader.position();
            nextOffset++;
            outcome = reader.next(nextOffset);
        }
        if (outcome == SegmentReader.Outcome.BROKEN) {
            cutTail(segment, file, position, nextOffset, reader.defect());
        }
        return nextOffset;
    }

    private static void cutTail(Segment segment, LogFile file, long position, long nextOffset, String defect)
            throws IOException {
        long size = file.size();
        long valid = new TailSearch(file, size, segment.firstOffset(), nextOffset).firstValidRecord(position);
        if (valid >= 0) {
            throw Damage.at(segment.file(), position, defect + ", validRecordAt=" + valid);
        }
        LOG.warn(
                "torn tail cut: file={}, byteOffset={}, bytes={}, nextOffset={}, because {}",
                segment.file(),
                position,
                size - position,
                nextOffset,
                defect);
        file.truncate(position);
    }

    /** The header's bytes, filled up with zeros if the file is shorter. */
    private static byte[] header(LogFile file) throws IOException {
        byte[] header = new byte[SegmentHeader.BYTES];
        file.read(0, header, 0, header.length);
        return header;
    }

    private static void requireSound(Segment segment, byte[] header) {
        String defect = SegmentHeader.defect(header, segment.firstOffset());
        if (defect != null) {
            throw Damage.at(segment.file(), 0, defect);
        }
    }
}
