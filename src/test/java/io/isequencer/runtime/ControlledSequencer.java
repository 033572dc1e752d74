package io.isequencer.runtime;

import static io.isequencer.runtime.World.A;
import static io.isequencer.runtime.World.KIND;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.SequencerClosedException;
import io.isequencer.api.SequencerParams;
import io.isequencer.api.StorageException;
import io.isequencer.spi.Cache;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.NumberVisitor;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.StepListener;
import io.isequencer.spi.ValueBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * A whole sequencer of one key, whose threads, storage, log and cache are the test's: background work waits in a queue
 * until somebody calls {@link #work}, a retry until {@link #alarm}. Everything is as small as it can be: a model checker
 * switches threads at each access.
 */
final class ControlledSequencer {
    private static final long WS = 5;

    /** Far more than there ever is. */
    private static final int MUCH_WORK = 1_000;

    private static final SequencerParams PARAMS =
            new SequencerParams(SeqTypes.builder().add(KIND, A, 1).build(), 10, 10, 0, 1_000);

    static {
        // A log line has more switch points than the code around it.
        System.setProperty("org.slf4j.simpleLogger.log.io.isequencer.runtime", "off");
    }

    private final Queue<Runnable> work = new ArrayDeque<>();
    private final Queue<Runnable> alarms = new ArrayDeque<>();
    private final List<CompletableFuture<Void>> asked = new ArrayList<>();
    private final ThreadedSequencer sequencer;

    // The log: the number at each offset.
    private final long[] log = new long[16];
    private volatile int end = 1;

    // The storage.
    private volatile long stored;
    private volatile long checkpoint;
    private volatile boolean failing;
    private volatile String violation = "";

    // What the end may look like.
    private volatile int flushedEnd = 1;
    private volatile boolean rebuilding = true;
    private volatile boolean scannedAll;
    private volatile boolean closed;
    private volatile boolean writeFailedLast;

    private long cached;
    private long nanos;

    /** A sequencer that is ready. */
    ControlledSequencer(StepListener listener) {
        sequencer = new ThreadedSequencer(
                PARAMS,
                new TaskIo.Ports(new Storage(), new Log()),
                new OneKeyCache(),
                listener,
                new Queues(),
                closed -> {});
        sequencer.begin();
        drain();
    }

    /** A transaction with one number; returns the number, or 0 if it was refused: busy, or closed meanwhile. */
    long commit() {
        try {
            long plogOffset = sequencer.start(KIND, WS);
            if (plogOffset < 0) {
                return 0;
            }
            long number = sequencer.next(A);
            log[(int) plogOffset] = number;
            end = (int) plogOffset + 1;
            sequencer.flush();
            flushedEnd = end;
            return number;
        } catch (SequencerClosedException refused) {
            return 0;
        }
    }

    /** A transaction whose event is not appended; returns whether it came to its end. */
    boolean abandon() {
        try {
            if (sequencer.start(KIND, WS) < 0) {
                return false;
            }
            sequencer.next(A);
            rebuilding = true;
            sequencer.actualize();
            return true;
        } catch (SequencerClosedException refused) {
            return false;
        }
    }

    /** Begins a transaction and takes a number from memory: what the client does most. */
    long hot() {
        return sequencer.start(KIND, WS) < 0 ? 0 : sequencer.next(A);
    }

    /** The cache forgets. Of the client's thread. */
    void evict() {
        cached = 0;
    }

    /** Asks to be told when it is ready. */
    void ask() {
        CompletableFuture<Void> told = sequencer.whenReady().toCompletableFuture();
        synchronized (this) {
            asked.add(told);
        }
    }

    void failNextWrite() {
        failing = true;
    }

    void close() {
        closed = true;
        sequencer.beginClose();
    }

    /** What a thread of the pool does: takes the oldest piece of work, if there is any. */
    void work() {
        runOldest(work);
    }

    /** What the timer does when a retry delay is over. */
    void alarm() {
        runOldest(alarms);
    }

    /**
     * Does all that is left to do, then looks whether log and storage are right, at any moment, and agree in the end.
     *
     * <p>What a close may leave undone is no less judged before: an end that is demanded where none is promised would
     * forbid the scenarios in which a close comes at a bad time.
     */
    void judge() {
        drain();
        requireAnswered();
        for (int plogOffset = 1; plogOffset < end; plogOffset++) {
            if (log[plogOffset] != plogOffset) {
                throw new IllegalStateException("not dense: " + Arrays.toString(log));
            }
        }
        if (!violation.isEmpty()) {
            throw new IllegalStateException(violation);
        }
        int owed = owedCheckpoint();
        if (checkpoint < owed || stored < owed - 1 || stored >= end) {
            throw new IllegalStateException("not drained: stored=" + stored + ", checkpoint=" + checkpoint + ", owed="
                    + owed + ", end=" + end + ", closed=" + closed);
        }
    }

    /** Nothing is left to do, so it is ready or closed, and whoever asked knows it. */
    private void requireAnswered() {
        for (CompletableFuture<Void> told : asked) {
            if (!told.isDone() || told.isCompletedExceptionally() && !closed) {
                throw new IllegalStateException("not told: " + told + ", closed=" + closed);
            }
        }
    }

    /** What the checkpoint must have reached. */
    private int owedCheckpoint() {
        if (!closed) {
            return end > 1 ? end : 0;
        }
        // A close ends a rebuild, and does not repeat a write that fails. What it met is written, what came later not.
        boolean mayLeaveAll = rebuilding || writeFailedLast || flushedEnd == 1;
        return mayLeaveAll ? 0 : flushedEnd;
    }

    private void drain() {
        for (int pieces = 0; runOldest(work) || runOldest(alarms); pieces++) {
            if (pieces == MUCH_WORK) {
                throw new IllegalStateException("never idle: end=" + end);
            }
        }
    }

    private boolean runOldest(Queue<Runnable> queue) {
        Runnable next;
        synchronized (this) {
            next = queue.poll();
        }
        if (next != null) {
            next.run();
            if (scannedAll && !closed) {
                // What was scanned is published by now: a close that comes before that may drop it.
                scannedAll = false;
                rebuilding = false;
            }
        }
        return next != null;
    }

    private final class Queues implements Crew {
        @Override
        public void execute(Runnable runnable) {
            synchronized (ControlledSequencer.this) {
                work.add(runnable);
            }
        }

        /** Time flies: no work rests. */
        @Override
        public long nanoTime() {
            synchronized (ControlledSequencer.this) {
                nanos += 1_000_000_000;
                return nanos;
            }
        }

        @Override
        public Future<?> schedule(long delayMs, Runnable runnable) {
            synchronized (ControlledSequencer.this) {
                alarms.add(runnable);
            }
            // A cancelled alarm may still ring: the runner has to bear that.
            return new CompletableFuture<>();
        }
    }

    private final class Storage implements SequenceStorage {
        @Override
        public long readNumber(long wsId, int seqId) {
            return stored;
        }

        @Override
        public long readCheckpoint() {
            return checkpoint;
        }

        @Override
        public void write(ValueBatch batch, long next) {
            writeFailedLast = failing;
            if (failing) {
                failing = false;
                throw new StorageException("planned failure", true);
            }
            if (batch.size() > 0) {
                stored = Math.max(stored, batch.number(0));
            }
            checkpoint = Math.max(checkpoint, next);
            if (checkpoint < 1 || checkpoint > end || stored < log[(int) checkpoint - 1]) {
                violation = "unsound: stored=" + stored + ", checkpoint=" + checkpoint + ", end=" + end;
            }
        }

        @Override
        public void forEachNumber(NumberVisitor visitor) {
            visitor.visit(WS, A, stored);
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    private final class Log implements EventLog {
        @Override
        public AppendResult append(Event event) {
            throw new UnsupportedOperationException("commit appends");
        }

        @Override
        public boolean scan(long fromOffset, EventVisitor visitor) {
            for (int plogOffset = (int) fromOffset; plogOffset < end; plogOffset++) {
                LogEvent event = LogEvent.builder(plogOffset, KIND, WS)
                        .add(A, log[plogOffset])
                        .build();
                if (!visitor.visit(event)) {
                    return false;
                }
            }
            scannedAll = true;
            return true;
        }

        @Override
        public void sync(long belowOffset) {
            // What is appended is durable.
        }

        @Override
        public long end() {
            return end;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    private final class OneKeyCache implements Cache {
        @Override
        public long get(long wsId, int seqId) {
            return cached;
        }

        @Override
        public void put(long wsId, int seqId, long number) {
            cached = number;
        }

        @Override
        public void clear() {
            cached = 0;
        }
    }
}
