package io.isequencer.storage.mapdb;

import io.isequencer.api.StorageException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a second opener away from a storage file, in this JVM or another.
 *
 * <p>MapDB has a lock of its own, but keeps it until the end of the JVM on a file that it failed to open. So that one is
 * off, and this one stands beside the file, as {@code FILE.lock}.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 *   <li><i>Errors:</i> {@link StorageException} if the file is open already, or the lock cannot be written.
 * </ul>
 */
final class StoreLock implements Closeable {
    static final String SUFFIX = ".lock";

    // A process loses its lock when it closes any descriptor of the lock file: a second opener in this JVM must be
    // turned away before it opens one.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path lockFile;
    private final FileChannel channel;

    private StoreLock(Path lockFile, FileChannel channel) {
        this.lockFile = lockFile;
        this.channel = channel;
    }

    /** @param file need not exist, its directory must */
    static StoreLock acquire(Path file) {
        Path lockFile = null;
        FileChannel channel = null;
        boolean locked = false;
        try {
            Path directory = file.toAbsolutePath().getParent().toRealPath();
            Path wanted = directory.resolve(file.getFileName() + SUFFIX);
            if (!HELD.add(wanted)) {
                throw alreadyOpen(file);
            }
            lockFile = wanted;
            channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw alreadyOpen(file);
            }
            locked = true;
            return new StoreLock(lockFile, channel);
        } catch (IOException e) {
            throw new StorageException("storage file must be lockable: file=" + file + ", cause=" + e, true, e);
        } finally {
            if (!locked && lockFile != null) {
                release(lockFile, channel);
            }
        }
    }

    /** A second call would release the lock of a later opener: the caller sees to it that there is none. */
    @Override
    public void close() {
        release(lockFile, channel);
    }

    private static void release(Path lockFile, FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new StorageException("lock must be releasable: file=" + lockFile + ", cause=" + e, false, e);
        } finally {
            HELD.remove(lockFile);
        }
    }

    private static StorageException alreadyOpen(Path file) {
        return new StorageException("storage file must not be open elsewhere, it is already open: file=" + file, true);
    }
}
