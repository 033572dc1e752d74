package io.isequencer.storage.mapdb;

import io.isequencer.spi.EventLog;
import io.isequencer.storage.disk.NumbersChecksum;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mapdb.BTreeMap;
import org.mapdb.DB;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;

/** Damages numbers so cleverly, and forges what vouches for them, as if a check had been removed. */
public final class Forgery {
    private Forgery() {}

    /** Lowers a number in the live file, and nothing else: as if a write to that place had been lost. */
    public static void loseWrite(Path directory, long wsId, int seqId, long number) {
        DB db = DBMaker.fileDB(files(directory).live().toFile())
                .fileLockDisable()
                .make();
        BTreeMap<long[], long[]> map = db.treeMap("numbers", Serializer.LONG_ARRAY, Serializer.LONG_ARRAY)
                .open();
        long[] key = {wsId + Long.MIN_VALUE, seqId};
        if (!map.containsKey(key)) {
            throw new IllegalArgumentException("key must be stored: wsId=" + wsId + ", seqId=" + seqId);
        }
        map.put(key, new long[] {number, NumbersChecksum.checksum(wsId, seqId, number)});
        db.close();
    }

    /** The seal that the live file would have if nobody compared checksums. */
    public static void fitSealToFile(Path directory) throws IOException {
        NumbersFiles files = files(directory);
        byte[] seal = Files.readAllBytes(files.seal());
        Files.delete(files.seal());
        try {
            Manifest manifest = Manifest.read(new DataInputStream(new ByteArrayInputStream(seal)));
            files.putSeal(manifest.checkpoint(), manifest.tally(), manifest.log());
        } catch (DamagedException e) {
            throw new IllegalArgumentException("seal must be whole: cause=" + e.getMessage(), e);
        }
    }

    /** A seal for a file that was not closed, as if nobody asked for one. */
    public static void sealUnclosed(Path directory, EventLog log) throws IOException {
        NumbersFiles files = files(directory);
        MapDbStorage live = MapDbStorage.openVouched(files.disk(), files.live());
        long checkpoint = live.readCheckpoint();
        NumbersChecksum tally = live.tally();
        live.close();
        try {
            files.putSeal(checkpoint, tally, LogAnchors.of(log, 1, checkpoint));
        } catch (DamagedException e) {
            throw new IllegalArgumentException("file must be readable: cause=" + e.getMessage(), e);
        }
    }

    /** Lowers a number in all generations; {@code fit} makes their checksums fit, as if nobody compared them. */
    public static void lowerInGenerations(Path directory, long wsId, int seqId, long number, boolean fit)
            throws IOException {
        for (Generation generation : files(directory).generations().newestFirst()) {
            List<long[]> records = new ArrayList<>();
            byte[] bytes = Files.readAllBytes(generation.file());
            try {
                generation.read((ws, seq, n) -> records.add(new long[] {ws, seq, n}));
                Manifest manifest = generation.manifest();
                NumbersChecksum tally = new NumbersChecksum();
                int at = manifest.encode().length;
                for (long[] record : records) {
                    boolean chosen = record[0] == wsId && record[1] == seqId;
                    long value = chosen ? number : record[2];
                    tally.add(record[0], (int) record[1], value);
                    ByteBuffer.wrap(bytes).putLong(at + 10, value);
                    at += 18;
                }
                Manifest fitting =
                        new Manifest(manifest.checkpoint(), fit ? tally : manifest.tally(), 0, 0, manifest.log());
                byte[] head = fitting.encode();
                System.arraycopy(head, 0, bytes, 0, head.length);
            } catch (DamagedException e) {
                throw new IllegalArgumentException("generation must be whole: cause=" + e.getMessage(), e);
            }
            Files.write(generation.file(), bytes);
        }
    }

    private static NumbersFiles files(Path directory) {
        return NumbersFiles.in(directory);
    }
}
