package io.isequencer.storage.segment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Keeps what is about to be cut or removed in a file beside it, never over an earlier one. */
final class Backup {
    private static final int CHUNK_BYTES = 1024 * 1024;

    private Backup() {}

    /** Copies a file from a position on, durably; returns the copy, whose name is the file's with something added. */
    static Path copy(LogFiles files, Path file, long from, String suffix) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Path copy = free(files, directory, file.getFileName() + suffix);
        boolean whole = false;
        try {
            fill(files, file, from, copy);
            whole = true;
        } finally {
            if (!whole && files.list(directory).contains(copy.getFileName().toString())) {
                // A part of a copy on a disk that is full helps nobody, and takes the room.
                files.delete(copy);
            }
        }
        files.syncDirectory(directory);
        return copy;
    }

    private static void fill(LogFiles files, Path file, long from, Path copy) throws IOException {
        try (LogFile source = files.openForRead(file);
                LogFile target = files.create(copy)) {
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
    static Path rename(LogFiles files, Path file, String suffix) throws IOException {
        Path renamed = free(files, file.toAbsolutePath().getParent(), file.getFileName() + suffix);
        files.rename(file, renamed);
        return renamed;
    }

    private static Path free(LogFiles files, Path directory, String name) throws IOException {
        List<String> taken = files.list(directory);
        String candidate = name;
        for (int count = 1; taken.contains(candidate); count++) {
            candidate = name + "." + count;
        }
        return directory.resolve(candidate);
    }
}
