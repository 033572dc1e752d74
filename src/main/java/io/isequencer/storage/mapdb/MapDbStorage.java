package io.isequencer.storage.mapdb;

import io.isequencer.api.Limits;
import io.isequencer.api.StorageException;
import io.isequencer.spi.NumberVisitor;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.mapdb.Atomic;
import org.mapdb.BTreeMap;
import org.mapdb.DB;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;

/**
 * Numbers and checkpoint in a MapDB file.
 *
 * <p>MapDB 3.1.0 does not survive a crash within a commit: its write-ahead log is never replayed. So the file holds
 * only what the PLog can rebuild. A write is one MapDB commit. It carries the values of this write and the checkpoint
 * of the <i>previous</i> one, whose values are on disk already: a commit of which only a part arrived brings no
 * checkpoint ahead of its values. Readers see the newest checkpoint at once, {@link #close} commits it; after a crash
 * the events of the last write are scanned once more.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe: reads run beside a write, writes run one after the other.
 *   <li><i>Durability:</i> after {@link #write} its values are on disk, its checkpoint after the next write or {@link
 *       #close}. A process killed between commits loses nothing else; one killed within a commit may leave a file that
 *       MapDB cannot read, and that must be deleted.
 *   <li><i>Errors:</i> {@link StorageException} with the file's name. A write that failed leaves the storage usable as
 *       far as MapDB is; the outcome is not definite.
 *   <li><i>Source:</i> rules R7 and R16 of {@code docs/protocol.md}.
 * </ul>
 */
public final class MapDbStorage implements SequenceStorage {
    private static final long FORMAT = 1;
    private static final String FORMAT_NAME = "format";
    private static final String CHECKPOINT_NAME = "checkpoint";
    private static final String NUMBERS_NAME = "numbers";

    private final String name;
    private final DB db;
    private final Atomic.Long storedCheckpoint;
    private final BTreeMap<long[], Long> numbers;
    private final Object writeLock = new Object();
    private volatile long checkpoint;

    /** Calls hold the read lock, {@link #close} the write lock: MapDB fails in odd ways when closed under a call. */
    private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();

    private boolean closed;

    private MapDbStorage(String name, DB db) {
        this.name = name;
        this.db = db;
        boolean fresh = !db.getAllNames().iterator().hasNext();
        Atomic.Long format = db.atomicLong(FORMAT_NAME).createOrOpen();
        if (fresh) {
            format.set(FORMAT);
        } else if (format.get() != FORMAT) {
            throw new StorageException(
                    "storage format must be " + FORMAT + ": format=" + format.get() + ", file=" + name, true);
        }
        storedCheckpoint = db.atomicLong(CHECKPOINT_NAME).createOrOpen();
        numbers =
                db.treeMap(NUMBERS_NAME, Serializer.LONG_ARRAY, Serializer.LONG).createOrOpen();
        checkpoint = storedCheckpoint.get();
        db.commit();
    }

    /**
     * Opens a file, or creates it.
     *
     * @throws StorageException if the file is open already, unreadable, a directory, or not a storage of this format
     */
    public static MapDbStorage open(Path file) {
        DB db = MapDbFile.open(file);
        try {
            return new MapDbStorage(file.toString(), db);
        } catch (StorageException e) {
            closeAfter(e, db);
            throw e;
        } catch (RuntimeException | Error e) {
            StorageException damaged = MapDbFile.damaged(file, e);
            closeAfter(damaged, db);
            throw damaged;
        }
    }

    /** One in memory, for the simulation: the same code, nothing durable. */
    public static MapDbStorage inMemory() {
        return new MapDbStorage("memory", DBMaker.memoryDB().make());
    }

    @Override
    public long readNumber(long wsId, int seqId) {
        long[] key = key(wsId, Limits.requireSeqId(seqId));
        return call("readNumber", true, () -> {
            Long number = numbers.get(key);
            return number == null ? 0L : number;
        });
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
                for (int i = 0; i < batch.size(); i++) {
                    raise(batch.wsId(i), batch.seqId(i), batch.number(i));
                }
                commit();
                checkpoint = Math.max(checkpoint, newCheckpoint);
            }
            return null;
        });
    }

    /** Visits the numbers by workspace, then by sequence; wsId counts as unsigned. */
    @Override
    public void forEachNumber(NumberVisitor visitor) {
        // The visitor runs outside the lock: what it throws is its own, and it may call back.
        Iterator<Map.Entry<long[], Long>> entries =
                call("forEachNumber", true, () -> numbers.entrySet().iterator());
        while (call("forEachNumber", true, entries::hasNext)) {
            Map.Entry<long[], Long> entry = call("forEachNumber", true, entries::next);
            long[] key = entry.getKey();
            visitor.visit(key[0] + Long.MIN_VALUE, (int) key[1], entry.getValue());
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
            try {
                commit();
            } finally {
                db.close();
            }
        } catch (RuntimeException | Error e) {
            throw failed("close", false, e);
        } finally {
            life.writeLock().unlock();
        }
    }

    private void raise(long wsId, int seqId, long number) {
        long[] key = key(wsId, seqId);
        Long stored = numbers.get(key);
        if (stored == null || stored < number) {
            numbers.put(key, number);
        }
    }

    private void commit() {
        if (storedCheckpoint.get() < checkpoint) {
            storedCheckpoint.set(checkpoint);
        }
        db.commit();
    }

    /** Shifted by half the range, so that MapDB's signed order is the unsigned one. */
    private static long[] key(long wsId, int seqId) {
        return new long[] {wsId + Long.MIN_VALUE, seqId};
    }

    private <T> T call(String operation, boolean definite, Supplier<T> body) {
        Lock lock = life.readLock();
        lock.lock();
        try {
            if (closed) {
                throw new StorageException("storage must be open: file=" + name, true);
            }
            return body.get();
        } catch (StorageException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw failed(operation, definite, e);
        } finally {
            lock.unlock();
        }
    }

    // MapDB reports a broken file by whatever it stumbles over: an index out of bounds, an assertion, an IOError.
    private StorageException failed(String operation, boolean definite, Throwable cause) {
        if (cause instanceof VirtualMachineError error) {
            throw error;
        }
        return new StorageException(
                "storage call must succeed: operation=" + operation + ", cause=" + cause + ", file=" + name,
                definite,
                cause);
    }

    private static void closeAfter(StorageException failure, DB db) {
        try {
            db.close();
        } catch (RuntimeException | Error e) {
            failure.addSuppressed(e);
        }
    }
}
