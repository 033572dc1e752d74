package io.isequencer.storage.segment;

import io.isequencer.crash.CallKind;
import io.isequencer.crash.HaltPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The real file system, for a process that is to end at one of the log's calls. */
final class HaltFiles implements LogFiles {
    private static final String WHERE = "log";

    private final LogFiles disk = new DiskFiles();

    @Override
    public void createDirectory(Path directory) throws IOException {
        disk.createDirectory(directory);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public LogFile create(Path file) throws IOException {
        HaltPoint.call(WHERE, CallKind.CREATE);
        return new HaltFile(disk.create(file));
    }

    @Override
    public LogFile openForWrite(Path file) throws IOException {
        return new HaltFile(disk.openForWrite(file));
    }

    @Override
    public LogFile openForRead(Path file) throws IOException {
        return disk.openForRead(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        HaltPoint.call(WHERE, CallKind.RENAME);
        disk.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        HaltPoint.call(WHERE, CallKind.DELETE);
        disk.delete(file);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        HaltPoint.call(WHERE, CallKind.DIRECTORY_SYNC);
        disk.syncDirectory(directory);
    }

    private record HaltFile(LogFile file) implements LogFile {
        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) throws IOException {
            return file.read(position, target, offset, length);
        }

        @Override
        public void write(long position, byte[] source, int offset, int length) throws IOException {
            int part = HaltPoint.before(WHERE, CallKind.WRITE, length);
            if (part >= 0) {
                file.write(position, source, offset, part);
                HaltPoint.halt();
            }
            file.write(position, source, offset, length);
        }

        @Override
        public void truncate(long size) throws IOException {
            HaltPoint.call(WHERE, CallKind.TRUNCATE);
            file.truncate(size);
        }

        @Override
        public void sync() throws IOException {
            HaltPoint.call(WHERE, CallKind.FSYNC);
            file.sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
