package io.isequencer.storage.mvstore;

import io.isequencer.api.Limits;
import io.isequencer.api.NumberKey;
import io.isequencer.api.StorageException;
import io.isequencer.spi.NumberVisitor;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.disk.Disk;
import io.isequencer.storage.disk.DiskFile;
import io.isequencer.storage.disk.NumbersChecksum;
import io.isequencer.storage.disk.PathLock;
import io.isequencer.storage.disk.RealDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.LongDataType;

/**
 * Numbers and checkpoint in a file of H2's MVStore, each write a version of it that is durable or not there.
 *
 * <p>MVStore appends what has changed and goes back to the last whole version when it is opened. Its pages have no
 * checksum of their content, so a sum of all records is stored with each version and compared at the opening.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe: reads run beside a write, writes run one after another.
 *   <li><i>Durability:</i> what {@link #write} returned from is durable.
 *   <li><i>Errors:</i> {@link StorageException} with the file's name. After a write that failed nothing is written any
 *       more: what MVStore has in memory may differ from the file.
 *   <li><i>Source:</i> rules R7 and R16 of {@code docs/protocol.md}; {@code docs/adr/0098-mvstore-beside-mapdb.md}.
 * </ul>
 */
public final class MvStoreStorage implements SequenceStorage {
    private static final long FORMAT = 1;
    private static final String LOCK_SUFFIX = ".lock";

    // Keys of the root.
    private static final long FORMAT_KEY = 0;
    private static final long CHECKPOINT_KEY = 1;
    private static final long SUM_KEY = 2;
    private static final long COUNT_KEY = 3;

    private final Path file;
    private final PathLock lock;
    private final DiskFileStore disk;
    private final MVStore store;
    private final MVMap<NumberKey, Long> numbers;
    private final MVMap<Long, Long> root;
    private final NumbersChecksum tally;
    private final Object writeLock = new Object();

    /** Calls hold the read lock, {@link #close} the write lock. */
    private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();

    private volatile long checkpoint;
    private boolean failed;
    private boolean closed;

    private MvStoreStorage(Path file, PathLock lock, DiskFileStore disk) {
        this.file = file;
        this.lock = lock;
        this.disk = disk;
        store = builder(disk).open();
        // A version is durable before the next one is made: what it no longer needs may be overwritten at once.
        store.setRetentionTime(0);
        store.setVersionsToKeep(0);
        numbers = store.openMap(
                "numbers",
                new MVMap.Builder<NumberKey, Long>().keyType(new KeyType()).valueType(LongDataType.INSTANCE));
        root = store.openMap(
                "root",
                new MVMap.Builder<Long, Long>().keyType(LongDataType.INSTANCE).valueType(LongDataType.INSTANCE));
        if (root.isEmpty()) {
            root.put(FORMAT_KEY, FORMAT);
        } else if (root.getOrDefault(FORMAT_KEY, 0L) != FORMAT) {
            throw new StorageException(
                    "storage format must be " + FORMAT + ": format=" + root.get(FORMAT_KEY) + ", file=" + file, true);
        }
        checkpoint = root.getOrDefault(CHECKPOINT_KEY, 0L);
        tally = new NumbersChecksum(root.getOrDefault(COUNT_KEY, 0L), root.getOrDefault(SUM_KEY, 0L));
        NumbersChecksum found = new NumbersChecksum();
        for (Iterator<NumberKey> keys = numbers.keyIterator(null); keys.hasNext(); ) {
            NumberKey key = keys.next();
            // As a read finds it: what leads there may be damaged too.
            found.add(key.wsId(), key.seqId(), numbers.getOrDefault(key, 0L));
        }
        if (!found.sameAs(tally)) {
            throw new StorageException("records must match their checksum", true);
        }
    }

    /**
     * Opens a file, or creates it. All records are checked.
     *
     * @throws StorageException if the file is open already, unreadable, damaged, or not a storage of this format
     */
    public static MvStoreStorage open(Path file) {
        return open(new RealDisk(), file);
    }

    static MvStoreStorage open(Disk disk, Path file) {
        PathLock lock = lock(file);
        DiskFile opened = null;
        boolean done = false;
        try {
            opened = open(file, disk);
            MvStoreStorage storage = new MvStoreStorage(file, lock, new DiskFileStore(file.toString(), opened));
            done = true;
            return storage;
        } catch (IOException e) {
            throw new StorageException(
                    "storage file must be readable and writable: file=" + file + ", cause=" + e, true, e);
        } catch (RuntimeException | AssertionError e) {
            throw new StorageException(
                    "storage file must be an undamaged MVStore file; if the log is whole, move the file to another"
                            + " directory, its numbers are rebuilt from the log: file=" + file + ", cause="
                            + e.getMessage(),
                    true,
                    e);
        } finally {
            if (!done) {
                release(opened, lock);
            }
        }
    }

    private static DiskFile open(Path file, Disk disk) throws IOException {
        if (!Files.exists(file)) {
            make(file, disk);
        }
        // What a killed process left may be in the system's memory alone; the next version overwrites what this one
        // needs not.
        disk.sync(file);
        disk.syncDirectory(file.toAbsolutePath().getParent());
        return disk.openForWrite(file);
    }

    /** MVStore's first header is not replaced by an older version if it is torn: it must be whole under its name. */
    private static void make(Path file, Disk disk) throws IOException {
        Path unfinished = Disk.unfinished(file.toAbsolutePath());
        disk.delete(unfinished);
        try (DiskFile created = disk.create(unfinished)) {
            DiskFileStore empty = new DiskFileStore(unfinished.toString(), created);
            builder(empty).open().closeImmediately();
            empty.sync();
        }
        disk.finish(file.toAbsolutePath());
    }

    private static MVStore.Builder builder(DiskFileStore disk) {
        return new MVStore.Builder().autoCommitDisabled().fileStore(disk);
    }

    private static PathLock lock(Path file) {
        try {
            PathLock lock = PathLock.tryAcquire(file.resolveSibling(file.getFileName() + LOCK_SUFFIX));
            if (lock == null) {
                throw new StorageException(
                        "storage file must not be open elsewhere, it is already open: file=" + file, true);
            }
            return lock;
        } catch (IOException e) {
            throw new StorageException("storage file must be lockable: file=" + file + ", cause=" + e, true, e);
        }
    }

    private static void release(DiskFile opened, PathLock lock) {
        try (lock) {
            if (opened != null) {
                opened.close();
            }
        } catch (IOException e) {
            // Why it was not opened is reported already.
        }
    }

    @Override
    public long readNumber(long wsId, int seqId) {
        NumberKey key = new NumberKey(wsId, Limits.requireSeqId(seqId));
        return call("readNumber", true, () -> numbers.getOrDefault(key, 0L));
    }

    @Override
    public long readCheckpoint() {
        return call("readCheckpoint", true, () -> checkpoint);
    }

    @Override
    public void write(ValueBatch batch, long newCheckpoint) {
        Limits.requireAtLeast("checkpoint", 0, newCheckpoint);
        call("write", false, () -> {
            synchronized (writeLock) {
                requireWhole();
                failed = true;
                for (int i = 0; i < batch.size(); i++) {
                    raise(new NumberKey(batch.wsId(i), batch.seqId(i)), batch.number(i));
                }
                long higher = Math.max(checkpoint, newCheckpoint);
                root.put(CHECKPOINT_KEY, higher);
                root.put(COUNT_KEY, tally.count());
                root.put(SUM_KEY, tally.sum());
                store.commit();
                disk.sync();
                checkpoint = higher;
                failed = false;
            }
            return null;
        });
    }

    private void requireWhole() {
        if (failed) {
            throw new StorageException("storage must be opened again after a failed write: file=" + file, true);
        }
    }

    private void raise(NumberKey key, long number) {
        long before = numbers.getOrDefault(key, 0L);
        if (before < number) {
            numbers.put(key, number);
            if (before > 0) {
                tally.remove(key.wsId(), key.seqId(), before);
            }
            tally.add(key.wsId(), key.seqId(), number);
        }
    }

    /** Visits the numbers by workspace, then by sequence; wsId counts as unsigned. */
    @Override
    public void forEachNumber(NumberVisitor visitor) {
        // The visitor runs outside the lock: what it throws is its own, and it may call back.
        Cursor<NumberKey, Long> cursor = call("forEachNumber", true, () -> numbers.cursor(null));
        while (call("forEachNumber", true, cursor::hasNext)) {
            NumberKey key = call("forEachNumber", true, cursor::next);
            visitor.visit(key.wsId(), key.seqId(), cursor.getValue());
        }
    }

    @Override
    public void close() {
        life.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            try (lock) {
                // What was written is durable; what a failed write left in memory must not be.
                store.closeImmediately();
            } finally {
                disk.close();
            }
        } catch (RuntimeException e) {
            throw failed("close", false, e);
        } finally {
            life.writeLock().unlock();
        }
    }

    private <T> T call(String operation, boolean definite, Supplier<T> body) {
        Lock alive = life.readLock();
        alive.lock();
        try {
            if (closed) {
                throw new StorageException("storage must be open: file=" + file, true);
            }
            return body.get();
        } catch (StorageException e) {
            throw e;
        } catch (RuntimeException | AssertionError e) {
            throw failed(operation, definite, e);
        } finally {
            alive.unlock();
        }
    }

    private StorageException failed(String operation, boolean definite, Throwable cause) {
        return new StorageException(
                "storage call must succeed: operation=" + operation + ", cause=" + cause + ", file=" + file,
                definite,
                cause);
    }
}
