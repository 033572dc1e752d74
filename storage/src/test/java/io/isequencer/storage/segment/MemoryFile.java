package io.isequencer.storage.segment;

import io.isequencer.storage.disk.DiskFile;
import java.util.Arrays;

/** A file in memory. */
final class MemoryFile implements DiskFile {
    /** Where the reads ended, as far as they went. */
    long readTo;

    private byte[] bytes;

    MemoryFile(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) {
        readTo = Math.max(readTo, position + length);
        int read = (int) Math.max(0, Math.min(length, bytes.length - position));
        System.arraycopy(bytes, (int) Math.min(position, bytes.length), target, offset, read);
        return read;
    }

    @Override
    public void write(long position, byte[] source, int offset, int length) {
        bytes = Arrays.copyOf(bytes, (int) Math.max(bytes.length, position + length));
        System.arraycopy(source, offset, bytes, (int) position, length);
    }

    @Override
    public void truncate(long size) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(bytes.length, size));
    }

    @Override
    public void sync() {}

    @Override
    public void close() {}
}
