package io.isequencer.storage.segment;

import io.isequencer.storage.disk.Disk;
import io.isequencer.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.file.Path;
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
 *   <li><i>Errors:</i> {@link io.isequencer.api.StorageException} for damage that a crash cannot explain; then nothing
 *       was changed.
 * </ul>
 */
final class LogRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(LogRecovery.class);
    private static final int REWRITE_BYTES = 1024 * 1024;

    private final Disk disk;
    private final Path directory;

    LogRecovery(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
    }

    /**
     * What was found.
     *
     * @param writer stands behind the last record
     * @param end the next free offset; everything below is durable
     */
    record Recovered(LogLayout layout, SegmentWriter writer, long end) {}

    Recovered recover() throws IOException {
        LogLayout layout = LogLayout.read(disk, directory);
        List<Segment> segments = layout.segments();
        if (segments.isEmpty()) {
            Segment first = Segment.of(directory, 1);
            return new Recovered(new LogLayout(null, List.of(first)), SegmentWriter.create(disk, first), 1);
        }
        for (Segment segment : segments.subList(0, segments.size() - 1)) {
            checkHeader(segment);
        }
        Segment last = segments.get(segments.size() - 1);
        DiskFile file = disk.openForWrite(last.file());
        try {
            SegmentWalk walk = recoverLast(last, file);
            // What a killed process had written is here, but perhaps only in the system's memory: it must be durable
            // before anyone, a checkpoint for one, relies on it.
            writeAgain(last, file, walk);
            file.sync();
            disk.syncDirectory(directory);
            SegmentWriter writer = new SegmentWriter(last, file, file.size(), walk.durableEnd());
            writer.mark(walk.nextOffset());
            return new Recovered(layout, writer, walk.nextOffset());
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void checkHeader(Segment segment) throws IOException {
        try (DiskFile file = disk.openForRead(segment.file())) {
            String defect = SegmentHeader.defect(segment.file(), SegmentHeader.read(file), segment.firstOffset());
            if (defect != null) {
                throw DamagedLog.exception(segment.file(), 0, defect);
            }
        }
    }

    /** Cuts what is torn behind the last valid record. */
    private SegmentWalk recoverLast(Segment segment, DiskFile file) throws IOException {
        SegmentWalk walk = SegmentWalk.over(segment, file);
        if (walk.whole()) {
            return walk;
        }
        if (!walk.torn()) {
            throw DamagedLog.exception(segment.file(), walk.position(), walk.explained());
        }
        if (walk.position() == 0) {
            LOG.warn("torn segment header rewritten: file={}, bytes={}", segment.file(), walk.size());
            SegmentWriter.initialise(file, segment.firstOffset());
            return walk;
        }
        cutTail(segment, file, walk);
        return walk;
    }

    /**
     * Writes what no mark vouches for over itself, and the marks behind it. If the fsync of the last process failed, the system counts these
     * pages as written although they are on no disk: without being touched they would not go there with our fsync.
     */
    private static void writeAgain(Segment segment, DiskFile file, SegmentWalk walk) throws IOException {
        long position = segment.positionOf(file, walk.durableEnd());
        long end = file.size();
        byte[] chunk = new byte[(int) Math.min(REWRITE_BYTES, end - position)];
        while (position < end) {
            int bytes = file.read(position, chunk, 0, (int) Math.min(chunk.length, end - position));
            if (bytes == 0) {
                throw new IOException("file must not shrink while it is read: position=" + position);
            }
            file.write(position, chunk, 0, bytes);
            position += bytes;
        }
    }

    private void cutTail(Segment segment, DiskFile file, SegmentWalk walk) throws IOException {
        // Whole records behind a lost one: written by a group whose fsync never returned. Nobody was told of them, but
        // they are not thrown away unseen.
        Path copy = walk.tail().records() == 0
                ? null
                : Backup.copy(disk, segment.file(), walk.position(), ".cut-" + walk.position());
        LOG.warn(
                "torn tail cut: file={}, byteOffset={}, bytes={}, nextOffset={}, durableEnd={}, records={}, copy={},"
                        + " because {}",
                segment.file(),
                walk.position(),
                walk.size() - walk.position(),
                walk.nextOffset(),
                walk.durableEnd(),
                walk.tail().records(),
                copy == null ? "none" : copy.getFileName(),
                walk.defect());
        file.truncate(walk.position());
    }
}
