package io.isequencer.benchmarks;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.recording.CheckedOwner;
import io.isequencer.recording.RelationCheck;
import io.isequencer.recording.RelationCheck.Verdict;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.caches.LruCache;
import io.isequencer.storage.memory.MemoryStorage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
 * What it costs to have each step of a partition judged by the relation: {@code start}, {@code next}, an append and {@code
 * flush}, in bursts. Between them the flusher and the judge finish, off the client's clock and on the processor's.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CheckedBenchmark {
    /** A burst that nobody has begun to judge finds room in the queue. */
    static final int BURST = 500;

    private static final int SEQ_ID = 1;

    private static final long TIMEOUT_MS = 60_000;
    private static final long PAUSE_NANOS = 3_000_000;
    private static final int WARM_UP_BURSTS = 150;

    /** Who judges. */
    public enum Judge {
        NOBODY,
        BACKGROUND,
        IN_PLACE
    }

    @Param("NOBODY")
    public Judge judge;

    @Param("1000")
    public int keys;

    private Workspaces workspaces;
    private SequencerRuntime runtime;
    private RelationCheck check;
    private EventLog log;
    private Sequencer sequencer;

    /** The thread of the judge in the background, and how many steps it has judged. */
    private Thread judging;

    private long judged;

    /** All are given the same time to be compiled, the judge among them. */
    @Setup
    public void open() throws InterruptedException {
        openSequencer();
        Starts uncounted = new Starts();
        for (int i = 0; i < WARM_UP_BURSTS; i++) {
            rest();
            transactions(uncounted);
        }
    }

    private void openSequencer() {
        workspaces = new Workspaces(keys);
        runtime = SequencerRuntime.create();
        SequencerParams params = SequencerParams.of(SeqTypes.DEFAULT);
        MemoryStorage storage = new MemoryStorage();
        log = new AppendOnlyLog();
        if (judge == Judge.NOBODY) {
            sequencer = runtime.open(params, storage, log, new LruCache(params.cacheSize()), (step, state) -> {});
            return;
        }
        check = judge == Judge.IN_PLACE
                ? RelationCheck.inPlace(params)
                : RelationCheck.inBackground(params, storage, log, RelationCheck.QUEUE_WORDS);
        if (judge == Judge.BACKGROUND) {
            judging = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("relation-check"))
                    .findFirst()
                    .orElseThrow();
        }
        CheckedOwner owner = check.open("a");
        log = owner.over(log);
        sequencer = runtime.open(params, owner.over(storage), log, new LruCache(params.cacheSize()), owner);
    }

    /** What was not judged was not measured. */
    @TearDown
    public void close() {
        runtime.close();
        if (check != null) {
            check.close();
            Verdict verdict = check.verdict();
            if (verdict.state() != RelationCheck.State.FITS || verdict.dropped() > 0) {
                throw new IllegalStateException("each step must be judged, and fit: " + verdict.text());
            }
        }
    }

    @Setup(Level.Invocation)
    public void rest() throws InterruptedException {
        sequencer.awaitReady(TIMEOUT_MS);
        sequencer.awaitIdle(TIMEOUT_MS);
        if (judge == Judge.BACKGROUND) {
            awaitJudge();
        }
    }

    /**
     * Until the judge has begun with the last burst, and rests. It may have missed the end of it, which finds room in the
     * queue beside the next one.
     */
    private void awaitJudge() {
        long before = judged;
        long last;
        do {
            last = judged;
            LockSupport.parkNanos(PAUSE_NANOS);
            judged = check.verdict().steps();
        } while (judged == before || judged != last || judging.getState() != Thread.State.TIMED_WAITING);
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    public long transactions(Starts starts) throws InterruptedException {
        long sum = 0;
        for (int i = 0; i < BURST; i++) {
            long wsId = workspaces.draw();
            long plogOffset = starts.start(sequencer, wsId, TIMEOUT_MS);
            long number = sequencer.next(SEQ_ID);
            log.append(LogEvent.builder(plogOffset, 1, wsId).add(SEQ_ID, number).build());
            sequencer.flush();
            sum += number;
        }
        return sum;
    }
}
