package io.isequencer.storage.mapdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.isequencer.api.StorageException;
import io.isequencer.storage.contract.Batches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mapdb.BTreeMap;
import org.mapdb.DB;
import org.mapdb.Serializer;

/** Whoever is done with a file of MapDB's has closed it. */
class MapDbFilesAreClosedTest {
    private final TestDisk disk = new TestDisk();

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void fill() {
        file = directory.resolve("numbers.db");
        MapDbStorage storage = MapDbStorage.open(disk, file);
        storage.write(Batches.ofNumbers(7, 1, 2), 3);
        storage.close();
    }

    @Test
    void byClose() {
        MapDbStorage storage = MapDbStorage.open(disk, file);
        assertEquals(2, storage.readNumber(7, 2));
        storage.close();
        assertIsClosed();
    }

    @Test
    void byAnOpeningThatFindsARecordMissing() {
        tamper(db -> numbers(db).remove(MapDbFile.key(7, 1)));
        assertThrows(StorageException.class, () -> MapDbStorage.open(disk, file));
        assertIsClosed();
    }

    @Test
    void byAnOpeningThatFindsAnotherFormat() {
        tamper(db -> db.atomicLong(MapDbFile.FORMAT_NAME).open().set(1));
        assertThrows(StorageException.class, () -> MapDbStorage.open(disk, file));
        assertIsClosed();
    }

    @Test
    void byAnOpeningThatFindsNothingInTheRoot() {
        tamper(db ->
                db.atomicVar(MapDbFile.ROOT_NAME, Serializer.LONG_ARRAY).open().set(new long[0]));
        assertThrows(StorageException.class, () -> MapDbStorage.open(disk, file));
        assertIsClosed();
    }

    @Test
    void byAnOpeningThatMapDbRefuses() throws IOException {
        file = directory.resolve("torn.db");
        Files.write(file, Arrays.copyOf(new byte[] {0x4A, 0x03}, 5_000));
        assertThrows(StorageException.class, () -> MapDbStorage.open(disk, file));
        assertIsClosed();
    }

    @Test
    void byABuildingWhoseFileIsAsGoodAsOneThatWasWritten() {
        file = directory.resolve("built.db");
        MapDbFile.build(disk, file, 3, visitor -> visitor.visit(7, 1, 2));
        assertIsClosed();
        MapDbStorage storage = MapDbStorage.open(disk, file);
        assertEquals(2, storage.readNumber(7, 1));
        assertEquals(3, storage.readCheckpoint());
        storage.close();
    }

    @Test
    void byAReading() {
        MapDbFile.readSealed(disk, file, (wsId, seqId, number) -> assertEquals(seqId, number));
        assertIsClosed();
    }

    @Test
    void byAReadingWhoseVisitorThrows() {
        assertThrows(
                StorageException.class,
                () -> MapDbFile.readSealed(disk, file, (wsId, seqId, number) -> {
                    throw new IllegalStateException("planned");
                }));
        assertIsClosed();
    }

    private void assertIsClosed() {
        assertEquals(0, disk.openFiles.get());
    }

    private void tamper(Consumer<DB> change) {
        DB db = MapDbFile.open(disk, file);
        change.accept(db);
        db.close();
    }

    private static BTreeMap<long[], long[]> numbers(DB db) {
        return db.treeMap(MapDbFile.NUMBERS_NAME, Serializer.LONG_ARRAY, Serializer.LONG_ARRAY)
                .open();
    }
}
