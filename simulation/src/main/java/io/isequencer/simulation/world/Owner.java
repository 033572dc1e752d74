package io.isequencer.simulation.world;

import io.isequencer.core.Partition;
import io.isequencer.simulation.moves.Options;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.StepListener;

/**
 * An owner of the partition: the production core, its cache, and where its client and its calls stand.
 *
 * <ul>
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

    private final int id;
    private Partition core;
    private SimCache cache;
    private Phase phase = Phase.DOWN;

    /** Counts the owners that were ever begun: the higher, the later. */
    private int generation;

    /** The event of the transaction. */
    private LogEvent.Builder event;

    private int eventSize;

    /** The call that waits for a storage read: a Use with this number, or a Next if it is 0. */
    private int missSeqId;

    private long missNumber;
    private long readNumber;

    /** What was pending of the missed key when the miss was noted. */
    private long missPendingNumber;

    /** How many effects of the flusher's write call have happened: its values, then the checkpoint. */
    private int writeProgress;

    /** Whether a scan broke off amid events and has not yet gone on. */
    private boolean scanBroken;

    /** Until then the flusher's call hangs. */
    private long flusherStalledUntilMs;

    private long flusherAwakeAtMs;
    private long actualizerAwakeAtMs;

    Owner(int id) {
        this.id = id;
    }

    public boolean isUp() {
        return phase != Phase.DOWN;
    }

    void begin(Options options, StepListener listener, int newGeneration) {
        cache = new SimCache(options);
        core = new Partition(options.params(), cache, listener);
        generation = newGeneration;
        writeProgress = 0;
        scanBroken = false;
        flusherStalledUntilMs = 0;
        flusherAwakeAtMs = 0;
        actualizerAwakeAtMs = 0;
        leaveTransaction(Phase.IDLE);
    }

    void crash() {
        core = null;
        cache = null;
        leaveTransaction(Phase.DOWN);
    }

    void close() {
        core.close();
        leaveTransaction(Phase.CLOSED);
    }

    void idle() {
        leaveTransaction(Phase.IDLE);
    }

    private void leaveTransaction(Phase next) {
        phase = next;
        event = null;
        eventSize = 0;
        missSeqId = 0;
        missNumber = 0;
        readNumber = 0;
        missPendingNumber = 0;
    }

    void startTransaction(LogEvent.Builder begun) {
        event = begun;
        phase = Phase.IN_TRANSACTION;
    }

    /** Adds a number to the transaction's event. */
    void add(int seqId, long number, boolean explicit) {
        event.add(seqId, number, explicit);
        eventSize++;
    }

    /** The call needs a storage read before it can be made again. */
    void waitForRead(int seqId, long number) {
        missSeqId = seqId;
        missNumber = number;
        missPendingNumber = core.pendingNumber(core.wsId(), seqId);
        phase = Phase.READING;
    }

    void answered(long number) {
        readNumber = number;
        phase = Phase.FILLING;
    }

    /** The read has ended, one way or the other. */
    void resume() {
        phase = Phase.IN_TRANSACTION;
    }

    void appended() {
        phase = Phase.APPENDED;
    }

    void rejected() {
        phase = Phase.REJECTED;
    }

    void wroteOne() {
        writeProgress++;
    }

    void endWrite() {
        writeProgress = 0;
    }

    void stallFlusher(long untilMs) {
        flusherStalledUntilMs = untilMs;
    }

    void flusherSleeps(long untilMs) {
        flusherAwakeAtMs = untilMs;
    }

    void actualizerSleeps(long untilMs) {
        actualizerAwakeAtMs = untilMs;
    }

    void breakScan(boolean amidEvents) {
        scanBroken = amidEvents;
    }

    /** Whether a scan that broke off goes on. */
    boolean resumeScan() {
        boolean resumed = scanBroken;
        scanBroken = false;
        return resumed;
    }

    public int id() {
        return id;
    }

    public Partition core() {
        return core;
    }

    public SimCache cache() {
        return cache;
    }

    public Phase phase() {
        return phase;
    }

    int generation() {
        return generation;
    }

    public LogEvent.Builder event() {
        return event;
    }

    int eventSize() {
        return eventSize;
    }

    public int missSeqId() {
        return missSeqId;
    }

    long missNumber() {
        return missNumber;
    }

    public long readNumber() {
        return readNumber;
    }

    long missPendingNumber() {
        return missPendingNumber;
    }

    public int writeProgress() {
        return writeProgress;
    }

    long flusherStalledUntilMs() {
        return flusherStalledUntilMs;
    }

    long flusherAwakeAtMs() {
        return flusherAwakeAtMs;
    }

    long actualizerAwakeAtMs() {
        return actualizerAwakeAtMs;
    }
}
