package io.isequencer.storage.mapdb;

import io.isequencer.storage.disk.DiskFile;
import io.isequencer.storage.disk.RealDisk;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The real file system, with a list of what was asked of it, which fails at a chosen call and, as a dead one, later; and
 * without the time that syncs take.
 */
final class TestDisk extends RealDisk {
    final List<String> calls = new ArrayList<>();

    /** Of those that stay open for more than one call. */
    final AtomicInteger openFiles = new AtomicInteger();

    /** Reads from and writes to those. */
    final AtomicInteger transfers = new AtomicInteger();

    private boolean full;
    private int failAt = Integer.MAX_VALUE;
    private int failUntil = Integer.MAX_VALUE;

    /** The numbers of a directory on this disk. */
    NumbersFiles files(Path directory) {
        return new NumbersFiles(this, directory);
    }

    /** The changing calls from the given one on fail, counted from 0. */
    static TestDisk dyingAt(int call) {
        TestDisk disk = new TestDisk();
        disk.failAt = call;
        return disk;
    }

    /** One changing call fails. */
    static TestDisk failingAt(int call) {
        TestDisk disk = dyingAt(call);
        disk.failUntil = call + 1;
        return disk;
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        change("createDirectory", directory);
        // One call, whatever it takes.
        new RealDisk().createDirectory(directory);
    }

    @Override
    public void write(Path file, Body body) throws IOException {
        try {
            change("write", file);
        } catch (IOException torn) {
            // What a full disk or a power loss leaves: a beginning.
            Files.write(file, new byte[] {'I', 'S', 'E', 'Q'}, StandardOpenOption.CREATE_NEW);
            throw torn;
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))) {
            body.writeTo(out);
        }
    }

    @Override
    public void sync(Path file) throws IOException {
        change("sync", file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        change("rename", to);
        super.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        change("delete", file);
        super.delete(file);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        change("syncDirectory", directory);
    }

    /** From now on no file becomes longer, and none that is there can be opened to be changed. */
    void fillUp() {
        full = true;
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        return new OpenFile(super.create(file));
    }

    @Override
    public DiskFile openForWrite(Path file) throws IOException {
        if (full) {
            throw noSpace();
        }
        return new OpenFile(super.openForWrite(file));
    }

    @Override
    public DiskFile openForRead(Path file) throws IOException {
        return new OpenFile(super.openForRead(file));
    }

    private static IOException noSpace() {
        return new IOException("No space left on device");
    }

    private void change(String operation, Path file) throws IOException {
        int call = calls.size();
        calls.add(operation + " " + file.getFileName());
        if (call >= failAt && call < failUntil) {
            throw new IOException("planned failure of " + operation);
        }
    }

    private final class OpenFile implements DiskFile {
        private final DiskFile file;

        OpenFile(DiskFile file) {
            this.file = file;
            openFiles.incrementAndGet();
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) throws IOException {
            transfers.incrementAndGet();
            return file.read(position, target, offset, length);
        }

        @Override
        public void write(long position, byte[] source, int offset, int length) throws IOException {
            if (full && position + length > file.size()) {
                throw noSpace();
            }
            transfers.incrementAndGet();
            file.write(position, source, offset, length);
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void sync() {
            // What it takes is no matter of the test.
        }

        @Override
        public void close() throws IOException {
            openFiles.decrementAndGet();
            file.close();
        }
    }
}
