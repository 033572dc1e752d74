package io.isequencer.benchmarks;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.storage.memory.MemoryEventLog;
import io.isequencer.storage.memory.MemoryStorage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The sequencer over storages in memory: what it costs itself. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SequencerBenchmark {
    private static final int SEQ_ID = 1;
    private static final long READY_TIMEOUT_MS = 10_000;

    /** How many workspaces there are, each with one sequence. */
    @Param("1")
    public int keys;

    /** Of how many of them the transactions are, once each was met; 0 for all. */
    @Param("0")
    public int drawn;

    @Param("100000")
    public int cacheSize;

    @Param("500")
    public int maxUnflushedValues;

    private SequencerRuntime runtime;
    private Sequencer sequencer;
    private Workspaces workspaces;

    @Setup
    public void open() throws InterruptedException {
        workspaces = Workspaces.of(keys, drawn);
        runtime = SequencerRuntime.create();
        sequencer = runtime.open(
                SequencerParams.of(SeqTypes.DEFAULT)
                        .withCacheSize(cacheSize)
                        .withMaxUnflushedValues(maxUnflushedValues),
                new MemoryStorage(),
                new MemoryEventLog());
        sequencer.awaitReady(READY_TIMEOUT_MS);
        touchAll();
    }

    @TearDown
    public void close() {
        runtime.close();
    }

    @Benchmark
    public long transaction(Starts starts) throws InterruptedException {
        starts.start(sequencer, workspaces.draw(), READY_TIMEOUT_MS);
        long number = sequencer.next(SEQ_ID);
        sequencer.flush();
        return number;
    }

    /** Each key is met once before anything is measured: what is measured is not how tables grow. */
    private void touchAll() throws InterruptedException {
        Starts uncounted = new Starts();
        for (int wsId = 1; wsId <= keys; wsId++) {
            uncounted.start(sequencer, wsId, READY_TIMEOUT_MS);
            sequencer.next(SEQ_ID);
            sequencer.flush();
        }
        sequencer.awaitIdle(READY_TIMEOUT_MS);
    }

    /** A transaction that is open. */
    @State(Scope.Thread)
    public static class Open {
        private final SequencerBenchmark one = new SequencerBenchmark();

        @Setup
        public void open() throws InterruptedException {
            one.keys = 1;
            one.cacheSize = 1;
            one.maxUnflushedValues = 500;
            one.open();
            one.sequencer.start(1, 1);
            one.sequencer.next(SEQ_ID);
        }

        @TearDown
        public void close() {
            one.close();
        }
    }

    @Benchmark
    public long next(Open open) {
        return open.one.sequencer.next(SEQ_ID);
    }
}
