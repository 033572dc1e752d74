package io.isequencer.oracle.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.Busy;
import io.isequencer.api.CallOrderException;
import io.isequencer.api.SeqTypes;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.api.StorageException;
import io.isequencer.recording.HistoryWriter;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.ForwardingEventLog;
import io.isequencer.spi.ForwardingStorage;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.memory.MemoryEventLog;
import io.isequencer.storage.memory.MemoryStorage;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real threads, several owners of one partition at once, failing calls and crashes: what is recorded is right. */
@Timeout(300)
@Tag("lengthy")
class RecordedRunTest {
    private static final int OWNERS = 3;
    private static final int EVENTS = 120;
    private static final long LIMIT_MS = 120_000;

    private final MemoryStorage storage = new MemoryStorage();
    private final MemoryEventLog log = new MemoryEventLog();
    private final SequencerParams params =
            SequencerParams.of(SeqTypes.DEFAULT).withRetryDelayMs(1).withMaxUnflushedValues(3);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aStormIsRight(int seed) throws InterruptedException {
        StringWriter out = new StringWriter();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        try (HistoryWriter writer = new HistoryWriter(out, params.seqTypes());
                SequencerRuntime runtime = SequencerRuntime.create(4)) {
            List<Thread> threads = new ArrayList<>();
            CyclicBarrier allReady = new CyclicBarrier(OWNERS);
            for (int i = 0; i < OWNERS; i++) {
                SplittableRandom random = new SplittableRandom(seed * 100L + i);
                int first = 1 + i * 1_000;
                Thread thread = new Thread(() -> {
                    try {
                        client(runtime, writer, first, random, allReady);
                    } catch (Exception | Error e) {
                        failure.set(e);
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertNull(failure.get(), () -> String.valueOf(failure.get()));
        List<String> lines = out.toString().lines().toList();
        HistoryVerdict verdict = Histories.check(lines);
        assertNull(
                verdict.breach(),
                () -> verdict.breach() + "\n"
                        + String.join(
                                "\n",
                                lines.subList(Math.max(0, (int) verdict.breach().line() - 30), (int)
                                        verdict.breach().line())));
        assertEquals(log.end() - 1, verdict.events());
        for (String seen : List.of("\"conflict\"", "\"unknown\"", "\"landed\"", "\"crash\"", "\"b\":\"actualizing\"")) {
            assertTrue(out.toString().contains(seen), seen + " happened");
        }
        appendsThatLandedMayBeToldLater(lines, new SplittableRandom(seed));
    }

    /** As recorders do that learn of it by and by, or never. */
    private static void appendsThatLandedMayBeToldLater(List<String> lines, SplittableRandom random) {
        List<String> later = new ArrayList<>(lines);
        for (String landed :
                lines.stream().filter(line -> line.contains("\"landed\"")).toList()) {
            int from = later.indexOf(landed);
            later.remove(from);
            if (random.nextInt(3) > 0) {
                later.add(random.nextInt(from, later.size() + 1), landed);
            }
        }
        HistoryVerdict verdict = Histories.check(later);
        assertNull(verdict.breach(), () -> verdict.breach() + "\n" + String.join("\n", later));
        assertTrue(verdict.lives().assumed() > 0, "some are assumed");
    }

    /** Each process writes a history of its own, which ends anywhere; the next one finds what is there. */
    @ParameterizedTest
    @ValueSource(ints = {5, 6})
    void livesThatAreCutAnywhereAreRight(int seed) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder all = new StringBuilder();
        long unrecorded = 0;
        for (int life = 0; life < 8; life++) {
            StringWriter out = new StringWriter();
            try (HistoryWriter writer = new HistoryWriter(out, params.seqTypes(), storage, log);
                    SequencerRuntime runtime = SequencerRuntime.create(2)) {
                Sequencer recorded = open(runtime, writer, 1);
                for (int i = 0; i < 20; i++) {
                    event(recorded, writer.over(1, new FlakyLog(log, random)), random);
                }
                recorded.close();
            }
            String told = out.toString();
            int begun = told.indexOf("{\"e\":\"open\"");
            int cut = random.nextInt(begun, told.length() + 1);
            HistoryVerdict soFar = Histories.check((all + told.substring(0, cut)).getBytes(StandardCharsets.UTF_8));
            assertNull(soFar.breach(), () -> soFar.breach() + "\n" + all + told.substring(0, cut));
            unrecorded = soFar.lives().unrecorded();
            all.append(told, 0, cut).append(random.nextBoolean() ? "\n" : "");
        }
        assertTrue(unrecorded > 0, "some lines are missing");
    }

    /**
     * Opens one sequencer after the other; a crash is one that is left behind, its tasks still at work. All clients begin at
     * the same offset, so that they meet, however their threads are scheduled.
     */
    private void client(
            SequencerRuntime runtime,
            HistoryWriter writer,
            long firstOwner,
            SplittableRandom random,
            CyclicBarrier allReady)
            throws Exception {
        long owner = firstOwner;
        Sequencer recorded = open(runtime, writer, owner);
        assertTrue(recorded.awaitReady(LIMIT_MS));
        allReady.await(LIMIT_MS, TimeUnit.MILLISECONDS);
        SplittableRandom ofLog = random.split();
        for (int i = 0; i < EVENTS; i++) {
            if (random.nextInt(20) == 0) {
                writer.crashed(owner);
                owner++;
                recorded = open(runtime, writer, owner);
            }
            event(recorded, writer.over(owner, new FlakyLog(log, ofLog)), random);
        }
        recorded.close();
    }

    private Sequencer open(SequencerRuntime runtime, HistoryWriter writer, long owner) {
        SequenceStorage flaky = new FlakyStorage(storage, new SplittableRandom(owner));
        Sequencer sequencer = runtime.open(params, writer.over(owner, flaky), log);
        return writer.open(owner, params.maxUnflushedValues(), sequencer);
    }

    private static void event(Sequencer sequencer, EventLog recordedLog, SplittableRandom random)
            throws InterruptedException {
        long wsId = random.nextInt(3);
        long offset = sequencer.start(1, wsId);
        while (Busy.isBusy(offset)) {
            sequencer.awaitReady(1_000);
            offset = sequencer.start(1, wsId);
        }
        boolean appended = false;
        try {
            LogEvent.Builder event = LogEvent.builder(offset, 1, wsId);
            if (random.nextInt(10) == 0) {
                long number = 1 + random.nextInt(500);
                sequencer.use(1, number);
                event.add(1, number, true);
            }
            event.add(1, sequencer.next(1)).add(2, sequencer.next(2)).payload(new byte[] {(byte) random.nextInt(256)});
            appended = random.nextInt(20) > 0 && recordedLog.append(event.build()) == EventLog.AppendResult.APPENDED;
        } catch (StorageException e) {
            // Of unknown outcome, or a number could not be read.
        } finally {
            if (appended) {
                sequencer.flush();
            } else {
                actualize(sequencer);
            }
        }
    }

    private static void actualize(Sequencer sequencer) {
        sequencer.actualize();
        try {
            sequencer.actualize();
        } catch (CallOrderException e) {
            // The refusal is part of the history; now and then the recovery was faster.
        }
    }

    /** Appends that nobody hears of again. */
    private static final class FlakyLog extends ForwardingEventLog {
        private final SplittableRandom random;

        FlakyLog(EventLog log, SplittableRandom random) {
            super(log);
            this.random = random;
        }

        @Override
        public AppendResult append(io.isequencer.spi.Event event) {
            int fate = random.nextInt(20);
            if (fate == 0) {
                throw new StorageException("lost", false);
            }
            AppendResult result = log.append(event);
            if (fate == 1) {
                throw new StorageException("no answer", false);
            }
            return result;
        }
    }

    /** Writes that fail before, after, or half way. */
    private static final class FlakyStorage extends ForwardingStorage {
        private final SplittableRandom random;

        FlakyStorage(SequenceStorage storage, SplittableRandom random) {
            super(storage);
            this.random = random;
        }

        @Override
        public void write(ValueBatch batch, long checkpoint) {
            switch (draw()) {
                case 0 -> throw new StorageException("not done", true);
                case 1 -> {
                    storage.write(batch.slice(0, batch.size() / 2), 0);
                    throw new StorageException("torn", false);
                }
                case 2 -> {
                    storage.write(batch, checkpoint);
                    throw new StorageException("no answer", false);
                }
                default -> storage.write(batch, checkpoint);
            }
        }

        private int draw() {
            synchronized (random) {
                return random.nextInt(8);
            }
        }

        @Override
        public long readNumber(long wsId, int seqId) {
            if (draw() == 0) {
                throw new StorageException("not read", true);
            }
            return storage.readNumber(wsId, seqId);
        }

        @Override
        public void close() {
            // Shared.
        }
    }
}
