package io.isequencer.runtime;

import static io.isequencer.runtime.World.PARAMS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.spi.EventLog;
import io.isequencer.storage.faulty.FaultKind;
import io.isequencer.storage.faulty.FaultyEventLog;
import io.isequencer.storage.faulty.FaultyStorage;
import io.isequencer.storage.faulty.Pauser;
import io.isequencer.storage.memory.MemoryEventLog;
import io.isequencer.storage.memory.MemoryStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real threads, a slow storage that fails by a fixed pattern, and an independent judge at the end. */
@Tag("slow")
@Timeout(300)
class StormTest {
    private static final SequencerParams STORM =
            PARAMS.withMaxUnflushedValues(100).withCacheSize(150).withRetryDelayMs(0);

    private final MemoryStorage memory = new MemoryStorage();
    private final MemoryEventLog log = new MemoryEventLog();
    private final Storm storm = new Storm();

    @Test
    void aHundredThousandTransactionsOnASlowFailingStorage() throws Exception {
        FaultyStorage storage = new FaultyStorage(memory, storm, Pauser.SLEEP);
        FaultyEventLog faultyLog = new FaultyEventLog(log, storm, Pauser.SLEEP);
        Owner owner;
        try (SequencerRuntime runtime = SequencerRuntime.create();
                Sequencer sequencer = runtime.open(STORM, storage, faultyLog)) {
            owner = new Owner(sequencer, faultyLog, 1, 100_000).call();
            LogChecker.check(SeqTypes.DEFAULT, log, memory);
            storm.end();
            sequencer.actualize();
            Await.until("all that was flushed is stored", () -> memory.readCheckpoint() == log.end());
        }
        Await.noThreadLeft();
        landAll(storage, faultyLog);
        assertTrue(LogChecker.checkDrained(SeqTypes.DEFAULT, log, memory) >= 100_000);
        assertAcknowledgedEventsAreInTheLog(owner);
        assertTrue(owner.actualizations > 500, "actualizations: " + owner.actualizations);
        assertTrue(owner.busy > 0 && owner.conflicts > 0 && owner.failedReads > 0);
        for (FaultKind kind : Set.of(
                FaultKind.READ_ERROR, FaultKind.ERROR_BEFORE, FaultKind.ERROR_AFTER, FaultKind.TORN, FaultKind.LATE)) {
            assertTrue(storage.counters().count(kind) > 0, kind::toString);
        }
        for (FaultKind kind : Set.of(
                FaultKind.READ_ERROR,
                FaultKind.ERROR_BEFORE,
                FaultKind.APPEND_FAILED,
                FaultKind.APPEND_UNKNOWN_LOST,
                FaultKind.APPEND_UNKNOWN_WRITTEN,
                FaultKind.APPEND_LATE)) {
            assertTrue(faultyLog.counters().count(kind) > 0, kind::toString);
        }
    }

    @Test
    void twoOwnersOfOnePartition() throws Exception {
        List<Owner> owners;
        try (SequencerRuntime runtime = SequencerRuntime.create(4)) {
            Sequencer first = runtime.open(STORM, memory, log);
            Sequencer second = runtime.open(STORM, memory, log);
            // Both begin at the same offset: one of them meets a conflict, however the threads are scheduled.
            Await.ready(first);
            Await.ready(second);
            owners = runAll(List.of(new Owner(first, log, 1, 10_000), new Owner(second, log, 2, 10_000)));
            LogChecker.check(SeqTypes.DEFAULT, log, memory);
        }
        Await.noThreadLeft();
        assertEquals(20_000, LogChecker.checkDrained(SeqTypes.DEFAULT, log, memory));
        for (Owner owner : owners) {
            assertAcknowledgedEventsAreInTheLog(owner);
        }
        assertTrue(owners.get(0).conflicts + owners.get(1).conflicts > 0);
    }

    @Test
    void twoOwnersInAStorm() throws Exception {
        List<FaultyStorage> storages = List.of(faultyStorage(), faultyStorage());
        List<FaultyEventLog> logs = List.of(faultyLog(), faultyLog());
        List<Owner> owners = new ArrayList<>();
        try (SequencerRuntime runtime = SequencerRuntime.create(4)) {
            for (int i = 0; i < 2; i++) {
                Sequencer sequencer = runtime.open(STORM, storages.get(i), logs.get(i));
                owners.add(new Owner(sequencer, logs.get(i), i, 5_000));
            }
            runAll(owners);
            storm.end();
        }
        Await.noThreadLeft();
        for (int i = 0; i < 2; i++) {
            landAll(storages.get(i), logs.get(i));
            assertAcknowledgedEventsAreInTheLog(owners.get(i));
        }
        assertTrue(LogChecker.check(SeqTypes.DEFAULT, log, memory) >= 10_000);
    }

    @Test
    void manyPartitionsInAStorm() throws Exception {
        int partitions = 6;
        List<World> worlds = new ArrayList<>();
        List<Owner> owners = new ArrayList<>();
        try (SequencerRuntime runtime = SequencerRuntime.create(2)) {
            for (int i = 0; i < partitions; i++) {
                World world = new World();
                EventLog worldLog = new FaultyEventLog(world.log, storm, Pauser.SLEEP);
                Sequencer sequencer =
                        runtime.open(STORM, new FaultyStorage(world.memory, storm, Pauser.SLEEP), worldLog);
                worlds.add(world);
                owners.add(new Owner(sequencer, worldLog, i, 5_000));
            }
            runAll(owners);
            storm.end();
        }
        Await.noThreadLeft();
        for (World world : worlds) {
            assertTrue(LogChecker.check(SeqTypes.DEFAULT, world.log, world.memory) >= 5_000);
        }
    }

    private FaultyStorage faultyStorage() {
        return new FaultyStorage(memory, storm, Pauser.SLEEP);
    }

    private FaultyEventLog faultyLog() {
        return new FaultyEventLog(log, storm, Pauser.SLEEP);
    }

    private void assertAcknowledgedEventsAreInTheLog(Owner owner) {
        List<Object> events = new ArrayList<>();
        log.scan(1, events::add);
        owner.acknowledged.forEach(event -> assertEquals(event, events.get((int) event.plogOffset() - 1)));
    }

    private static void landAll(FaultyStorage storage, FaultyEventLog log) {
        while (storage.lateCount() > 0) {
            storage.landLate(storage.lateCount() - 1);
        }
        while (log.lateCount() > 0) {
            log.landLate(0);
        }
    }

    private static List<Owner> runAll(List<Owner> owners) throws InterruptedException, ExecutionException {
        ExecutorService clients = Executors.newFixedThreadPool(owners.size());
        try {
            List<Owner> done = new ArrayList<>();
            for (Future<Owner> owner : clients.invokeAll(owners)) {
                done.add(owner.get());
            }
            return done;
        } finally {
            clients.shutdownNow();
        }
    }
}
