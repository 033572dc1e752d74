package io.isequencer.storage.mapdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.NumberKey;
import io.isequencer.api.StorageException;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.ForwardingEventLog;
import io.isequencer.storage.contract.Batches;
import io.isequencer.storage.contract.InThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a numbers store does when it cannot trust what it finds. */
class NumbersStoreTest extends NumbersStoreFixture {

    @Test
    void whatWasClosedIsFoundAgain() {
        write(1, 5);
        reports.clear();
        try (NumbersStore store = open()) {
            assertHas(store, 5);
        }
        assertEquals(List.of(), reports);
    }

    /** Of a key too old for the events that are compared with the numbers. */
    @Test
    void aLostWriteUnderASealIsNotTrusted() {
        try (NumbersStore store = openEvery(2)) {
            store.write(Batches.of(99, 1, 5), 0);
            fill(store, 1, 3);
        }
        Forgery.loseWrite(directory, 99, 1, 4);
        try (NumbersStore store = open()) {
            assertEquals(5, store.readNumber(99, 1));
        }
        assertReported("it does not match its seal");
    }

    @Test
    void whatWasNotClosedIsNotTrusted() throws IOException {
        try (NumbersStore store = openEvery(2)) {
            fill(store, 1, 7);
            crash(store);
        }
        try (NumbersStore store = openCrashed()) {
            assertHas(store, 7);
        }
        assertReported("go on from a generation, events of the log to read again: " + (log.end() - 7));
    }

    @Test
    void afterACrashNoMoreThanTheIntervalIsReadAgain() throws IOException {
        for (int last : new int[] {2, 6, 7, 16}) {
            Path other = directory.resolve("bound-" + last);
            Files.createDirectory(other);
            try (NumbersStore store =
                    NumbersStore.open(new TestDisk().files(other), log, LogStart.WHOLE, 5, reports::add)) {
                fill(store, 1, last);
            }
            Files.delete(other.resolve("numbers.seal"));
            try (NumbersStore store =
                    NumbersStore.open(new TestDisk().files(other), log, LogStart.WHOLE, 5, reports::add)) {
                assertTrue(last - Math.max(store.readCheckpoint(), 1) < 5, "checkpoint=" + store.readCheckpoint());
                assertHas(store, store.readCheckpoint());
            }
        }
    }

    @ParameterizedTest(name = "{0} events beyond the distance")
    @ValueSource(ints = {-1, 0, 1})
    void aGenerationIsMadeWhenTheCheckpointHasComeSoFar(int beyond) throws IOException {
        Files.createDirectories(directory.resolve("numbers.generations"));
        try (NumbersStore store = openEvery(5)) {
            fill(store, 1, 1 + 5 + beyond);
            assertEquals(beyond < 0 ? 0 : 1, generations().size());
            fill(store, store.readCheckpoint(), 1 + 5 + 5 + beyond);
            assertEquals(beyond < 0 ? 1 : 2, generations().size());
        }
    }

    @Test
    void writesWaitWhileAGenerationIsMadeAndReadsDoNot() throws Exception {
        AtomicReference<Runnable> inGeneration = new AtomicReference<>(() -> {});
        EventLog hooked = new ForwardingEventLog(log) {
            @Override
            public boolean scan(long fromOffset, EventVisitor visitor) {
                inGeneration.getAndSet(() -> {}).run();
                return super.scan(fromOffset, visitor);
            }
        };
        AtomicLong seen = new AtomicLong();
        try (NumbersStore store = open(hooked, LogStart.WHOLE, 5)) {
            fill(store, 1, 5);
            Thread writer = new Thread(() -> store.write(Batches.of(7, 1, 6), 7), "beside-a-generation");
            inGeneration.set(() -> {
                writer.start();
                InThreads.awaitHeldUp(writer);
                seen.set(InThreads.call(() -> store.readNumber(7, 1)));
            });
            store.write(Batches.of(7, 1, 5), 6);
            assertEquals(5, seen.get(), "a write must wait while a generation is made");
            InThreads.awaitEnd(writer);
            assertHas(store, 7);
        }
        Files.delete(directory.resolve("numbers.seal"));
        try (NumbersStore store = open()) {
            assertHas(store, 6);
        }
    }

    @Test
    void manyShortRunsMakeAGenerationToo() throws IOException {
        for (int last = 2; last <= 6; last++) {
            write(3, last);
        }
        assertEquals(1, generations().size());
    }

    @Test
    void aDamagedGenerationIsPassedOver() throws IOException {
        write(2, 9);
        Files.delete(directory.resolve("numbers.seal"));
        flip(generations().get(1), 70);
        try (NumbersStore store = open()) {
            assertHas(store, 7);
        }
        assertReported("a generation is passed over, because its header is damaged");
    }

    @Test
    void withoutAnyGenerationAllIsRebuilt() throws IOException {
        write(2, 9);
        Files.delete(directory.resolve("numbers.seal"));
        for (Path generation : generations()) {
            flip(generation, (int) Files.size(generation) - 1);
        }
        try (NumbersStore store = open()) {
            assertEquals(0, store.readCheckpoint());
            assertEquals(0, store.readNumber(7, 1));
        }
        assertReported("its records do not match their checksum");
        assertReported("rebuilt from the log, events to read: " + (log.end() - 1));
    }

    @Test
    void aTruncatedLogIsNeverRebuiltFromItsStart() throws IOException {
        write(2, 9);
        Files.delete(directory.resolve("numbers.seal"));
        for (Path generation : generations()) {
            Files.delete(generation);
        }
        StorageException e = assertThrows(StorageException.class, () -> open(log, new LogStart(4, false), 100));
        assertTrue(
                e.getMessage().startsWith("numbers must reach the log's start: checkpoint=1, logStart=4"),
                e::getMessage);
    }

    @Test
    void aGenerationBelowTheLogsStartIsOfNoUse() throws IOException {
        write(2, 9);
        Files.delete(directory.resolve("numbers.seal"));
        assertThrows(StorageException.class, () -> open(log, new LogStart(11, false), 100));
        assertReported("a generation is passed over, because the log's events behind it were dropped: checkpoint=9");
        try (NumbersStore store = open(log, new LogStart(9, false), 100)) {
            assertHas(store, 9);
        }
    }

    @Test
    void numbersBeyondTheLogsEndAreRefused() {
        write(1, 9);
        StorageException e = assertThrows(StorageException.class, () -> open(logOf(5, 1)));
        assertTrue(
                e.getMessage().startsWith("checkpoint must not be beyond the log's end: checkpoint=9, logEnd=6"),
                e::getMessage);
    }

    @Test
    void generationsBeyondTheLogsEndAreRefusedToo() throws IOException {
        write(1, 9);
        Files.delete(directory.resolve("numbers.seal"));
        assertThrows(StorageException.class, () -> open(logOf(5, 1)));
    }

    @Test
    void numbersOfAnotherLogAreRefused() {
        write(1, 9);
        StorageException e = assertThrows(StorageException.class, () -> open(logOf(20, 2)));
        assertTrue(e.getMessage().startsWith("numbers and log must belong together: differsAt=1"), e::getMessage);
    }

    @Test
    void numbersThatDoNotCoverTheirEventsAreRefused() throws IOException {
        try (NumbersStore store = openEvery(100)) {
            store.write(Batches.of(7, 1, 8), 9);
            store.write(Batches.EMPTY, 10);
        }
        StorageException e = assertThrows(StorageException.class, this::open);
        assertTrue(
                e.getMessage()
                        .startsWith("stored number must cover the events below the checkpoint: stored=8, number=9"),
                e::getMessage);
    }

    @Test
    void anotherVersionsFileIsNotOpened() throws IOException {
        write(1, 9);
        Path live = directory.resolve("numbers.mapdb");
        Path other = directory.resolve("other.mapdb");
        try (MapDbStorage storage = MapDbStorage.open(other)) {
            storage.write(Batches.of(7, 1, 3), 4);
        }
        Files.move(other, live, StandardCopyOption.REPLACE_EXISTING);
        try (NumbersStore store = open()) {
            assertHas(store, store.readCheckpoint());
        }
        assertReported("because it does not match its seal");
    }

    @Test
    void aSecondOpenerIsTurnedAwayAlsoAfterAFailedOne() {
        try (NumbersStore store = open()) {
            for (int i = 0; i < 2; i++) {
                StorageException e = assertThrows(StorageException.class, this::open);
                assertTrue(
                        e.getMessage().startsWith("storage file must not be open elsewhere, it is already open"),
                        e::getMessage);
            }
            fill(store, 1, 3);
        }
        assertThrows(StorageException.class, () -> open(logOf(1, 2)));
        open().close();
    }

    @Test
    void aWriteFromBeforeTheFallbackDoesNotLand() throws IOException {
        NumbersStore before = openEvery(2);
        fill(before, 1, 5);
        crash(before);
        before.close();
        try (NumbersStore after = openCrashed()) {
            long checkpoint = after.readCheckpoint();
            assertThrows(StorageException.class, () -> before.write(Batches.of(7, 1, 9), 10));
            assertEquals(checkpoint, after.readCheckpoint());
            assertHas(after, checkpoint);
        }
    }

    @Test
    void aTruncatedLogWhoseNumbersWereKeptIsRebuilt() throws IOException {
        try (NumbersStore store = open(log, new LogStart(4, true), 100)) {
            assertEquals(0, store.readCheckpoint());
        }
        assertReported("rebuilt from the log, events to read: " + (log.end() - 4));
    }

    @Test
    void discardedNumbersAreRebuilt() throws IOException {
        write(2, 9);
        NumbersStore.discard(directory);
        assertEquals(List.of(), generations());
        try (NumbersStore store = open()) {
            assertEquals(0, store.readCheckpoint());
        }
    }

    @Test
    void noMoreThanTwoGenerationsAreKept() throws IOException {
        write(1, 20);
        assertEquals(2, generations().size());
        assertFalse(Files.exists(directory.resolve("numbers.generations/000000000001.numbers")));
    }

    @Test
    void afterAFailedWriteNothingIsSealed() {
        try (NumbersStore store = open()) {
            fill(store, 1, 3);
            assertThrows(IllegalArgumentException.class, () -> store.write(Batches.EMPTY, -1));
            fill(store, 3, 5);
        }
        assertEquals(
                List.of("warning: the numbers are not sealed, the next start goes on from a generation,"
                        + " because a write has failed"),
                reports.subList(1, 2));
        assertFalse(Files.exists(directory.resolve("numbers.seal")));
    }

    @Test
    void aDiskThatTakesNoSealIsReportedAndIsNoError() {
        TestDisk disk = new TestDisk();
        open(disk).close();
        TestDisk failing = TestDisk.failingAt(disk.calls.indexOf("sync numbers.mapdb"));
        reports.clear();
        files().moveAside();
        open(failing).close();
        assertReported("the numbers are not sealed, the next start goes on from a generation, because"
                + " java.io.IOException: planned failure of sync");
    }

    private NumbersStore open(TestDisk disk) {
        return NumbersStore.open(disk.files(directory), log, LogStart.WHOLE, 2, reports::add);
    }

    @Test
    void aDiskThatTakesNoGenerationIsReportedAndIsNoError() {
        TestDisk disk = new TestDisk();
        try (NumbersStore store = open(disk)) {
            fill(store, 1, 3);
        }
        NumbersStore.discard(directory);
        assertFalse(Files.exists(directory.resolve("numbers.seal")));
        reports.clear();
        NumbersStore store = open(TestDisk.failingAt(disk.calls.indexOf("write 000000000001.numbers.new")));
        fill(store, 1, 3);
        assertEquals(
                "warning: no generation was made, a crash would cost more time, because"
                        + " java.io.IOException: planned failure of write",
                reports.get(1));
        fill(store, 3, 5);
        assertEquals(2, reports.size(), reports::toString);
        assertEquals(Map.of(new NumberKey(7, 1), 4L), Batches.all(store));
        store.close();
        store.close();
    }
}
