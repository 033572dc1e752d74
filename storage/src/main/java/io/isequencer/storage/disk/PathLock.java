package io.isequencer.storage.disk;

import io.isequencer.api.StorageException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a second opener away from what a lock file stands for, in this JVM or another.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 *   <li><i>Errors:</i> {@link IOException} if the file's directory is missing or not writable.
 * </ul>
 */
public final class PathLock implements Closeable {
    // POSIX drops a process's lock when it closes any descriptor of the file: a second opener in this JVM, turned away
    // by an exception, would on its way out unlock the file for other processes. So it must not get that far.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path lockFile;
    private final FileChannel channel;

    private PathLock(Path lockFile, FileChannel channel) {
        this.lockFile = lockFile;
        this.channel = channel;
    }

    /** Takes the lock, or returns null if somebody has it. The file is created if need be, and stays. */
    public static PathLock tryAcquire(Path file) throws IOException {
        return tryAcquire(file, false);
    }

    /**
     * As {@link #tryAcquire}, for whoever changes nothing of what is locked: without the right to write to the file, it
     * keeps all away but others who read.
     */
    public static PathLock tryAcquireToRead(Path file) throws IOException {
        return tryAcquire(file, Files.isReadable(file) && !Files.isWritable(file));
    }

    private static PathLock tryAcquire(Path file, boolean shared) throws IOException {
        Path directory = file.toAbsolutePath().getParent().toRealPath();
        Path lockFile = directory.resolve(file.getFileName());
        if (!HELD.add(lockFile)) {
            return null;
        }
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = shared
                    ? FileChannel.open(lockFile, StandardOpenOption.READ)
                    : FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
            locked = lock != null;
            return locked ? new PathLock(lockFile, channel) : null;
        } catch (OverlappingFileLockException e) {
            return null;
        } finally {
            if (!locked) {
                release(lockFile, channel);
            }
        }
    }

    /**
     * Must be called once: afterwards the lock may be another's.
     *
     * @throws StorageException if the system refused to close the file; the lock counts as released
     */
    @Override
    public void close() {
        try {
            release(lockFile, channel);
        } catch (IOException e) {
            throw new StorageException("lock must be releasable: file=" + lockFile + ", cause=" + e, false, e);
        }
    }

    private static void release(Path lockFile, FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            HELD.remove(lockFile);
        }
    }
}
