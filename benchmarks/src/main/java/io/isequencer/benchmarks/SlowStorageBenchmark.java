package io.isequencer.benchmarks;

import io.isequencer.api.Busy;
import io.isequencer.api.SeqTypes;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.spi.ForwardingStorage;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.memory.MemoryEventLog;
import io.isequencer.storage.memory.MemoryStorage;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Transactions beside a storage that takes its time for each write, in bursts that stay below the limit of unflushed
 * values: what the client would feel of it is not waiting for room. Between the bursts the flusher finishes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SlowStorageBenchmark {
    static final int BURST = 18_000;

    private static final int SEQ_ID = 1;
    private static final int MAX_UNFLUSHED_VALUES = 20_000;

    /** More than half of the limit, so that the flusher is called before its rest is over; and less than the limit. */
    private static final int KEYS = 15_000;

    private static final int WARM_UP_BURSTS = 100;
    private static final long TIMEOUT_MS = 60_000;

    /** How long a write takes besides. */
    @Param("0")
    public long writeMs;

    private final Workspaces workspaces = new Workspaces(KEYS);
    private final long[] drawn = new long[BURST];
    private int distinct;
    private SequencerRuntime runtime;
    private Slow storage;
    private Sequencer sequencer;

    /** What the bursts changed, and what was written for it. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Writes {
        public long keysChanged;
        public long valuesWritten;
    }

    private static final class Slow extends ForwardingStorage {
        private final AtomicLong values = new AtomicLong();
        private volatile long nanos;

        Slow() {
            super(new MemoryStorage());
        }

        @Override
        public void write(ValueBatch batch, long checkpoint) {
            values.addAndGet(batch.size());
            long end = System.nanoTime() + nanos;
            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            storage.write(batch, checkpoint);
        }
    }

    /** The client's code is compiled beside a fast storage: the slow one gives it few bursts to be compiled in. */
    @Setup
    public void open() throws InterruptedException {
        runtime = SequencerRuntime.create();
        storage = new Slow();
        sequencer = runtime.open(
                SequencerParams.of(SeqTypes.DEFAULT).withMaxUnflushedValues(MAX_UNFLUSHED_VALUES),
                storage,
                new MemoryEventLog());
        Writes ignored = new Writes();
        for (int i = 0; i < WARM_UP_BURSTS; i++) {
            rest();
            transactions(ignored);
        }
        storage.nanos = TimeUnit.MILLISECONDS.toNanos(writeMs);
    }

    @TearDown
    public void close() {
        runtime.close();
    }

    @Setup(Level.Invocation)
    public void rest() throws InterruptedException {
        sequencer.awaitReady(TIMEOUT_MS);
        sequencer.awaitIdle(TIMEOUT_MS);
        BitSet seen = new BitSet(KEYS + 1);
        for (int i = 0; i < BURST; i++) {
            drawn[i] = workspaces.draw();
            seen.set((int) drawn[i]);
        }
        distinct = seen.cardinality();
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    public long transactions(Writes writes) {
        // Those of the burst before.
        writes.valuesWritten += storage.values.getAndSet(0);
        writes.keysChanged += distinct;
        long sum = 0;
        for (int i = 0; i < BURST; i++) {
            if (Busy.isBusy(sequencer.start(1, drawn[i]))) {
                throw new IllegalStateException("start must be admitted below the limit: transaction=" + i);
            }
            sum += sequencer.next(SEQ_ID);
            sequencer.flush();
        }
        return sum;
    }
}
