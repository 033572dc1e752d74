package io.isequencer.runtime;

import io.isequencer.api.Limits;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.spi.Cache;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.StepListener;
import io.isequencer.storage.cache.TieredCache;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens sequencers and drives their background work on shared threads.
 *
 * <p>An idle partition uses no thread. A storage or log call that hangs holds one of the threads until it returns, so
 * choose more threads than partitions that may hang at once.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 *   <li><i>Durability:</i> storages and logs stay the caller's: they are neither opened nor closed here, and must outlive
 *       the sequencers that use them.
 *   <li><i>Errors:</i> a failing storage or log call is logged and tried again after the retry delay, for as long as the
 *       sequencer is open; {@link Sequencer#failure} tells of it meanwhile.
 *   <li><i>Units:</i> times in milliseconds.
 * </ul>
 */
public final class SequencerRuntime implements AutoCloseable {
    private static final long END_TIMEOUT_MS = 1_000;

    private final Workers workers;
    private final Set<ThreadedSequencer> open = ConcurrentHashMap.newKeySet();
    private boolean closed;

    private SequencerRuntime(int threads) {
        workers = new Workers(threads, END_TIMEOUT_MS);
    }

    /** A runtime with two threads. */
    public static SequencerRuntime create() {
        return create(2);
    }

    /** @param threads at least 1: how many storage and log calls may be under way at once */
    public static SequencerRuntime create(int threads) {
        Limits.requireAtLeast("threads", 1, threads);
        return new SequencerRuntime(threads);
    }

    /**
     * Opens a sequencer with the production cache. It begins with an actualization.
     *
     * @throws IllegalStateException after {@link #close}
     */
    public Sequencer open(SequencerParams params, SequenceStorage storage, EventLog log) {
        return open(params, storage, log, new TieredCache(params.cacheSize()), StepListener.NONE);
    }

    /**
     * Opens a sequencer with a cache of the caller's choice, observed by a listener.
     *
     * @throws IllegalStateException after {@link #close}
     */
    public Sequencer open(
            SequencerParams params, SequenceStorage storage, EventLog log, Cache cache, StepListener listener) {
        ThreadedSequencer sequencer =
                new ThreadedSequencer(params, new TaskIo.Ports(storage, log), cache, listener, workers, open::remove);
        register(sequencer);
        sequencer.begin();
        return sequencer;
    }

    /**
     * Closes all sequencers that are still open, side by side, then ends the threads. Takes one
     * {@link SequencerParams#closeTimeoutMs} and a second at most, however many calls hang; a thread inside of one is
     * abandoned.
     */
    @Override
    public void close() {
        refuseNew();
        open.forEach(ThreadedSequencer::beginClose);
        open.forEach(ThreadedSequencer::close);
        workers.close();
    }

    private synchronized void register(ThreadedSequencer sequencer) {
        if (closed) {
            throw new IllegalStateException("runtime must be open: closed=true");
        }
        open.add(sequencer);
    }

    private synchronized void refuseNew() {
        closed = true;
    }
}
