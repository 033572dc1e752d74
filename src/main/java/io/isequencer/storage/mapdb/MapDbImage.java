package io.isequencer.storage.mapdb;

import io.isequencer.api.StorageException;
import io.isequencer.spi.NumberVisitor;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.mapdb.BTreeMap;
import org.mapdb.DB;
import org.mapdb.Serializer;

/**
 * The file of a {@link MapDbStorage}, made and read as a whole.
 *
 * <ul>
 *   <li><i>Threading:</i> stateless; the caller holds the file's {@link StoreLock}.
 *   <li><i>Errors:</i> {@link StorageException} with the file's name.
 * </ul>
 */
final class MapDbImage {
    private MapDbImage() {}

    /** Makes a new file of numbers that come in the order of {@link MapDbStorage#forEachNumber}; much faster than writes. */
    static void build(Disk disk, Path file, long checkpoint, Consumer<NumberVisitor> source) {
        DB db = MapDbFile.openVouched(disk, file);
        try {
            Tally tally = new Tally();
            var sink = db.treeMap(MapDbStorage.NUMBERS_NAME, Serializer.LONG_ARRAY, Serializer.LONG_ARRAY)
                    .createFromSink();
            source.accept((wsId, seqId, number) -> {
                tally.add(wsId, seqId, number);
                sink.put(MapDbStorage.key(wsId, seqId), new long[] {number, Tally.checksum(wsId, seqId, number)});
            });
            sink.create();
            db.atomicLong(MapDbStorage.FORMAT_NAME).createOrOpen().set(MapDbStorage.FORMAT);
            db.atomicVar(MapDbStorage.ROOT_NAME, Serializer.LONG_ARRAY)
                    .createOrOpen()
                    .set(MapDbStorage.root(checkpoint, tally));
            db.close();
        } catch (StorageException e) {
            // The source's, which says itself what is wrong.
            MapDbFile.closeAfter(e, db);
            throw e;
        } catch (RuntimeException | Error e) {
            StorageException damaged = MapDbFile.damaged(file, e);
            MapDbFile.closeAfter(damaged, db);
            throw damaged;
        }
    }

    /** Visits the numbers of a file whose content somebody vouches for, and leaves the file as it is. */
    static void readSealed(Disk disk, Path file, NumberVisitor visitor) {
        DB db = MapDbFile.openReadOnly(disk, file);
        try {
            BTreeMap<long[], long[]> map = db.treeMap(
                            MapDbStorage.NUMBERS_NAME, Serializer.LONG_ARRAY, Serializer.LONG_ARRAY)
                    .open();
            map.forEach((key, stored) -> visitor.visit(key[0] + Long.MIN_VALUE, (int) key[1], stored[0]));
            db.close();
        } catch (RuntimeException | Error e) {
            StorageException damaged = MapDbFile.damaged(file, e);
            MapDbFile.closeAfter(damaged, db);
            throw damaged;
        }
    }
}
