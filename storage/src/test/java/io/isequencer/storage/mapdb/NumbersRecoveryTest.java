package io.isequencer.storage.mapdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.StorageException;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.contract.Batches;
import io.isequencer.storage.disk.NumbersChecksum;
import io.isequencer.storage.memory.MemoryEventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is trusted, in which order it is tried, and what is done to the files meanwhile. */
class NumbersRecoveryTest extends NumbersStoreFixture {
    private final TestDisk disk = new TestDisk();

    private long recover(EventLog ofLog, LogStart start) {
        reports.clear();
        disk.calls.clear();
        MapDbStorage storage = new NumbersRecovery(disk.files(directory), ofLog, start, reports::add).recover();
        long checkpoint = storage.readCheckpoint();
        assertEquals(Math.max(0, checkpoint - 1), storage.readNumber(7, 1));
        storage.close();
        return checkpoint;
    }

    private String refusal(EventLog ofLog, LogStart start) {
        return assertThrows(StorageException.class, () -> recover(ofLog, start)).getMessage();
    }

    private void breakSeal() {
        files().breakSeal();
    }

    private void reseal(long checkpoint, NumbersChecksum tally) throws Exception {
        breakSeal();
        files().putSeal(checkpoint, tally, LogAnchors.of(log, 1, checkpoint));
    }

    private static NumbersChecksum tallyOf(long number) {
        return new NumbersChecksum(1, NumbersChecksum.checksum(7, 1, number));
    }

    @Test
    void aSealedFileIsTrustedAndItsSealIsBrokenFirst() {
        write(100, 5);
        assertEquals(5, recover(log, LogStart.WHOLE));
        assertEquals(List.of(), reports);
        assertEquals(List.of("delete numbers.seal", "syncDirectory " + directory.getFileName()), disk.calls);
    }

    @Test
    void withoutItsSealTheFileIsMovedAsideBeforeAnotherIsMade() {
        write(2, 9);
        breakSeal();
        assertEquals(9, recover(log, LogStart.WHOLE));
        assertEquals(
                List.of("warning: numbers go on from a generation, events of the log to read again: 92, "
                        + files().live() + " is moved to numbers.mapdb.aside, because it was not closed properly"),
                reports);
        assertEquals(
                List.of(
                        "delete numbers.seal",
                        "syncDirectory " + directory.getFileName(),
                        "delete numbers.mapdb.aside",
                        "rename numbers.mapdb.aside",
                        "syncDirectory " + directory.getFileName()),
                disk.calls);
    }

    @Test
    void nothingAtAllIsABeginning() {
        assertEquals(0, recover(new MemoryEventLog(), LogStart.WHOLE));
        assertEquals(List.of(), reports);
        assertEquals(0, recover(new MemoryEventLog(), LogStart.WHOLE));
        assertReported("numbers are rebuilt from the log, events to read: 0, " + files().live());
    }

    @Test
    void aMissingFileOfALogWithEventsIsReported() {
        assertEquals(0, recover(logOf(1, 1), LogStart.WHOLE));
        assertEquals(
                List.of("warning: numbers are rebuilt from the log, events to read: 1, missing=" + files().live()),
                reports);
    }

    @Test
    void numbersUpToTheLogsVeryEndAreOfThisLog() {
        write(100, 9);
        assertEquals(9, recover(logOf(8, 1), LogStart.WHOLE));
    }

    @Test
    void aSealedFileBelowTheLogsStartIsRefusedAndStaysSealed() {
        write(100, 5);
        String refusal = refusal(log, new LogStart(6, false));
        assertTrue(
                refusal.startsWith("numbers must reach the log's start: checkpoint=5, logStart=6;"
                        + " they cannot be rebuilt, the log's events below it were dropped;"),
                refusal);
        assertTrue(Files.exists(files().seal()));
        assertEquals(5, recover(log, new LogStart(5, false)));
    }

    @Test
    void aFileWithAnotherRootThanItsSealSaysIsNotTrusted() throws Exception {
        for (NumbersChecksum tally : List.of(tallyOf(8), tallyOf(9))) {
            write(2, 9);
            reseal(tally.sameAs(tallyOf(8)) ? 8 : 9, tally);
            assertEquals(9, recover(log, LogStart.WHOLE));
            assertReported("because it does not match its seal");
        }
    }

    @Test
    void aSealedFileOfAnotherKindIsMovedAside() throws Exception {
        Files.writeString(files().live(), "hello");
        reseal(9, tallyOf(8));
        assertEquals(0, recover(log, LogStart.WHOLE));
        assertReported("because storage file must be a MapDB file; if the log is whole, move the file");
        assertEquals("hello", Files.readString(directory.resolve("numbers.mapdb.aside")));
    }

    @Test
    void onAFullDiskTheStartSaysSoAndLosesNothing() throws Exception {
        write(2, 9);
        disk.fillUp();
        String full = "storage file must be readable and writable: file=" + files().live()
                + ", cause=No space left on device";
        assertEquals(full, refusal(log, LogStart.WHOLE));
        assertTrue(Files.exists(files().live()), "what was sealed stays in its place");
        assertEquals(full, refusal(log, LogStart.WHOLE));
        assertHasGenerations(2);
        try (NumbersStore store = open()) {
            assertHas(store, 9);
        }
    }

    private void assertHasGenerations(int count) throws IOException {
        assertEquals(count, generations().size());
    }

    @Test
    void aDirectoryInPlaceOfTheFileIsRefused() throws IOException {
        Files.createDirectory(files().live());
        assertEquals("storage file must not be a directory: file=" + files().live(), refusal(log, LogStart.WHOLE));
    }

    @Test
    void theThousandEventsBelowTheCheckpointAreCompared() throws Exception {
        assertSample(50, true);
        assertSample(51, false);
        assertSample(1_050, false);
        assertSample(1_051, true);
    }

    /** The log has a number that the storage lacks at one offset. */
    private void assertSample(long lackingAt, boolean passes) throws Exception {
        MemoryEventLog other = new MemoryEventLog();
        for (long n = 1; n <= 1_100; n++) {
            other.append(LogEvent.builder(n, 1, 7)
                    .add(1, n == lackingAt ? 2_000 : Math.min(n, 1_050))
                    .build());
        }
        try (MapDbStorage storage = MapDbStorage.open(disk, files().live())) {
            storage.write(Batches.of(7, 1, 1_050), 1_051);
        }
        files().putSeal(1_051, tallyOf(1_050), new LogAnchors(List.of()));
        if (passes) {
            assertEquals(1_051, recover(other, LogStart.WHOLE));
        } else {
            String refusal = refusal(other, LogStart.WHOLE);
            assertTrue(
                    refusal.startsWith("stored number must cover the events below the checkpoint: stored=1050,"
                            + " number=2000, wsId=7, seqId=1, plogOffset=" + lackingAt),
                    refusal);
        }
    }
}
