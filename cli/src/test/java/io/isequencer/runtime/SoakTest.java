package io.isequencer.runtime;

import static io.isequencer.runtime.World.PARAMS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.faulty.FaultyEventLog;
import io.isequencer.storage.faulty.FaultyStorage;
import io.isequencer.storage.faulty.Pauser;
import io.isequencer.storage.mapdb.MapDbStorage;
import io.isequencer.storage.segment.SegmentEventLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real threads, real files, every kind of failure, restarts and interrupts, for as long as one likes.
 *
 * <p>An hour: {@code mvn -q test -Dtest=SoakTest -Disequencer.soak.seconds=3600}.
 */
@Tag("soak")
class SoakTest {
    private static final int SECONDS = Integer.getInteger("isequencer.soak.seconds", 6);
    private static final int PARTITIONS = 3;
    private static final SequencerParams SOAK =
            PARAMS.withMaxUnflushedValues(20).withCacheSize(30).withRetryDelayMs(1);

    @TempDir
    Path directory;

    private final Storm storm = new Storm();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Disk> disks = new ArrayList<>();
    private final List<SoakClient> clients = new ArrayList<>();

    @Test
    void nothingIsLostAndNothingIsLeft(TestReporter reporter) throws Exception {
        ClientThreads threads = ClientThreads.create();
        try (SequencerRuntime runtime = SequencerRuntime.create(4)) {
            for (int i = 0; i < PARTITIONS; i++) {
                Disk disk = new Disk(directory.resolve("numbers-" + i), directory.resolve("plog-" + i));
                disks.add(disk);
                // The first partition has two owners.
                for (int owner = i == 0 ? 2 : 1; owner > 0; owner--) {
                    clients.add(new SoakClient(() -> disk.open(runtime), disk.faultyLog, over, clients.size()));
                }
            }
            runAll(threads);
            storm.end();
            disks.forEach(disk -> disk.drain(runtime));
        } finally {
            threads.executor().shutdownNow();
        }
        Await.noThreadLeft();
        reporter.publishEntry("clients", threads.kind());
        boolean virtual = threads.kind().startsWith("virtual");
        for (SoakClient client : clients) {
            assertEquals(virtual, client.virtual);
            assertTrue(client.acknowledged.size() > 0, "a client has done nothing");
        }
        assertEquals(sum(SoakClient::interruptsSent), sum(SoakClient::interruptsSeen), "interrupts sent and seen");
        assertTrue(sum(SoakClient::interruptsSent) > 0, "nobody was interrupted");
        assertTrue(sum(client -> client.actualizations) > 0, "no append failed");
        for (Disk disk : disks) {
            disk.judge();
        }
    }

    @Test
    void aThousandClientsShareTwoWorkers(TestReporter reporter) throws Exception {
        ClientThreads threads = ClientThreads.create();
        List<World> worlds = new ArrayList<>();
        try (SequencerRuntime runtime = SequencerRuntime.create(2)) {
            List<Future<Long>> last = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                World world = new World();
                worlds.add(world);
                last.add(threads.executor().submit(() -> {
                    Sequencer sequencer = world.ready(runtime, PARAMS);
                    world.commit(sequencer, 5);
                    world.commit(sequencer, 5);
                    return world.commit(sequencer, 5);
                }));
            }
            for (Future<Long> number : last) {
                assertEquals(3, number.get(300, TimeUnit.SECONDS));
            }
        } finally {
            threads.executor().shutdownNow();
        }
        reporter.publishEntry("clients", threads.kind());
        Await.noThreadLeft();
        for (World world : worlds) {
            assertEquals(4, world.memory.readCheckpoint());
        }
    }

    private void runAll(ClientThreads threads) throws Exception {
        List<Future<SoakClient>> running = new ArrayList<>();
        for (SoakClient client : clients) {
            running.add(threads.executor().submit(client));
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        for (int turn = 0; System.nanoTime() < end; turn++) {
            LockSupport.parkNanos(3_000_000);
            clients.get(turn % clients.size()).interrupt();
        }
        // Where nobody came to work in time, the machine was busy: that is no failure.
        Await.until("each client has worked", () -> clients.stream().allMatch(SoakClient::hasWorked));
        over.set(true);
        for (Future<SoakClient> client : running) {
            client.get(300, TimeUnit.SECONDS);
        }
    }

    private int sum(ToIntFunction<SoakClient> count) {
        return clients.stream().mapToInt(count).sum();
    }

    /** One partition's files, with failures in front of them. */
    private final class Disk {
        private final Path numbers;
        private final Path plog;
        private final SequenceStorage storage;
        private final EventLog log;
        private final FaultyStorage faultyStorage;
        private final FaultyEventLog faultyLog;

        Disk(Path numbers, Path plog) {
            this.numbers = numbers;
            this.plog = plog;
            storage = MapDbStorage.open(numbers);
            log = SegmentEventLog.open(plog, 1 << 16);
            faultyStorage = new FaultyStorage(storage, storm, Pauser.SLEEP);
            faultyLog = new FaultyEventLog(log, storm, Pauser.SLEEP);
        }

        Sequencer open(SequencerRuntime runtime) {
            return runtime.open(SOAK, faultyStorage, faultyLog);
        }

        /** A last owner, after the storm, brings all into the storage. */
        void drain(SequencerRuntime runtime) {
            while (faultyStorage.lateCount() > 0) {
                faultyStorage.landLate(faultyStorage.lateCount() - 1);
            }
            while (faultyLog.lateCount() > 0) {
                faultyLog.landLate(0);
            }
            Sequencer last = open(runtime);
            Await.until("all is stored", () -> storage.readCheckpoint() == log.end());
            last.close();
        }

        /** Judges what is in the files once they are opened again. */
        void judge() {
            storage.close();
            log.close();
            List<Object> events = new ArrayList<>();
            try (SequenceStorage stored = MapDbStorage.open(numbers);
                    EventLog kept = SegmentEventLog.open(plog)) {
                assertTrue(LogChecker.checkDrained(SeqTypes.DEFAULT, kept, stored) > 0);
                kept.scan(1, event -> events.add(LogEvent.copyOf(event)));
            }
            for (SoakClient client : clients) {
                if (client.log() == faultyLog) {
                    client.acknowledged.forEach(event -> assertEquals(event, events.get((int) event.plogOffset() - 1)));
                }
            }
        }
    }
}
