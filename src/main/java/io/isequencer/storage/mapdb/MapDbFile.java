package io.isequencer.storage.mapdb;

import io.isequencer.api.StorageException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.mapdb.DB;
import org.mapdb.DBMaker;

/** Opens a MapDB file; all that can be wrong with it becomes an error that names the file and says what to do. */
final class MapDbFile {
    /** The first two bytes: MapDB's mark, and its mark for the layout that a store with a WAL shares. */
    private static final byte[] MAGIC = {0x4A, 0x03};

    private static final String REBUILD =
            "; if the log is whole, move the file to another directory, its numbers are rebuilt from the log: file=";

    private MapDbFile() {}

    /** Opens a file that was {@link #check checked}, or creates it. The caller holds its {@link StoreLock}. */
    static DB open(Disk disk, Path file) {
        return make(file, disk.database(file));
    }

    /** Checks and opens, for a file of which each byte was checked: without MapDB's slow checksum of its header. */
    static DB openVouched(Disk disk, Path file) {
        check(file);
        return make(file, disk.database(file).checksumHeaderBypass());
    }

    /** As {@link #openVouched}, and leaves the file as it is. */
    static DB openReadOnly(Disk disk, Path file) {
        checkReadable(file);
        return make(file, disk.database(file).checksumHeaderBypass().readOnly());
    }

    private static DB make(Path file, DBMaker.Maker maker) {
        try {
            return maker.make();
        } catch (RuntimeException | Error e) {
            throw damaged(file, e);
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
