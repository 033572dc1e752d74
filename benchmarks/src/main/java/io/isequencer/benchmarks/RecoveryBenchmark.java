package io.isequencer.benchmarks;

import io.isequencer.api.NumberKey;
import io.isequencer.api.SeqTypes;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.storage.memory.MemoryStorage;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** From an empty storage and a long log to the first transaction that is admitted; the time is that of one event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecoveryBenchmark {
    private static final int EVENTS = 2_000_000;
    private static final long TIMEOUT_MS = 60_000;

    @Param("100")
    public int keys;

    private SequencerRuntime runtime;

    @Setup
    public void open() {
        runtime = SequencerRuntime.create();
    }

    @TearDown
    public void close() {
        runtime.close();
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public boolean recovery() throws InterruptedException {
        SequencerParams params = SequencerParams.of(SeqTypes.DEFAULT);
        try (Sequencer sequencer = runtime.open(params, new MemoryStorage(), new GeneratedLog(EVENTS, keys))) {
            if (!sequencer.awaitReady(TIMEOUT_MS)) {
                throw new IllegalStateException("recovery must end in time: timeoutMs=" + TIMEOUT_MS);
            }
            return true;
        }
    }

    /** What somebody would write who has the memory for all keys, and stores none. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Map<NumberKey, Long> hashMap() {
        Map<NumberKey, Long> numbers = new HashMap<>();
        new GeneratedLog(EVENTS, keys).scan(1, event -> {
            for (int i = 0; i < event.size(); i++) {
                numbers.merge(new NumberKey(event.wsId(), event.seqId(i)), event.number(i), Math::max);
            }
            return true;
        });
        return numbers;
    }
}
