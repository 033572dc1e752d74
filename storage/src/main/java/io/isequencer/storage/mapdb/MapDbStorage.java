package io.isequencer.storage.mapdb;

import io.isequencer.api.Limits;
import io.isequencer.api.StorageException;
import io.isequencer.spi.NumberVisitor;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.disk.Disk;
import io.isequencer.storage.disk.NumbersChecksum;
import io.isequencer.storage.disk.PathLock;
import io.isequencer.storage.disk.RealDisk;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
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
 * Numbers and checkpoint in a MapDB file that is closed properly, or lost.
 *
 * <p>MapDB 3.1.0 does not survive a crash: its write-ahead log is never replayed, and without one it writes in place. So
 * the file holds only what the PLog can rebuild, its transactions are off, and a file whose process may have died must
 * not be opened here but by {@link NumbersStore}: MapDB may answer wrong, hang, or run out of memory over a torn one.
 *
 * <p>Since nothing in the file counts before it is closed, what is written waits in memory: it goes into MapDB's tree
 * when too many keys wait, and with the close. MapDB decodes several nodes for each number, which takes much longer than
 * a look into a table. Whoever visits or copies all numbers finds those that wait among them.
 *
 * <p>Each record carries its checksum, which each read compares. The root record counts and sums them.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe: reads run beside a write, writes run one after another. Once closed it takes no
 *       write, not even one that was sent before.
 *   <li><i>Durability:</i> after {@link #close}; not before.
 *   <li><i>Errors:</i> {@link StorageException} with the file's name. A write that failed leaves the storage usable as
 *       far as MapDB is; the outcome is not definite. What MapDB could not take goes on to wait, and is tried again.
 *   <li><i>Units:</i> at most {@link #MAX_WAITING} keys wait, or those of one write if it brings more.
 *   <li><i>Source:</i> rules R7 and R16 of {@code docs/protocol.md}.
 * </ul>
 */
public final class MapDbStorage implements SequenceStorage {
    /** Some 12 MB while they are put into the tree, which takes some tenths of a second. */
    static final int MAX_WAITING = 128 * 1024;

    static final String NOT_WHAT_WAS_WRITTEN = "the numbers do not match their checksum";

    private final String name;
    private final DB db;
    private final int maxWaiting;

    /** Null if nobody else can open the file. */
    private final PathLock lock;

    /** Checkpoint, count and sum of the records, and a checksum of the three. */
    private final Atomic.Var<long[]> root;

    /** By wsId and seqId: the number and the record's checksum. */
    private final BTreeMap<long[], long[]> numbers;

    private final WaitingNumbers waiting = new WaitingNumbers();
    private final Object writeLock = new Object();

    /** Of what is in the tree. */
    private final NumbersChecksum tally;

    private volatile long checkpoint;
    private volatile long countedKeys;

    /** Calls hold the read lock, {@link #close} the write lock: MapDB fails in odd ways when closed under a call. */
    private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();

    private boolean closed;

    private MapDbStorage(String name, DB db, int maxWaiting, PathLock lock) {
        this.name = name;
        this.db = db;
        this.maxWaiting = maxWaiting;
        this.lock = lock;
        boolean fresh = !db.getAllNames().iterator().hasNext();
        Atomic.Long format = db.atomicLong(MapDbFile.FORMAT_NAME).createOrOpen();
        if (fresh) {
            format.set(MapDbFile.FORMAT);
        } else if (format.get() != MapDbFile.FORMAT) {
            throw new StorageException(
                    "storage format must be " + MapDbFile.FORMAT + ": format=" + format.get() + ", file=" + name, true);
        }
        root = db.atomicVar(MapDbFile.ROOT_NAME, Serializer.LONG_ARRAY).createOrOpen();
        numbers = MapDbFile.numbers(db);
        if (fresh) {
            root.set(MapDbFile.root(0, new NumbersChecksum()));
        }
        long[] stored = root.get();
        checkpoint = stored[0];
        tally = new NumbersChecksum(stored[1], stored[2]);
        if (!Arrays.equals(stored, MapDbFile.root(checkpoint, tally))) {
            throw new StorageException("storage root must match its checksum: file=" + name, true);
        }
    }

    /**
     * Opens a file that was closed properly, or creates it. All records are checked.
     *
     * @throws StorageException if the file is open already, unreadable, a directory, damaged, or not a storage of this
     *     format
     */
    public static MapDbStorage open(Path file) {
        return open(new RealDisk(), file);
    }

    static MapDbStorage open(Disk disk, Path file) {
        MapDbFile.check(file);
        PathLock lock = MapDbFile.lock(file);
        try {
            MapDbStorage storage = over(file, MapDbFile.open(disk, file), MAX_WAITING, lock);
            if (!storage.recount().sameAs(storage.tally)) {
                StorageException damaged = MapDbFile.damaged(file, null);
                MapDbFile.closeAfter(damaged, storage.db);
                throw damaged;
            }
            return storage;
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /** Opens a file whose content somebody vouches for, or creates it; the caller holds and keeps the lock. */
    static MapDbStorage openVouched(Disk disk, Path file) {
        return openVouched(disk, file, MAX_WAITING);
    }

    static MapDbStorage openVouched(Disk disk, Path file, int maxWaiting) {
        return over(file, MapDbFile.openVouched(disk, file), maxWaiting, null);
    }

    private static MapDbStorage over(Path file, DB db, int maxWaiting, PathLock lock) {
        try {
            return new MapDbStorage(file.toString(), db, maxWaiting, lock);
        } catch (StorageException e) {
            MapDbFile.closeAfter(e, db);
            throw e;
        } catch (RuntimeException | Error e) {
            StorageException damaged = MapDbFile.damaged(file, e);
            MapDbFile.closeAfter(damaged, db);
            throw damaged;
        }
    }

    /** One in memory, for the simulation: the same code, nothing durable. */
    public static MapDbStorage inMemory() {
        return new MapDbStorage("memory", DBMaker.memoryDB().make(), MAX_WAITING, null);
    }

    @Override
    public long readNumber(long wsId, int seqId) {
        long[] key = MapDbFile.key(wsId, Limits.requireSeqId(seqId));
        return call("readNumber", true, () -> {
            // In this order: what no longer waits is in the tree.
            long waits = waiting.get(wsId, seqId);
            return Math.max(waits, inTree(key));
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
                if (waiting.size() + batch.size() > maxWaiting) {
                    storeWaiting();
                }
                for (int i = 0; i < batch.size(); i++) {
                    waiting.raise(batch.wsId(i), batch.seqId(i), batch.number(i));
                }
                checkpoint = Math.max(checkpoint, newCheckpoint);
            }
            return null;
        });
    }

    /** Visits the numbers by workspace, then by sequence; wsId counts as unsigned. */
    @Override
    public void forEachNumber(NumberVisitor visitor) {
        forEachNumber((wsId, seqId, number) -> {}, visitor);
    }

    /** Visits those in the tree, and all of them; each with the larger of its numbers. */
    private void forEachNumber(NumberVisitor inTree, NumberVisitor all) {
        // In this order: what no longer waits is in the tree. The visitors run outside the lock: what they throw is
        // their own, and they may call back.
        List<NumbersView.Value> waits = call("forEachNumber", true, waiting::inOrder);
        Iterator<Map.Entry<long[], long[]>> entries =
                call("forEachNumber", true, () -> numbers.entrySet().iterator());
        int next = 0;
        while (call("forEachNumber", true, entries::hasNext)) {
            Map.Entry<long[], long[]> entry = call("forEachNumber", true, entries::next);
            long[] key = entry.getKey();
            long wsId = key[0] ^ Long.MIN_VALUE;
            int seqId = (int) key[1];
            long number = checked(key, entry.getValue());
            inTree.visit(wsId, seqId, number);
            while (next < waits.size() && waits.get(next).compareToKey(wsId, seqId) < 0) {
                visit(all, waits.get(next));
                next++;
            }
            if (next < waits.size() && waits.get(next).compareToKey(wsId, seqId) == 0) {
                number = Math.max(number, waits.get(next).number());
                next++;
            }
            all.visit(wsId, seqId, number);
        }
        for (NumbersView.Value rest : waits.subList(next, waits.size())) {
            visit(all, rest);
        }
    }

    private static void visit(NumberVisitor visitor, NumbersView.Value value) {
        visitor.visit(value.wsId(), value.seqId(), value.number());
    }

    @Override
    public void close() {
        close(() -> {
            storeWaiting();
            root.set(MapDbFile.root(checkpoint, tally));
            db.commit();
        });
    }

    /** Closes a file that nobody will vouch for: what waits need not be in it. */
    void closeUnfinished() {
        close(() -> {});
    }

    private void close(Runnable first) {
        life.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            try {
                first.run();
            } finally {
                closeAll();
            }
        } catch (RuntimeException | Error e) {
            throw failed("close", false, e);
        } finally {
            life.writeLock().unlock();
        }
    }

    /** Has something done while nobody writes. */
    void withoutWrites(Runnable body) {
        synchronized (writeLock) {
            body.run();
        }
    }

    /** What a recount should find: all that was written, none of it waits. Steady {@link #withoutWrites} only. */
    NumbersChecksum tally() {
        return call("tally", true, () -> {
            synchronized (writeLock) {
                storeWaiting();
            }
            return tally;
        });
    }

    /**
     * What a copy of all numbers should add up to, those that wait too. Steady {@link #withoutWrites} only.
     *
     * @throws DamagedException if the tree does not hold what was put into it
     */
    NumbersChecksum tallyOfAll() throws DamagedException {
        NumbersChecksum inTree = new NumbersChecksum();
        NumbersChecksum all = new NumbersChecksum();
        forEachNumber(inTree::add, all::add);
        if (!inTree.sameAs(tally)) {
            throw new DamagedException(NOT_WHAT_WAS_WRITTEN);
        }
        countedKeys = all.count();
        return all;
    }

    /** How many keys there are, as far as they were counted: of those that wait nobody knows whether they are new. */
    long keys() {
        return Math.max(countedKeys, keysInTree());
    }

    long keysInTree() {
        return tally.count();
    }

    /** Reads all records and counts them. */
    NumbersChecksum recount() {
        NumbersChecksum found = new NumbersChecksum();
        forEachNumber(found::add);
        return found;
    }

    /** Puts what waits into the tree. Needs the write lock, or that no call is under way. */
    private void storeWaiting() {
        waiting.inOrder().forEach(each -> raise(each.wsId(), each.seqId(), each.number()));
        waiting.clear();
    }

    private void raise(long wsId, int seqId, long number) {
        long[] key = MapDbFile.key(wsId, seqId);
        long before = inTree(key);
        if (before < number) {
            numbers.put(key, new long[] {number, NumbersChecksum.checksum(wsId, seqId, number)});
            if (before > 0) {
                tally.remove(wsId, seqId, before);
            }
            tally.add(wsId, seqId, number);
        }
    }

    /** The number that the tree has, or 0. */
    private long inTree(long[] key) {
        long[] stored = numbers.get(key);
        return stored == null ? 0 : checked(key, stored);
    }

    /** The number of a record, if the record is what was written. */
    private long checked(long[] key, long[] stored) {
        long wsId = key[0] ^ Long.MIN_VALUE;
        int seqId = (int) key[1];
        if (stored.length != 2 || stored[1] != NumbersChecksum.checksum(wsId, seqId, stored[0])) {
            throw new StorageException(
                    "stored number must match its checksum: wsId=" + Long.toUnsignedString(wsId) + ", seqId=" + seqId
                            + ", file=" + name,
                    true);
        }
        return stored[0];
    }

    private void closeAll() {
        try {
            db.close();
        } finally {
            if (lock != null) {
                lock.close();
            }
        }
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
}
