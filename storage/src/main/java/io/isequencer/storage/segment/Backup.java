package io.isequencer.storage.segment;

import io.isequencer.storage.disk.Disk;
import io.isequencer.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Keeps what is about to be cut or removed in a file beside it, never over an earlier one. */
public final class Backup {
    private static final int CHUNK_BYTES = 1024 * 1024;

    private Backup() {}

    /** Copies a file from a position on, durably; returns the copy, whose name is the file's with something added. */
    public static Path copy(Disk disk, Path file, long from, String suffix) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Path copy = free(disk, directory, file.getFileName() + suffix);
        boolean whole = false;
        try {
            fill(disk, file, from, copy);
            whole = true;
        } finally {
            if (!whole && disk.list(directory).contains(copy.getFileName().toString())) {
                // A part of a copy on a disk that is full helps nobody, and takes the room.
                disk.delete(copy);
            }
        }
        disk.syncDirectory(directory);
        return copy;
    }

    private static void fill(Disk disk, Path file, long from, Path copy) throws IOException {
        try (DiskFile source = disk.openForRead(file);
                DiskFile target = disk.create(copy)) {
            byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, Math.max(1, source.size() - from))];
            long position = from;
            int bytes = source.read(position, chunk, 0, chunk.length);
            while (bytes > 0) {
                target.write(position - from, chunk, 0, bytes);
                position += bytes;
                bytes = source.read(position, chunk, 0, chunk.length);
            }
            target.sync();
        }
    }

    /** Gives a file another name, durable when its directory is synced. */
    public static Path rename(Disk disk, Path file, String suffix) throws IOException {
        Path renamed = free(disk, file.toAbsolutePath().getParent(), file.getFileName() + suffix);
        disk.rename(file, renamed);
        return renamed;
    }

    private static Path free(Disk disk, Path directory, String name) throws IOException {
        List<String> taken = disk.list(directory);
        String candidate = name;
        for (int count = 1; taken.contains(candidate); count++) {
            candidate = name + "." + count;
        }
        return directory.resolve(candidate);
    }
}
