package io.isequencer.storage.mapdb;

import io.isequencer.api.StorageException;
import io.isequencer.spi.NumberVisitor;
import io.isequencer.storage.disk.Closeables;
import io.isequencer.storage.disk.Disk;
import io.isequencer.storage.disk.DiskFile;
import io.isequencer.storage.disk.NumbersChecksum;
import io.isequencer.storage.disk.PathLock;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.mapdb.BTreeMap;
import org.mapdb.DB;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a {@link MapDbStorage}: its layout, how it is opened, made and read as a whole, and locked. All that can be
 * wrong with it becomes an error that names the file and says what to do.
 *
 * <p>MapDB has a lock of its own, but keeps it until the end of the JVM on a file that it failed to open. So that one is
 * off, and another one stands beside the file, as {@code FILE.lock}.
 *
 * <ul>
 *   <li><i>Threading:</i> stateless; the caller holds the file's {@link #lock}.
 *   <li><i>Errors:</i> {@link StorageException} with the file's name.
 * </ul>
 */
final class MapDbFile {
    static final long FORMAT = 2;
    static final String FORMAT_NAME = "format";
    static final String ROOT_NAME = "root";
    static final String NUMBERS_NAME = "numbers";

    private static final PairSerializer PAIRS = new PairSerializer();
    private static final Logger LOG = LoggerFactory.getLogger(MapDbFile.class);

    private static final String LOCK_SUFFIX = ".lock";

    /** The first two bytes: MapDB's mark, and its mark for the layout that a store with a WAL shares. */
    private static final byte[] MAGIC = {0x4A, 0x03};

    private static final String REBUILD =
            "; if the log is whole, move the file to another directory, its numbers are rebuilt from the log: file=";

    private MapDbFile() {}

    /** Checkpoint, count and sum of the records, and a checksum of the three. */
    static long[] root(long checkpoint, NumbersChecksum tally) {
        long check = NumbersChecksum.mix(NumbersChecksum.mix(checkpoint + tally.count()) + tally.sum());
        return new long[] {checkpoint, tally.count(), tally.sum(), check};
    }

    /** The key of a record. Shifted by half the range, so that MapDB's signed order is the unsigned one. */
    static long[] key(long wsId, int seqId) {
        return new long[] {wsId ^ Long.MIN_VALUE, seqId};
    }

    /** The numbers of a file, by {@link #key}; made if there are none. */
    static BTreeMap<long[], long[]> numbers(DB db) {
        return withPairs(db.treeMap(NUMBERS_NAME, Serializer.LONG_ARRAY, Serializer.LONG_ARRAY)
                .createOrOpen());
    }

    /** The same tree. A file names its serializer, and MapDB opens it with no other. */
    private static BTreeMap<long[], long[]> withPairs(BTreeMap<long[], long[]> tree) {
        return new BTreeMap<>(
                PAIRS,
                PAIRS,
                tree.getRootRecidRecid(),
                tree.getStore(),
                tree.getValueInline(),
                tree.getMaxNodeSize(),
                PAIRS,
                tree.isThreadSafe(),
                tree.getCounterRecid(),
                tree.getHasValues(),
                null);
    }

    /** Keeps a second opener away from a file, which need not exist; its directory must. */
    static PathLock lock(Path file) {
        return lock(file, PathLock::tryAcquire);
    }

    /** As {@link #lock}, for whoever only reads the file. */
    static PathLock lockToRead(Path file) {
        return lock(file, PathLock::tryAcquireToRead);
    }

    /** Takes the lock of a lock file; null if somebody has it. */
    @FunctionalInterface
    private interface Locking {
        PathLock tryLock(Path lockFile) throws IOException;
    }

    private static PathLock lock(Path file, Locking locking) {
        PathLock lock;
        try {
            lock = locking.tryLock(file.resolveSibling(file.getFileName() + LOCK_SUFFIX));
        } catch (IOException e) {
            throw new StorageException("storage file must be lockable: file=" + file + ", cause=" + e, true, e);
        }
        if (lock == null) {
            throw new StorageException(
                    "storage file must not be open elsewhere, it is already open: file=" + file, true);
        }
        return lock;
    }

    /** Opens a file that was {@link #check checked}, or creates it. */
    static DB open(Disk disk, Path file) {
        return make(disk, file, false, maker -> maker);
    }

    /** Checks and opens, for a file of which each byte was checked: without MapDB's slow checksum of its header. */
    static DB openVouched(Disk disk, Path file) {
        check(file);
        return make(disk, file, false, DBMaker.Maker::checksumHeaderBypass);
    }

    /** As {@link #openVouched}, and leaves the file as it is. */
    private static DB openReadOnly(Disk disk, Path file) {
        checkReadable(file);
        return make(disk, file, true, maker -> maker.checksumHeaderBypass().readOnly());
    }

    private static DB make(Disk disk, Path file, boolean readOnly, UnaryOperator<DBMaker.Maker> options) {
        boolean exists = Files.exists(file);
        DiskFile opened = null;
        DB db = null;
        try {
            opened = readOnly ? disk.openForRead(file) : exists ? disk.openForWrite(file) : disk.create(file);
            db = options.apply(DBMaker.volumeDB(new PagedVolume(opened, readOnly), exists))
                    .make();
            return db;
        } catch (IOException | RuntimeException | Error e) {
            throw damaged(file, e);
        } finally {
            if (db == null) {
                Closeables.closeQuietly(opened);
                if (opened != null && !exists) {
                    deleteUnfinished(disk, file);
                }
            }
        }
    }

    /** What was begun would pass for a damaged file at the next opening. */
    private static void deleteUnfinished(Disk disk, Path file) {
        try {
            disk.delete(file);
        } catch (IOException e) {
            LOG.warn("unfinished file not deleted: file={}, cause={}", file, e.toString());
        }
    }

    /** Makes a new file of numbers that come in the order of {@link MapDbStorage#forEachNumber}; much faster than writes. */
    static void build(Disk disk, Path file, long checkpoint, Consumer<NumberVisitor> source) {
        DB db = openVouched(disk, file);
        try {
            NumbersChecksum tally = new NumbersChecksum();
            var sink = db.treeMap(NUMBERS_NAME, Serializer.LONG_ARRAY, Serializer.LONG_ARRAY)
                    .createFromSink();
            source.accept((wsId, seqId, number) -> {
                tally.add(wsId, seqId, number);
                sink.put(key(wsId, seqId), new long[] {number, NumbersChecksum.checksum(wsId, seqId, number)});
            });
            sink.create();
            db.atomicLong(FORMAT_NAME).createOrOpen().set(FORMAT);
            db.atomicVar(ROOT_NAME, Serializer.LONG_ARRAY).createOrOpen().set(root(checkpoint, tally));
            db.close();
        } catch (StorageException e) {
            // The source's, which says itself what is wrong.
            closeAfter(e, db);
            throw e;
        } catch (RuntimeException | Error e) {
            StorageException damaged = damaged(file, e);
            closeAfter(damaged, db);
            throw damaged;
        }
    }

    /** Visits the numbers of a file whose content somebody vouches for, and leaves the file as it is. */
    static void readSealed(Disk disk, Path file, NumberVisitor visitor) {
        DB db = openReadOnly(disk, file);
        try {
            BTreeMap<long[], long[]> numbers =
                    withPairs(db.treeMap(NUMBERS_NAME, Serializer.LONG_ARRAY, Serializer.LONG_ARRAY)
                            .open());
            numbers.forEach((key, stored) -> visitor.visit(key[0] ^ Long.MIN_VALUE, (int) key[1], stored[0]));
            db.close();
        } catch (RuntimeException | Error e) {
            StorageException damaged = damaged(file, e);
            closeAfter(damaged, db);
            throw damaged;
        }
    }

    /** What to throw when MapDB cannot use a file: it cannot be read or written, or makes no sense. */
    static StorageException damaged(Path file, Throwable cause) {
        if (cause instanceof VirtualMachineError error) {
            throw error;
        }
        IOException refusal = refusal(cause);
        if (refusal != null) {
            return new StorageException(
                    "storage file must be readable and writable: file=" + file + ", cause=" + refusal.getMessage(),
                    true,
                    cause);
        }
        return new StorageException("storage file must be an undamaged MapDB file" + REBUILD + file, true, cause);
    }

    /** What the system refused, if a failure comes from there: a full disk, a broken one, no access. It says nothing about the file's content. */
    static IOException refusal(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            // The end of a file that should be longer is damage.
            if (at instanceof IOException refusal && !(at instanceof EOFException)) {
                return refusal;
            }
        }
        return null;
    }

    /** Closes what a failure leaves open; a second failure goes with the first. */
    static void closeAfter(StorageException failure, DB db) {
        try {
            db.close();
        } catch (RuntimeException | Error e) {
            failure.addSuppressed(e);
        }
    }

    /** Refuses what MapDB would overwrite, or report in its own words. */
    static void check(Path file) {
        checkReadable(file);
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw new StorageException("storage file must be readable and writable: file=" + file, true);
        }
    }

    private static void checkReadable(Path file) {
        if (Files.isDirectory(file)) {
            throw new StorageException("storage file must not be a directory: file=" + file, true);
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new StorageException("storage file must be in an existing directory: file=" + file, true);
        }
        if (!Files.exists(file)) {
            return;
        }
        if (!Files.isReadable(file)) {
            throw new StorageException("storage file must be readable: file=" + file, true);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(MAGIC.length);
            if (!Arrays.equals(start, MAGIC)) {
                throw new StorageException("storage file must be a MapDB file" + REBUILD + file, true);
            }
        } catch (IOException e) {
            throw new StorageException("storage file must be readable: file=" + file, true, e);
        }
    }
}
