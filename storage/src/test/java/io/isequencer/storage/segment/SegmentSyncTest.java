package io.isequencer.storage.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.StorageException;
import io.isequencer.spi.EventLog.AppendResult;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.contract.InThreads;
import io.isequencer.storage.contract.SampleEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When a segment log writes and syncs, and what it does when that fails. */
class SegmentSyncTest {
    private static final int LIMIT_SECONDS = 120;

    @TempDir
    Path directory;

    private final TestFiles files = new TestFiles();

    @Test
    void appendsAreCollected() {
        try (SegmentEventLog log = open(SegmentEventLog.DEFAULT_SEGMENT_BYTES)) {
            int writes = files.writes.get();
            int syncs = files.syncs.get();
            SampleEvents.appendTo(log, 1_000);
            assertEquals(writes, files.writes.get(), "a write per event is too much");
            assertEquals(syncs, files.syncs.get());
            log.sync(1_000);
            assertEquals(writes + 2, files.writes.get(), "all records at once, then the mark");
            assertEquals(syncs + 1, files.syncs.get());
        }
    }

    @Test
    void closeMakesTheEventsDurableThenTheMarkBehindThem() {
        SegmentEventLog log = open(SegmentEventLog.DEFAULT_SEGMENT_BYTES);
        SampleEvents.appendTo(log, 9);
        int writes = files.writes.get();
        List<Integer> written = new ArrayList<>();
        files.duringSync = () -> written.add(files.writes.get() - writes);
        log.close();
        assertEquals(List.of(1, 2), written);
        log.close();
        assertEquals(2, written.size());
        assertReleased();
    }

    @Test
    void otherThreadsFindTheLocksFree() throws Exception {
        SegmentEventLog log = open(SegmentEventLog.DEFAULT_SEGMENT_BYTES);
        SampleEvents.appendTo(log, 4);
        log.sync(4);
        log.scan(1, event -> true);
        InThreads.run(1, thread -> {
            SampleEvents.appendTo(log, 6);
            log.sync(6);
        });
        log.close();
        InThreads.run(1, thread -> {
            assertThrows(StorageException.class, () -> log.append(SampleEvents.at(6)));
            log.close();
        });
    }

    @Test
    void largeAmountsAreWrittenInChunks() {
        try (SegmentEventLog log = open(SegmentEventLog.DEFAULT_SEGMENT_BYTES)) {
            int writes = files.writes.get();
            byte[] payload = new byte[1_000];
            for (long plogOffset = 1; plogOffset <= 1_000; plogOffset++) {
                log.append(LogEvent.builder(plogOffset, 1, 1).payload(payload).build());
            }
            assertEquals(3, files.writes.get() - writes, "1,030,000 bytes in chunks of 262,144");
        }
    }

    @Test
    void syncOfWhatIsDurableReturnsAtOnce() {
        try (SegmentEventLog log = open(SegmentEventLog.DEFAULT_SEGMENT_BYTES)) {
            SampleEvents.appendTo(log, 10);
            log.sync(4);
            int syncs = files.syncs.get();
            log.sync(10);
            log.sync(2);
            log.sync(Long.MAX_VALUE);
            assertEquals(syncs, files.syncs.get(), "the first sync covered all");
            SampleEvents.appendTo(log, 11);
            log.sync(10);
            assertEquals(syncs, files.syncs.get());
            log.sync(11);
            assertEquals(syncs + 1, files.syncs.get());
        }
    }

    @Test
    void callersWhoWaitShareOneSync() throws Exception {
        int followers = 8;
        try (SegmentEventLog log = open(SegmentEventLog.DEFAULT_SEGMENT_BYTES)) {
            int before = files.syncs.get();
            CountDownLatch leaderIsSyncing = new CountDownLatch(1);
            CountDownLatch followersAppended = new CountDownLatch(followers);
            files.duringSync = () -> {
                leaderIsSyncing.countDown();
                await(followersAppended);
            };
            log.append(SampleEvents.at(1));
            AtomicInteger next = new AtomicInteger(2);
            InThreads.run(followers + 1, thread -> {
                if (thread == 0) {
                    log.sync(2);
                    return;
                }
                await(leaderIsSyncing);
                long mine;
                synchronized (next) {
                    mine = next.getAndIncrement();
                    // Appends must not wait for the fsync that is going on: the latch would never open.
                    assertEquals(AppendResult.APPENDED, log.append(SampleEvents.at(mine)));
                }
                followersAppended.countDown();
                log.sync(mine + 1);
            });
            assertEquals(2, files.syncs.get() - before, "one for the leader, one for all followers");
        }
    }

    @Test
    @Timeout(300)
    void whoIsCoveredReturnsThoughTheNextSyncGoesOn() throws Exception {
        try (SegmentEventLog log = open(SegmentEventLog.DEFAULT_SEGMENT_BYTES)) {
            CountDownLatch firstIsSyncing = new CountDownLatch(1);
            CountDownLatch othersWait = new CountDownLatch(1);
            CountDownLatch coveredReturned = new CountDownLatch(1);
            AtomicInteger syncs = new AtomicInteger();
            files.duringSync = () -> {
                if (syncs.incrementAndGet() == 1) {
                    firstIsSyncing.countDown();
                    await(othersWait);
                } else {
                    await(coveredReturned);
                }
            };
            SampleEvents.appendTo(log, 3);
            Thread first = started(() -> log.sync(3));
            await(firstIsSyncing);
            SampleEvents.appendTo(log, 4);
            Thread next = waiting(() -> log.sync(4));
            Thread covered = waiting(() -> {
                log.sync(3);
                coveredReturned.countDown();
            });
            othersWait.countDown();
            for (Thread each : List.of(first, next, covered)) {
                each.join();
            }
            assertEquals(2, syncs.get());
        }
    }

    /** A wake-up that is lost leaves one of them waiting forever. */
    @Test
    @Timeout(300)
    void nobodyWaitsInVain() throws Exception {
        SharedTurn turn = new SharedTurn();
        AtomicLong wanted = new AtomicLong();
        AtomicLong done = new AtomicLong();
        InThreads.run(8, thread -> {
            for (int i = 0; i < 5_000; i++) {
                long mine = wanted.incrementAndGet();
                if (turn.takeIf(() -> done.get() < mine)) {
                    done.set(wanted.get());
                    turn.end();
                }
                assertTrue(mine <= done.get());
            }
        });
        assertEquals(wanted.get(), done.get());
    }

    @Test
    void whoCannotAskGivesNoTurnAway() {
        SharedTurn turn = new SharedTurn();
        assertThrows(
                IllegalStateException.class,
                () -> turn.takeIf(() -> {
                    throw new IllegalStateException();
                }));
        assertFalse(turn.takeIf(() -> false));
        assertTrue(turn.takeIf(() -> true));
    }

    private static Thread started(Runnable work) {
        Thread thread = new Thread(work);
        thread.start();
        return thread;
    }

    private static Thread waiting(Runnable work) {
        Thread thread = started(work);
        InThreads.awaitHeldUp(thread);
        return thread;
    }

    @Test
    void aMarkVouchesForNothingThatWasAppendedDuringItsSync() throws IOException {
        try (SegmentEventLog log = open(SegmentEventLog.DEFAULT_SEGMENT_BYTES)) {
            long syncedBytes = syncWithAnEventBeside(log);
            byte[] bytes = Files.readAllBytes(segment().file());
            assertTrue(bytes.length > syncedBytes + DurableMark.BYTES, "the event is written with the mark behind it");
            SegmentWalk walk = SegmentWalk.over(segment(), new MemoryFile(bytes));
            assertEquals(6, walk.nextOffset());
            assertEquals(5, walk.durableEnd(), "a mark vouches for what was synced, not for what came meanwhile");
        }
    }

    @Test
    void whatCameDuringTheLastSyncIsATornTailAfterAPowerCut(@TempDir Path after) throws IOException {
        try (SegmentEventLog log = open(SegmentEventLog.DEFAULT_SEGMENT_BYTES)) {
            int syncedBytes = (int) syncWithAnEventBeside(log);
            byte[] bytes = Files.readAllBytes(segment().file());
            // The disk got to the mark and not to the event before it.
            Arrays.fill(bytes, syncedBytes, bytes.length - DurableMark.BYTES, (byte) 0);
            Files.write(after.resolve(segment().file().getFileName()), bytes);
        }
        try (SegmentEventLog log = SegmentEventLog.open(after)) {
            assertEquals(5, log.end(), "nobody was told of the event that was appended during the sync");
            assertEquals(SampleEvents.range(1, 5), SampleEvents.scan(log, 1));
        }
    }

    /** Four events are synced, a fifth one is appended meanwhile; returns the file's size as the fsync found it. */
    private long syncWithAnEventBeside(SegmentEventLog log) {
        SampleEvents.appendTo(log, 5);
        AtomicLong syncedBytes = new AtomicLong();
        files.duringSync = () -> {
            files.duringSync = () -> {};
            syncedBytes.set(segment().file().toFile().length());
            log.append(SampleEvents.at(5));
        };
        log.sync(5);
        return syncedBytes.get();
    }

    private Segment segment() {
        return Segment.of(directory, 1);
    }

    @Test
    void newSegmentIsBegunOnlyWhenTheOldOneIsDurable() {
        try (SegmentEventLog log = open(200)) {
            SampleEvents.appendTo(log, 2);
            int syncs = files.syncs.get();
            int directorySyncs = files.directorySyncs.get();
            long end = 2;
            while (files.directorySyncs.get() == directorySyncs && end < 20) {
                SampleEvents.appendTo(log, ++end);
            }
            assertEquals(directorySyncs + 1, files.directorySyncs.get(), "the new segment's directory entry");
            assertEquals(syncs + 2, files.syncs.get(), "the old segment and the new one's header");
            syncs = files.syncs.get();
            log.sync(end - 1);
            assertEquals(syncs, files.syncs.get(), "the old segment is durable already");
        }
    }

    @Test
    void openMakesDurableWhatAKilledProcessLeft() {
        try (SegmentEventLog log = open(SegmentEventLog.DEFAULT_SEGMENT_BYTES)) {
            SampleEvents.appendTo(log, 5);
        }
        int syncs = files.syncs.get();
        int directorySyncs = files.directorySyncs.get();
        try (SegmentEventLog log = open(SegmentEventLog.DEFAULT_SEGMENT_BYTES)) {
            assertEquals(syncs + 1, files.syncs.get());
            assertEquals(directorySyncs + 1, files.directorySyncs.get());
            log.sync(5);
            assertEquals(syncs + 1, files.syncs.get());
        }
    }

    @Test
    void failedSyncPoisonsTheLog() {
        SegmentEventLog log = open(SegmentEventLog.DEFAULT_SEGMENT_BYTES);
        SampleEvents.appendTo(log, 5);
        files.failSyncs = true;
        StorageException e = assertThrows(StorageException.class, () -> log.sync(5));
        assertFalse(e.definite());
        files.failSyncs = false;

        assertPoisoned(log);
        int syncs = files.syncs.get();
        log.close();
        assertEquals(syncs, files.syncs.get(), "a second sync would prove nothing");
        assertReleased();
    }

    @Test
    void failedWritePoisonsTheLog() {
        SegmentEventLog log = open(SegmentEventLog.DEFAULT_SEGMENT_BYTES);
        SampleEvents.appendTo(log, 5);
        files.failWrites = true;
        assertThrows(StorageException.class, () -> log.sync(5));
        files.failWrites = false;

        assertPoisoned(log);
        log.close();
        assertReleased();
    }

    @Test
    void appendThatCannotBeginASegmentSurelyDidNotHappen() {
        SegmentEventLog log = open(1);
        SampleEvents.appendTo(log, 2);
        files.failOpens = true;
        StorageException e = assertThrows(StorageException.class, () -> log.append(SampleEvents.at(2)));
        assertTrue(e.definite());
        files.failOpens = false;

        assertPoisoned(log);
        log.close();
        assertReleased();
        try (SegmentEventLog again = open(1)) {
            assertEquals(2, again.end());
        }
    }

    @Test
    void failedSyncIsNotHealedByTheNextOne() throws Exception {
        // As when a new segment is begun while the fsync of the old one fails: the old one is synced once more.
        Segment segment = Segment.of(directory, 1);
        try (SegmentWriter writer = SegmentWriter.create(files, segment)) {
            files.failSyncs = true;
            assertThrows(IOException.class, writer::sync);
            files.failSyncs = false;

            assertThrows(IOException.class, writer::sync);
        }
    }

    @Test
    void failedSyncAtCloseIsReported() {
        SegmentEventLog log = open(SegmentEventLog.DEFAULT_SEGMENT_BYTES);
        SampleEvents.appendTo(log, 5);
        files.failSyncs = true;
        StorageException e = assertThrows(StorageException.class, log::close);
        assertFalse(e.definite());
        files.failSyncs = false;
        log.close();
        assertReleased();
    }

    @Test
    void failedReadDoesNoHarm() {
        try (SegmentEventLog log = open(SegmentEventLog.DEFAULT_SEGMENT_BYTES)) {
            SampleEvents.appendTo(log, 5);
            files.failReads = true;
            StorageException e = assertThrows(StorageException.class, () -> SampleEvents.scan(log, 1));
            assertTrue(e.definite());
            files.failReads = false;
            assertEquals(SampleEvents.range(1, 5), SampleEvents.scan(log, 1));
            SampleEvents.appendTo(log, 7);
        }
        assertReleased();
    }

    private SegmentEventLog open(long segmentBytes) {
        return SegmentEventLog.open(directory, segmentBytes, files);
    }

    private static void assertPoisoned(SegmentEventLog log) {
        for (Runnable call : new Runnable[] {
            () -> log.append(SampleEvents.at(5)),
            () -> log.append(SampleEvents.at(1)),
            () -> log.scan(1, event -> true),
            () -> log.sync(1),
            log::end
        }) {
            StorageException e = assertThrows(StorageException.class, call::run);
            assertTrue(
                    e.getMessage().startsWith("log must be opened again after a failed write or sync: "),
                    e::getMessage);
        }
    }

    private void assertReleased() {
        assertEquals(0, files.openFiles.get());
        open(SegmentEventLog.DEFAULT_SEGMENT_BYTES).close();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(LIMIT_SECONDS, TimeUnit.SECONDS), "waited in vain");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
