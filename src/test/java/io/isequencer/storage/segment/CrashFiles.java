package io.isequencer.storage.segment;

import io.isequencer.crash.CrashDisk;
import io.isequencer.crash.CrashFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A segment log on a disk that crashes. */
public final class CrashFiles implements LogFiles {
    private final CrashDisk disk;
    private long bytesRead;

    public CrashFiles(CrashDisk disk) {
        this.disk = disk;
    }

    public SegmentEventLog open(Path directory, long segmentBytes) {
        return SegmentEventLog.open(directory, segmentBytes, this);
    }

    public SegmentLogReader read(Path directory) {
        return SegmentLogReader.open(directory, this);
    }

    public LogRetention.Dropped drop(Path directory, long below) {
        return LogRetention.dropBelow(directory, below, plan -> true, this);
    }

    /** What an open may read: the last segment, twice where a tail is looked at, and a header of each other. */
    public static long openBound(Path directory) throws IOException {
        LogLayout layout = LogLayout.read(new DiskFiles(), directory);
        List<Segment> segments = layout.segments();
        long last = segments.isEmpty()
                ? 0
                : Files.size(segments.get(segments.size() - 1).file());
        return 4 * last + 4 * TailSearch.WINDOW_BYTES / 1024 + 64L * (segments.size() + 2);
    }

    public long bytesRead() {
        return bytesRead;
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        Files.createDirectories(directory);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        return new DiskFiles().list(directory);
    }

    @Override
    public LogFile create(Path file) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        return new File(disk.open(file, true));
    }

    @Override
    public LogFile openForWrite(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return new File(disk.open(file, true));
    }

    @Override
    public LogFile openForRead(Path file) throws IOException {
        return new File(disk.open(file, false));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        disk.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        disk.delete(file);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        disk.syncDirectory(directory);
    }

    private final class File implements LogFile {
        private final CrashFile file;

        File(CrashFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) throws IOException {
            int bytes = file.read(position, target, offset, length);
            bytesRead += bytes;
            return bytes;
        }

        @Override
        public void write(long position, byte[] source, int offset, int length) throws IOException {
            file.write(position, source, offset, length);
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void sync() throws IOException {
            file.sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
