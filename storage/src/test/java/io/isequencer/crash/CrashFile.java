package io.isequencer.crash;

import io.isequencer.storage.disk.DiskFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** An open file of a {@link CrashDisk}. */
final class CrashFile implements DiskFile {
    private final CrashDisk disk;
    private final Path path;
    private final RandomAccessFile file;

    CrashFile(CrashDisk disk, Path path, RandomAccessFile file) {
        this.disk = disk;
        this.path = path;
        this.file = file;
    }

    @Override
    public long size() throws IOException {
        return file.length();
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) throws IOException {
        if (disk.stopped()) {
            throw new MachineStopped();
        }
        file.seek(position);
        int total = 0;
        while (total < length) {
            int count = file.read(target, offset + total, length - total);
            if (count < 0) {
                break;
            }
            total += count;
        }
        disk.read(total);
        return total;
    }

    @Override
    public void write(long position, byte[] source, int offset, int length) throws IOException {
        UnsyncedFile unsynced = disk.unsynced(path, file.length());
        Ending ending = disk.enter(CallKind.WRITE, path);
        int bytes = ending == null ? length : disk.partOf(length);
        // The gap that a write beyond the end leaves changes too.
        unsynced.willChange(file, Math.min(position, file.length()), position + bytes);
        file.seek(position);
        file.write(source, offset, bytes);
        disk.stopIf(ending);
        if (ending != null) {
            throw CrashDisk.failed(ending);
        }
    }

    @Override
    public void truncate(long size) throws IOException {
        UnsyncedFile unsynced = disk.unsynced(path, file.length());
        Ending ending = disk.enter(CallKind.TRUNCATE, path);
        if (ending != null && ending != Ending.STOP_WITHIN) {
            throw CrashDisk.failed(ending);
        }
        unsynced.willChange(file, Math.min(size, file.length()), Math.max(size, file.length()));
        file.setLength(size);
        disk.stopIf(ending);
    }

    @Override
    public void sync() throws IOException {
        UnsyncedFile unsynced = disk.unsynced(path, file.length());
        Ending ending = disk.enter(CallKind.FSYNC, path);
        unsynced.syncBegins(file.length());
        disk.beside().run();
        if (ending != null && ending != Ending.STOP_WITHIN) {
            unsynced.syncFailed();
            throw CrashDisk.failed(ending);
        }
        unsynced.synced();
        disk.stopIf(ending);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    void closeQuietly() throws IOException {
        file.close();
    }
}
