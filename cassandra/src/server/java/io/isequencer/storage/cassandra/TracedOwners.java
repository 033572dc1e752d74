package io.isequencer.storage.cassandra;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerException;
import io.isequencer.api.SequencerParams;
import io.isequencer.recording.OwnerTrace;
import io.isequencer.recording.TraceWriter;
import io.isequencer.runtime.Committer;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.caches.LruCache;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Several owners of one partition at once, and one trace of all their steps, for {@code trace validate}.
 *
 * <p>A trace is an order of effects. Owners in processes of their own have none that could be seen from outside, so these are
 * in one process and use log and storage in turns; between two turns of one owner the others append, conflict and take over as
 * they like, and nodes die. Each of them is replaced now and then.
 */
final class TracedOwners implements AutoCloseable {
    private static final SequencerParams PARAMS = SequencerParams.of(SeqTypes.DEFAULT)
            .withMaxUnflushedValues(20)
            .withRetryDelayMs(20)
            .withCloseTimeoutMs(3_000);

    private static final int WORKSPACES = 8;
    private static final int CACHED_KEYS = 4;
    private static final int REPLACED_ONCE_IN = 60;
    private static final long PAUSE_MS = 2;

    private final TraceWriter trace;
    private final Supplier<EventLog> log;
    private final Supplier<SequenceStorage> storage;
    private final Turn turn = new Turn();
    private final TracedLog tracedLog;

    /** @param log opens the same, empty log once more, as {@code storage} opens the storage */
    TracedOwners(Writer out, Supplier<EventLog> log, Supplier<SequenceStorage> storage) {
        trace = new TraceWriter(out, PARAMS);
        tracedLog = new TracedLog(trace);
        this.log = log;
        this.storage = storage;
    }

    /** Until the end is near. */
    void run(int owners, BooleanSupplier ended) throws InterruptedException {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int owner = 1; owner <= owners; owner++) {
            SplittableRandom random = new SplittableRandom(owner);
            String name = "o" + owner;
            Thread thread = new Thread(
                    () -> {
                        try {
                            // A name of its own for each: what was closed may still have a call under way.
                            for (int life = 1; !ended.getAsBoolean(); life++) {
                                ownOnce(name + "_" + life, random, ended);
                            }
                        } catch (Exception | Error e) {
                            failures.add(e);
                        }
                    },
                    name);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("owners must live to the end", failures.element());
        }
    }

    /** From an opening to a close. */
    private void ownOnce(String name, SplittableRandom random, BooleanSupplier ended) throws InterruptedException {
        OwnerTrace owner = trace.open(name);
        EventLog recorded = turn.over(name, tracedLog.over(name, log.get()));
        SequenceStorage stored = turn.over(name, owner.over(new PatientStorage(storage.get())));
        try (SequencerRuntime runtime = SequencerRuntime.create();
                Sequencer sequencer =
                        runtime.open(PARAMS, stored, recorded, new LruCache(CACHED_KEYS), turn.over(name, owner))) {
            Committer committer = new Committer(sequencer, recorded);
            while (!ended.getAsBoolean() && random.nextInt(REPLACED_ONCE_IN) > 0) {
                try {
                    committer.commit(1, 1 + random.nextInt(WORKSPACES), transaction -> {
                        transaction.next(1);
                        transaction.next(2);
                        return name.getBytes(StandardCharsets.US_ASCII);
                    });
                } catch (SequencerException e) {
                    // The next one waits until it has recovered.
                }
                Thread.sleep(PAUSE_MS);
            }
        } finally {
            turn.closed(name);
        }
    }

    @Override
    public void close() {
        trace.close();
    }
}
