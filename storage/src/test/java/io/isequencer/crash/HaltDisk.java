package io.isequencer.crash;

import io.isequencer.storage.disk.DiskFile;
import io.isequencer.storage.disk.RealDisk;
import java.io.IOException;
import java.nio.file.Path;

/** The real file system, for a process that is to end at one of the calls of the log, or of the numbers. */
public class HaltDisk extends RealDisk {
    private final String where;

    /** Of the log. */
    public HaltDisk() {
        this("log");
    }

    private HaltDisk(String where) {
        this.where = where;
    }

    /** Of the numbers: MapDB's file, its seal and its generations. */
    public static final class OfNumbers extends HaltDisk {
        public OfNumbers() {
            super("numbers");
        }
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        new RealDisk().createDirectory(directory);
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        HaltPoint.call(where, CallKind.CREATE);
        return new HaltFile(where, super.create(file));
    }

    @Override
    public DiskFile openForWrite(Path file) throws IOException {
        return new HaltFile(where, super.openForWrite(file));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        HaltPoint.call(where, CallKind.RENAME);
        super.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        HaltPoint.call(where, CallKind.DELETE);
        super.delete(file);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        HaltPoint.call(where, CallKind.DIRECTORY_SYNC);
        super.syncDirectory(directory);
    }

    private record HaltFile(String where, DiskFile file) implements DiskFile {
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
            int part = HaltPoint.before(where, CallKind.WRITE, length);
            if (part >= 0) {
                file.write(position, source, offset, part);
                HaltPoint.halt();
            }
            file.write(position, source, offset, length);
        }

        @Override
        public void truncate(long size) throws IOException {
            HaltPoint.call(where, CallKind.TRUNCATE);
            file.truncate(size);
        }

        @Override
        public void sync() throws IOException {
            HaltPoint.call(where, CallKind.FSYNC);
            file.sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
