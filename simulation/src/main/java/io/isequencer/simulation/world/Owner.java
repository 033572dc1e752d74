package io.isequencer.simulation.world;

import io.isequencer.core.Partition;
import io.isequencer.simulation.moves.Options;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.StepListener;

/**
 * An owner of the partition: the production core, its cache, and where its client and its calls stand.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 *   <li><i>Units:</i> times in virtual milliseconds.
 * </ul>
 */
public final class Owner {
    /** Where the client stands in {@code Start Next* append (Flush | Actualize)}. */
    public enum Phase {
        DOWN,
        IDLE,
        IN_TRANSACTION,
        READING,
        FILLING,
        APPENDED,
        REJECTED,
        CLOSED
    }

    final int id;
    Partition core;
    SimCache cache;
    Phase phase = Phase.DOWN;

    /** Counts the owners that were ever begun: the higher, the later. */
    int generation;

    /** The event of the transaction. */
    LogEvent.Builder event;

    int eventSize;

    /** The call that waits for a storage read: a Use with this number, or a Next if it is 0. */
    int missSeqId;

    long missNumber;
    long readNumber;

    /** What was pending of the missed key when the miss was noted. */
    long missPendingNumber;

    /** How many effects of the flusher's write call have happened: its values, then the checkpoint. */
    int writeProgress;

    /** Whether a scan broke off amid events and has not yet gone on. */
    boolean scanBroken;

    /** Until then the flusher's call hangs. */
    long flusherStalledUntilMs;

    long flusherAwakeAtMs;
    long actualizerAwakeAtMs;

    Owner(int id) {
        this.id = id;
    }

    public boolean isUp() {
        return phase != Phase.DOWN;
    }

    void begin(Options options, StepListener listener, int newGeneration) {
        cache = new SimCache(options);
        core = new Partition(options.params(), cache, listener);
        phase = Phase.IDLE;
        generation = newGeneration;
        writeProgress = 0;
        scanBroken = false;
        flusherStalledUntilMs = 0;
        flusherAwakeAtMs = 0;
        actualizerAwakeAtMs = 0;
        endTransaction();
    }

    void crash() {
        core = null;
        cache = null;
        phase = Phase.DOWN;
        endTransaction();
    }

    void endTransaction() {
        event = null;
        eventSize = 0;
        missSeqId = 0;
        missNumber = 0;
        readNumber = 0;
        missPendingNumber = 0;
    }

    public int id() {
        return id;
    }

    public Partition core() {
        return core;
    }

    public Phase phase() {
        return phase;
    }

    public int missSeqId() {
        return missSeqId;
    }

    public long readNumber() {
        return readNumber;
    }

    public SimCache cache() {
        return cache;
    }

    public LogEvent.Builder event() {
        return event;
    }

    public int writeProgress() {
        return writeProgress;
    }
}
