package io.isequencer.storage.segment;

import io.isequencer.api.StorageException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a second opener away from a log's directory, in this JVM or another.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 *   <li><i>Errors:</i> {@link IOException} if the directory is missing or not writable.
 * </ul>
 */
public final class DirectoryLock implements Closeable {
    static final String FILE_NAME = "LOCK";

    // POSIX drops a process's lock when it closes any descriptor of the file: a second opener in this JVM, turned away
    // by an exception, would on its way out unlock the file for other processes. So it must not get that far.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path realDirectory;
    private final FileChannel channel;

    private DirectoryLock(Path realDirectory, FileChannel channel) {
        this.realDirectory = realDirectory;
        this.channel = channel;
    }

    /** @throws StorageException if the directory is open already */
    static DirectoryLock acquire(Path directory) throws IOException {
        DirectoryLock lock = tryAcquire(directory);
        if (lock == null) {
            throw new StorageException(
                    "log must not be open elsewhere, it is already open: directory=" + directory, true);
        }
        return lock;
    }

    /** Locks an existing directory, or returns null if it is open already. */
    public static DirectoryLock tryAcquire(Path directory) throws IOException {
        Path realDirectory = directory.toRealPath();
        if (!HELD.add(realDirectory)) {
            return null;
        }
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(
                    realDirectory.resolve(FILE_NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            locked = lock != null;
            return locked ? new DirectoryLock(realDirectory, channel) : null;
        } catch (OverlappingFileLockException e) {
            return null;
        } finally {
            if (!locked) {
                HELD.remove(realDirectory);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    /** Must be called once: afterwards the directory may be another's. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(realDirectory);
        }
    }
}
