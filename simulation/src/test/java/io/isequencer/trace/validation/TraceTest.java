package io.isequencer.trace.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.api.StorageException;
import io.isequencer.recording.OwnerTrace;
import io.isequencer.recording.TraceWriter;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.render.SimTracer;
import io.isequencer.simulation.run.Run;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.caches.LruCache;
import io.isequencer.storage.faulty.Fault;
import io.isequencer.storage.faulty.FaultCall;
import io.isequencer.storage.faulty.FaultPlan;
import io.isequencer.storage.faulty.FaultyEventLog;
import io.isequencer.storage.faulty.FaultyStorage;
import io.isequencer.storage.faulty.Operation;
import io.isequencer.storage.memory.MemoryEventLog;
import io.isequencer.storage.memory.MemoryStorage;
import io.isequencer.testing.ProjectFiles;
import io.isequencer.testing.Sample;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the simulation and of threads are behaviours of the specification. Only these tests: {@code mvn test -Dtest=TraceTest}. */
@Tag("tlc")
@Timeout(900)
class TraceTest {
    private static final Path TLA = ProjectFiles.ROOT.resolve("tla");

    private static final int SEEDS = Sample.isAll() ? 10 : 2;

    @TempDir
    private Path temp;

    @Test
    void runsOfTheSimulationAre() throws IOException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Path file = temp.resolve("seed-" + seed + ".ndjson");
            simulate(seed, 500, file);
            requireValid(file, seed == 1 ? 150 : TraceValidator.WINDOW);
        }
    }

    @Test
    void aRunOnThreadsIsOneWithFailuresAndARestart() throws IOException, InterruptedException {
        Path file = temp.resolve("threads.ndjson");
        SequencerParams params =
                SequencerParams.of(SeqTypes.DEFAULT).withMaxUnflushedValues(3).withRetryDelayMs(1);
        SequenceStorage storage = new FaultyStorage(new MemoryStorage(), new FewFaults(), millis -> {});
        EventLog log = new FaultyEventLog(new MemoryEventLog(), new FewFaults(), millis -> {});
        try (Writer out = Files.newBufferedWriter(file);
                TraceWriter trace = new TraceWriter(out, params)) {
            for (int life = 0; life < 3; life++) {
                OwnerTrace owner = trace.open("a");
                EventLog traced = owner.over(log);
                try (SequencerRuntime runtime = SequencerRuntime.create();
                        Sequencer sequencer =
                                runtime.open(params, owner.over(storage), traced, new LruCache(2), owner)) {
                    for (int i = 0; i < 60; i++) {
                        commit(sequencer, traced, i % 5);
                    }
                }
            }
        }
        requireValid(file, TraceValidator.WINDOW);
        String text = Files.readString(file);
        for (String action : List.of("FlFail", "Miss", "AppendUnknown", "ActScan", "FlPrune", "Actualize", "Close")) {
            assertTrue(text.contains("\"a\":\"" + action), action);
        }
    }

    @Test
    void aTraceThatWasMadeToMeasureIsOne() throws IOException {
        Path file = temp.resolve("long.ndjson");
        try (Writer out = Files.newBufferedWriter(file)) {
            LongTrace.write(out, 500, 20);
        }
        requireValid(file, TraceValidator.WINDOW);
    }

    private void requireValid(Path file, int window) {
        TraceFile trace = TraceFile.read(file, in -> in);
        TraceVerdict verdict = new TraceValidator(trace, TLA, temp.resolve("work"), window).validate();
        assertTrue(verdict.valid(), () -> verdict.text());
        assertTrue(verdict.steps() > 100, () -> "a trace must be long enough to tell: steps=" + verdict.steps());
        TraceVerdict byRelation = new RelationValidator(file, steps -> {}).validate(in -> in);
        assertTrue(byRelation.valid(), byRelation::text);
        assertEquals(verdict.steps(), byRelation.steps());
    }

    static void simulate(long seed, int moves, Path file) throws IOException {
        Options options = Options.forSeed(seed, moves, EnumSet.allOf(FaultKind.class));
        try (SimTracer tracer = new SimTracer(Files.newBufferedWriter(file), options)) {
            assertTrue(new Run(seed, options, tracer, tracer).execute().passed());
        }
    }

    private static void commit(Sequencer sequencer, EventLog log, long wsId) throws InterruptedException {
        long plogOffset = sequencer.start(1, wsId);
        while (plogOffset < 0) {
            sequencer.awaitReady(10_000);
            plogOffset = sequencer.start(1, wsId);
        }
        try {
            LogEvent event = LogEvent.builder(plogOffset, 1, wsId)
                    .add(1, sequencer.next(1))
                    .add(2, sequencer.next(2))
                    .build();
            if (log.append(event) == EventLog.AppendResult.APPENDED) {
                sequencer.flush();
                return;
            }
        } catch (StorageException e) {
            // As a client has to: the numbers are forgotten.
        }
        sequencer.actualize();
    }

    /** Failures whose effects can be seen at once: nothing late, and no failing read, since the trace reads too. */
    private static final class FewFaults implements FaultPlan {
        private final List<Fault> onWrite = new ArrayList<>(List.of(Fault.NONE));

        @Override
        public Fault decide(FaultCall call) {
            long turn = call.number() % 13;
            if (call.operation() == Operation.WRITE) {
                return turn == 3
                        ? Fault.of(io.isequencer.storage.faulty.FaultKind.ERROR_BEFORE)
                        : turn == 6
                                ? Fault.of(io.isequencer.storage.faulty.FaultKind.ERROR_AFTER)
                                : turn == 9 ? Fault.torn(1) : onWrite.get(0);
            }
            if (call.operation() == Operation.APPEND) {
                return turn == 5
                        ? Fault.of(io.isequencer.storage.faulty.FaultKind.APPEND_FAILED)
                        : turn == 7
                                ? Fault.of(io.isequencer.storage.faulty.FaultKind.APPEND_UNKNOWN_WRITTEN)
                                : turn == 11
                                        ? Fault.of(io.isequencer.storage.faulty.FaultKind.APPEND_UNKNOWN_LOST)
                                        : Fault.NONE;
            }
            return call.operation() == Operation.SCAN && turn % 3 == 1 ? Fault.scanError(1) : Fault.NONE;
        }
    }
}
