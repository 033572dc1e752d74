package io.isequencer.storage.mapdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.StorageException;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.contract.Batches;
import io.isequencer.storage.contract.Capability;
import io.isequencer.storage.contract.Declares;
import io.isequencer.storage.contract.SequenceStorageContract;
import io.isequencer.storage.disk.NumbersChecksum;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.mapdb.BTreeMap;
import org.mapdb.DB;
import org.mapdb.DBException;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;

@Declares(Capability.REOPEN)
class MapDbStorageTest extends SequenceStorageContract {
    private static final TestDisk DISK = new TestDisk();

    @TempDir
    Path directory;

    @Override
    protected SequenceStorage open(String store) {
        return MapDbStorage.open(DISK, directory.resolve(store + ".db"));
    }

    /** Each run makes files and commits. */
    @Override
    protected int randomRuns() {
        return 10;
    }

    @Test
    void secondOpenerIsTurnedAway() {
        assertRefused("storage file must not be open elsewhere, it is already open: file=" + file(), file());
        storage.write(Batches.of(1, 1, 2), 2);
        assertEquals(2, storage.readNumber(1, 1), "the first opener must not suffer");
    }

    @Test
    void directoryIsRefused() {
        assertRefused("storage file must not be a directory: file=" + directory, directory);
    }

    @Test
    void missingDirectoryIsRefused() {
        Path file = directory.resolve("no").resolve("numbers.db");
        assertRefused("storage file must be in an existing directory: file=" + file, file);
    }

    @Test
    void foreignFileIsRefusedAndCanBeReplaced() throws Exception {
        for (byte[] content :
                List.of(new byte[0], new byte[] {0x4A}, "{\"hello\": true}".getBytes(StandardCharsets.UTF_8))) {
            Path file = directory.resolve("foreign.db");
            Files.write(file, content);
            assertRefused("storage file must be a MapDB file; if the log is whole, move the file", file);
            Files.delete(file);
            MapDbStorage.open(DISK, file).close();
            Files.delete(file);
        }
    }

    @Test
    void truncatedFileIsRefused() throws Exception {
        storage.close();
        byte[] bytes = Files.readAllBytes(file());
        Path cut = directory.resolve("cut.db");
        Files.write(cut, Arrays.copyOf(bytes, 100));
        assertRefused("storage file must be an undamaged MapDB file; if the log is whole, move the file", cut);
    }

    @Test
    void otherFormatIsRefused() {
        Path file = directory.resolve("other.db");
        DB db = DBMaker.fileDB(file.toFile()).transactionEnable().make();
        db.atomicLong("format").createOrOpen().set(1);
        db.commit();
        db.close();
        assertRefused("storage format must be 2: format=1, file=" + file, file);
        // The refusal must not leave the file locked.
        assertRefused("storage format must be 2: format=1, file=" + file, file);
    }

    @Test
    void numbersComeInUnsignedOrderOfWorkspaces() {
        for (long wsId : new long[] {-1L, 0, Long.MIN_VALUE, 1, Long.MAX_VALUE}) {
            storage.write(Batches.ofNumbers(wsId, 1, 2), 0);
        }
        List<String> order = new ArrayList<>();
        storage.forEachNumber((wsId, seqId, number) -> order.add(Long.toUnsignedString(wsId) + "/" + seqId));

        assertEquals(
                List.of(
                        "0/1",
                        "0/2",
                        "1/1",
                        "1/2",
                        "9223372036854775807/1",
                        "9223372036854775807/2",
                        "9223372036854775808/1",
                        "9223372036854775808/2",
                        "18446744073709551615/1",
                        "18446744073709551615/2"),
                order);
    }

    @Test
    void aFileThatCouldNotBeOpenedIsNotLocked() throws Exception {
        Path file = directory.resolve("torn.db");
        Files.write(file, Arrays.copyOf(new byte[] {0x4A, 0x03}, 5_000));
        assertRefused("storage file must be an undamaged MapDB file; if the log is whole, move the file", file);
        assertRefused("storage file must be an undamaged MapDB file; if the log is whole, move the file", file);
        Files.delete(file);
        MapDbStorage.open(DISK, file).close();
    }

    @Test
    void aFullDiskIsNoDamage() {
        TestDisk full = new TestDisk();
        full.fillUp();
        Path file = directory.resolve("new.db");
        for (Executable opening : List.<Executable>of(
                () -> MapDbStorage.open(full, file),
                () -> MapDbFile.build(full, file, 5, visitor -> visitor.visit(7, 1, 3)))) {
            StorageException e = assertThrows(StorageException.class, opening);
            assertEquals(
                    "storage file must be readable and writable: file=" + file + ", cause=No space left on device",
                    e.getMessage());
            assertFalse(Files.exists(file), "half a file would be damage at the next opening");
        }
    }

    @Test
    void onlyTheSystemsRefusalIsOne() {
        IOException full = new IOException("No space left on device");
        assertSame(full, MapDbFile.refusal(new IllegalStateException(new DBException.VolumeIOError(full))));
        assertNull(MapDbFile.refusal(new DBException.VolumeIOError(new EOFException())));
        assertNull(MapDbFile.refusal(new AssertionError()));
        assertNull(MapDbFile.refusal(null));
    }

    @Test
    void theCheckpointIsThereAtOnceAndAfterAReopening() throws Exception {
        storage.write(Batches.of(1, 1, 20), 9);
        assertEquals(9, storage.readCheckpoint());
        reopen();
        assertEquals(9, storage.readCheckpoint());
    }

    @Test
    void aRecordThatIsNotWhatWasWrittenIsNoticed() {
        Path file = directory.resolve("record.db");
        MapDbFile.build(DISK, file, 5, visitor -> visitor.visit(7, 1, 3));
        tamper(file, numbers -> numbers.put(new long[] {7 + Long.MIN_VALUE, 1}, new long[] {2, 99}));
        StorageException e = assertThrows(StorageException.class, () -> MapDbStorage.open(DISK, file));
        assertTrue(e.getMessage().startsWith("stored number must match its checksum: wsId=7, seqId=1"), e::getMessage);
    }

    @Test
    void r7AWriteThatFailsMidwayLeavesTheCheckpoint() {
        Path file = directory.resolve("midway.db");
        MapDbFile.build(DISK, file, 5, visitor -> visitor.visit(7, 1, 3));
        tamper(file, numbers -> numbers.put(new long[] {7 + Long.MIN_VALUE, 1}, new long[] {2, 99}));
        SequenceStorage damaged = MapDbStorage.openVouched(DISK, file, 2);
        damaged.write(Batches.ofNumbers(7, 9, 4), 6);
        assertThrows(StorageException.class, () -> damaged.write(Batches.of(8, 1, 1), 7));
        assertEquals(6, damaged.readCheckpoint());
        assertEquals(4, damaged.readNumber(7, 2), "what the tree did not take waits on");
        assertThrows(StorageException.class, damaged::close, "what waits to the end must be told");
    }

    @Test
    void whatIsWrittenWaitsUntilItIsClosed() throws Exception {
        MapDbStorage waiting = (MapDbStorage) storage;
        waiting.write(Batches.ofNumbers(7, 9, 4), 6);
        waiting.write(Batches.ofNumbers(7, 10, 5), 7);
        assertEquals(0, waiting.keysInTree(), "a key that is raised often goes into the tree once");
        assertEquals(10, waiting.readNumber(7, 1));
        assertEquals(2, Batches.all(waiting).size());
        assertEquals(0, waiting.keysInTree(), "who visits all leaves them where they are");
        reopen();
        assertEquals(10, storage.readNumber(7, 1));
        assertEquals(2, ((MapDbStorage) storage).keysInTree());
        assertEquals(2, ((MapDbStorage) storage).tally().count());
    }

    @Test
    void whatWaitsIsVisitedAmongWhatIsInTheTree() throws Exception {
        Path file = directory.resolve("among.db");
        try (MapDbStorage small = MapDbStorage.openVouched(DISK, file, 4)) {
            small.write(Batches.ofNumbers(7, 5, 6), 1);
            small.write(Batches.ofNumbers(-1L, 7, 8), 2);
            small.write(Batches.ofNumbers(5, 1, 2), 3);
            assertEquals(4, small.keysInTree());
            small.write(Batches.ofNumbers(7, 4, 9), 4);
            List<String> visited = new ArrayList<>();
            small.forEachNumber(
                    (wsId, seqId, number) -> visited.add(Long.toUnsignedString(wsId) + "/" + seqId + "=" + number));
            assertEquals(
                    List.of("5/1=1", "5/2=2", "7/1=5", "7/2=9", "18446744073709551615/1=7", "18446744073709551615/2=8"),
                    visited);
            NumbersChecksum all = small.tallyOfAll();
            assertTrue(small.recount().sameAs(all));
            assertEquals(6, all.count());
            assertEquals(6, small.keys(), "how often a generation is made depends on all keys");
            assertTrue(small.tally().sameAs(all), "what waited is in the tree now");
        }
    }

    @Test
    void noMoreKeysWaitThanAllowed() {
        Path file = directory.resolve("room.db");
        try (MapDbStorage small = MapDbStorage.openVouched(DISK, file, 3)) {
            small.write(Batches.ofNumbers(7, 1, 1, 1), 1);
            assertEquals(0, small.keysInTree());
            small.write(Batches.of(7, 1, 2), 2);
            assertEquals(3, small.keysInTree());
            small.write(Batches.ofNumbers(8, 1, 1, 1, 1), 3);
            small.write(Batches.of(9, 1, 1), 4);
            assertEquals(7, small.keysInTree(), "a write that is larger waits as a whole");
        }
    }

    @Test
    void r7AWaitingNumberNeverHidesALargerOne() {
        Path file = directory.resolve("lower.db");
        try (MapDbStorage small = MapDbStorage.openVouched(DISK, file, 1)) {
            small.write(Batches.of(7, 1, 5), 1);
            small.write(Batches.of(8, 1, 1), 2);
            small.write(Batches.of(7, 1, 3), 3);
            assertEquals(5, small.readNumber(7, 1));
        }
        try (MapDbStorage reopened = MapDbStorage.open(DISK, file)) {
            assertEquals(5, reopened.readNumber(7, 1));
            assertEquals(1, reopened.readNumber(8, 1));
        }
    }

    @Test
    void aReaderNeverFindsANumberBetweenTheTwo() throws Exception {
        Path file = directory.resolve("between.db");
        int last = 3_000;
        try (MapDbStorage small = MapDbStorage.openVouched(DISK, file, 1)) {
            AtomicLong written = new AtomicLong();
            Future<?> writer = CompletableFuture.runAsync(() -> {
                for (int number = 1; number <= last; number++) {
                    small.write(Batches.of(7 + number % 2, 1, number), number);
                    written.set(number);
                }
            });
            long promised = 0;
            while (promised < last && !(writer.isDone() && written.get() < last)) {
                promised = written.get();
                long read = Math.max(small.readNumber(7, 1), small.readNumber(8, 1));
                long owed = promised;
                assertTrue(read >= owed, () -> "a written number must be found: written=" + owed + ", read=" + read);
            }
            writer.get(60, TimeUnit.SECONDS);
        }
    }

    /** What a thousand flushes cost the disk, as long as the numbers fit into memory. */
    @Test
    void writesAndReadsOfFewKeysLeaveTheDiskAlone() {
        TestDisk disk = new TestDisk();
        try (SequenceStorage few = MapDbStorage.open(disk, directory.resolve("few.db"))) {
            few.write(Batches.ofNumbers(7, 1, 1, 1), 1);
            int before = disk.transfers.get();
            for (int number = 2; number <= 1_000; number++) {
                few.write(Batches.ofNumbers(7, number, number, number), number);
                assertEquals(number, few.readNumber(7, 2));
            }
            assertEquals(before, disk.transfers.get());
        }
    }

    @Test
    void aLostRecordIsNoticed() {
        Path file = directory.resolve("lost.db");
        MapDbFile.build(DISK, file, 5, visitor -> {
            visitor.visit(7, 1, 3);
            visitor.visit(7, 2, 3);
        });
        tamper(file, numbers -> numbers.remove(new long[] {7 + Long.MIN_VALUE, 2}));
        assertRefused("storage file must be an undamaged MapDB file", file);
    }

    @Test
    void theRootVouchesForItself() {
        assertArrayEquals(
                new long[] {9, 2, 3, NumbersChecksum.mix(NumbersChecksum.mix(11) + 3)},
                MapDbFile.root(9, new NumbersChecksum(2, 3)));
    }

    @Test
    void anotherThreadSeesTheCloseToo() throws Exception {
        storage.close();
        Future<?> other = CompletableFuture.runAsync(() -> storage.readCheckpoint());
        ExecutionException e = assertThrows(ExecutionException.class, () -> other.get(10, TimeUnit.SECONDS));
        assertEquals(StorageException.class, e.getCause().getClass());
    }

    private static void tamper(Path file, Consumer<BTreeMap<long[], long[]>> change) {
        DB db = MapDbFile.open(DISK, file);
        change.accept(db.treeMap("numbers", Serializer.LONG_ARRAY, Serializer.LONG_ARRAY)
                .open());
        db.close();
    }

    private Path file() {
        return directory.resolve(STORE + ".db");
    }

    private static void assertRefused(String message, Path file) {
        StorageException e = assertThrows(
                StorageException.class, () -> MapDbStorage.open(DISK, file).close());
        assertTrue(e.getMessage().startsWith(message), e::getMessage);
        assertTrue(e.getMessage().endsWith("file=" + file), e::getMessage);
        assertTrue(e.definite());
    }
}
