package io.isequencer.storage.segment;

import io.isequencer.storage.disk.DiskFile;
import io.isequencer.storage.disk.RealDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** The real file system, with counters, with failures on demand, and without the time that real syncs take. */
public final class TestFiles extends RealDisk {
    public static final int SECTOR_BYTES = 4_096;

    final AtomicInteger writes = new AtomicInteger();
    final AtomicInteger syncs = new AtomicInteger();
    final AtomicInteger directorySyncs = new AtomicInteger();
    final AtomicInteger readerOpens = new AtomicInteger();
    final AtomicInteger reads = new AtomicInteger();
    public final AtomicInteger openFiles = new AtomicInteger();
    volatile boolean failWrites;
    volatile boolean failSyncs;
    volatile boolean failReads;
    volatile boolean failOpens;

    /** The number of a sector that cannot be read, -1 if all can. */
    private volatile long brokenSector = -1;

    public void failReads(boolean fail) {
        failReads = fail;
    }

    /** From here on each read fails that touches the sector of 4 KiB. */
    public void breakSector(long sector) {
        brokenSector = sector;
    }

    private boolean touchesBrokenSector(long position, int length) {
        long sector = brokenSector;
        return sector >= 0
                && position / SECTOR_BYTES <= sector
                && sector <= (position + Math.max(length, 1) - 1) / SECTOR_BYTES;
    }

    /** Runs in the middle of each sync. */
    volatile Runnable duringSync = () -> {};

    @Override
    public DiskFile create(Path file) throws IOException {
        failIf(failOpens, "open");
        return new TestFile(super.create(file));
    }

    @Override
    public DiskFile openForWrite(Path file) throws IOException {
        failIf(failOpens, "open");
        return new TestFile(super.openForWrite(file));
    }

    @Override
    public DiskFile openForRead(Path file) throws IOException {
        readerOpens.incrementAndGet();
        return new TestFile(super.openForRead(file));
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        directorySyncs.incrementAndGet();
    }

    private static void failIf(boolean fails, String operation) throws IOException {
        if (fails) {
            throw new IOException("planned failure of " + operation);
        }
    }

    private final class TestFile implements DiskFile {
        private final DiskFile file;
        private boolean closed;

        TestFile(DiskFile file) {
            this.file = file;
            openFiles.incrementAndGet();
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) throws IOException {
            reads.incrementAndGet();
            failIf(failReads || touchesBrokenSector(position, length), "read");
            return file.read(position, target, offset, length);
        }

        @Override
        public void write(long position, byte[] source, int offset, int length) throws IOException {
            writes.incrementAndGet();
            failIf(failWrites, "write");
            file.write(position, source, offset, length);
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void sync() throws IOException {
            syncs.incrementAndGet();
            duringSync.run();
            failIf(failSyncs, "sync");
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                openFiles.decrementAndGet();
            }
            file.close();
        }
    }
}
