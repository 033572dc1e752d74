package io.isequencer.storage.mapdb;

import io.isequencer.spi.EventLog;
import io.isequencer.spi.NumberVisitor;
import io.isequencer.storage.disk.Disk;
import io.isequencer.storage.disk.NumbersChecksum;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file with all numbers as they were at a checkpoint: a {@link Manifest}, then the records.
 *
 * <pre>
 *   +----------+------------------------------------+-----
 *   | manifest | wsId u64 | seqId u16 | number i64  | ...  one for each key, by wsId (unsigned) and seqId
 *   +----------+------------------------------------+-----
 * </pre>
 *
 * <p>The manifest's tally is the checksum of the records. A file is written under another name, made durable, renamed,
 * and its directory is made durable: under its own name it is whole, or damaged by the disk.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link DamagedException} from reading a damaged one, {@link
 *       io.isequencer.api.StorageException} from one that cannot be read at the moment.
 * </ul>
 */
record Generation(Disk disk, Path file) {
    private static final int BUFFER_BYTES = 64 * 1024;

    /** Writes the numbers of a storage; the caller sees to it that nothing is written to it meanwhile. */
    void write(MapDbStorage storage, EventLog log, long logStart) throws IOException, DamagedException {
        long checkpoint = storage.readCheckpoint();
        NumbersChecksum promised = storage.tallyOfAll();
        Manifest manifest = new Manifest(checkpoint, promised, 0, 0, LogAnchors.of(log, logStart, checkpoint));
        NumbersChecksum written = new NumbersChecksum();
        disk.writeUnfinished(file, stream -> {
            DataOutputStream out = new DataOutputStream(stream);
            out.write(manifest.encode());
            try {
                storage.forEachNumber((wsId, seqId, number) -> {
                    written.add(wsId, seqId, number);
                    writeRecord(out, wsId, seqId, number);
                });
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            out.flush();
        });
        if (!written.sameAs(promised)) {
            throw new DamagedException(MapDbStorage.NOT_WHAT_WAS_WRITTEN);
        }
        disk.finish(file);
    }

    /** What it says of itself. */
    Manifest manifest() throws DamagedException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(disk.read(file)))) {
            return Manifest.read(in);
        } catch (EOFException | NoSuchFileException e) {
            throw new DamagedException("it cannot be read: " + e);
        } catch (IOException e) {
            throw NumbersFiles.unreadable(file, e);
        }
    }

    /** Checks every record. */
    Manifest verify() throws DamagedException {
        return read((wsId, seqId, number) -> {});
    }

    /** The visitor sees records before all were checked: what it made of them counts only if this returns. */
    Manifest read(NumberVisitor visitor) throws DamagedException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(disk.read(file), BUFFER_BYTES))) {
            Manifest manifest = Manifest.read(in);
            NumbersChecksum found = new NumbersChecksum();
            for (long i = 0; i < manifest.tally().count(); i++) {
                long wsId = in.readLong();
                int seqId = in.readUnsignedShort();
                long number = in.readLong();
                found.add(wsId, seqId, number);
                visitor.visit(wsId, seqId, number);
            }
            if (!found.sameAs(manifest.tally()) || in.read() >= 0) {
                throw new DamagedException("its records do not match their checksum");
            }
            return manifest;
        } catch (EOFException | NoSuchFileException e) {
            throw new DamagedException("it cannot be read: " + e);
        } catch (IOException e) {
            throw NumbersFiles.unreadable(file, e);
        }
    }

    private static void writeRecord(DataOutputStream out, long wsId, int seqId, long number) {
        try {
            out.writeLong(wsId);
            out.writeShort(seqId);
            out.writeLong(number);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
