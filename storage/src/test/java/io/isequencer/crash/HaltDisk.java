package io.isequencer.crash;

import io.isequencer.storage.disk.DiskFile;
import io.isequencer.storage.disk.RealDisk;
import java.io.IOException;
import java.nio.file.Path;

/** The real file system, for a process that is to end at one of the log's calls. */
public final class HaltDisk extends RealDisk {
    private static final String WHERE = "log";

    @Override
    public void createDirectory(Path directory) throws IOException {
        new RealDisk().createDirectory(directory);
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        HaltPoint.call(WHERE, CallKind.CREATE);
        return new HaltFile(super.create(file));
    }

    @Override
    public DiskFile openForWrite(Path file) throws IOException {
        return new HaltFile(super.openForWrite(file));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        HaltPoint.call(WHERE, CallKind.RENAME);
        super.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        HaltPoint.call(WHERE, CallKind.DELETE);
        super.delete(file);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        HaltPoint.call(WHERE, CallKind.DIRECTORY_SYNC);
        super.syncDirectory(directory);
    }

    private record HaltFile(DiskFile file) implements DiskFile {
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
