package io.isequencer.storage.mapdb;

import io.isequencer.api.StorageException;
import io.isequencer.storage.disk.Disk;
import io.isequencer.storage.disk.NumbersChecksum;
import io.isequencer.storage.disk.PathLock;
import io.isequencer.storage.disk.RealDisk;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * The files of a {@link NumbersStore}, and what is done with the live one.
 *
 * <pre>
 *   DIR/numbers.mapdb         the live file
 *   DIR/numbers.mapdb.lock    keeps a second opener away
 *   DIR/numbers.seal          vouches for each byte of the live file; not there while it is open
 *   DIR/numbers.generations/  copies, from which to go on when the live file cannot be trusted
 *   DIR/numbers.mapdb.aside   the last live file that could not
 * </pre>
 *
 * <ul>
 *   <li><i>Errors:</i> {@link StorageException} naming the file.
 * </ul>
 */
record NumbersFiles(Disk disk, Path directory) {
    private static final Pattern WAL = Pattern.compile("numbers\\.mapdb\\.wal\\.[0-9]+");

    static NumbersFiles in(Path directory) {
        return new NumbersFiles(new RealDisk(), directory);
    }

    /** Keeps a second opener away. */
    PathLock lock() {
        return MapDbFile.lock(live());
    }

    /** Keeps whoever writes away, and can be had without the right to write. */
    PathLock lockToRead() {
        return MapDbFile.lockToRead(live());
    }

    Path live() {
        return directory.resolve("numbers.mapdb");
    }

    private Path aside() {
        return directory.resolve("numbers.mapdb.aside");
    }

    Path seal() {
        return directory.resolve("numbers.seal");
    }

    Generations generations() {
        return new Generations(disk, directory.resolve("numbers.generations"));
    }

    /**
     * The seal, if there is one and the live file is what it vouches for.
     *
     * @throws StorageException if a file cannot be read at the moment: that says nothing about what is in it
     */
    Manifest sealed() throws DamagedException {
        Manifest seal;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(disk.read(seal())))) {
            seal = Manifest.read(in);
            if (in.read() >= 0) {
                throw new DamagedException("its seal is damaged");
            }
        } catch (NoSuchFileException e) {
            throw new DamagedException("it was not closed properly");
        } catch (EOFException e) {
            throw new DamagedException("its seal is cut off");
        } catch (IOException e) {
            throw unreadable(seal(), e);
        } catch (DamagedException e) {
            throw new DamagedException("its seal is damaged: " + e.getMessage());
        }
        Content found = content();
        if (found.bytes != seal.fileBytes() || found.crc != seal.fileCrc()) {
            throw new DamagedException("it does not match its seal");
        }
        return seal;
    }

    /** Vouches for the live file, which was closed. */
    void putSeal(long checkpoint, NumbersChecksum tally, LogAnchors log) throws IOException, DamagedException {
        disk.sync(live());
        Content content = content();
        byte[] seal = new Manifest(checkpoint, tally, content.bytes, content.crc, log).encode();
        disk.writeUnfinished(seal(), out -> out.write(seal));
        disk.finish(seal());
    }

    /** From now on the live file counts as broken. */
    void breakSeal() {
        change(seal(), () -> {
            disk.delete(seal());
            disk.syncDirectory(directory);
        });
    }

    /** Returns whether there was a live file. */
    boolean moveAside() {
        boolean existed = Files.exists(live());
        change(live(), () -> {
            if (existed) {
                // One is kept, for whoever wants to know what happened: its numbers are in the log.
                disk.delete(aside());
                disk.rename(live(), aside());
            }
            // What a store with transactions leaves beside its file.
            for (String name : disk.list(directory)) {
                if (WAL.matcher(name).matches()) {
                    disk.delete(directory.resolve(name));
                }
            }
            disk.syncDirectory(directory);
        });
        return existed;
    }

    private record Content(long bytes, int crc) {}

    private Content content() throws DamagedException {
        try (CheckedInputStream in = new CheckedInputStream(disk.read(live()), new CRC32C())) {
            long bytes = in.transferTo(OutputStream.nullOutputStream());
            return new Content(bytes, (int) in.getChecksum().getValue());
        } catch (NoSuchFileException e) {
            throw new DamagedException("it is missing");
        } catch (IOException e) {
            throw unreadable(live(), e);
        }
    }

    /** No access, a broken sector, too many open files: no reason to replace what is there. */
    static StorageException unreadable(Path file, IOException cause) {
        return new StorageException("numbers must be readable: file=" + file + ", cause=" + cause, true, cause);
    }

    private static void change(Path file, Change change) {
        try {
            change.run();
        } catch (IOException e) {
            throw new StorageException("data directory must be writable: file=" + file + ", cause=" + e, true, e);
        }
    }

    private interface Change {
        void run() throws IOException;
    }
}
