package io.isequencer.core;

import io.isequencer.spi.Action;
import io.isequencer.spi.ValueBatch;

/**
 * Writes what is pending to the storage.
 *
 * <pre>
 *   idle --FlSnapshot--> syncing --FlSync--> writing --FlPrune--> idle
 *                           |                   |
 *                           +------FlFail-------+---> idle, signalled, after the retry delay
 *   idle --FlStop--> stopped
 * </pre>
 *
 * <p>The log is made durable first (write-ahead): stored numbers never run ahead of a log whose tail a crash can take.
 * After a failure the next snapshot is taken afresh: what is pending includes all that the failed batch had, since only
 * a completed write prunes. The flusher ends only in {@code idle}, hence never with a call in flight (R11).
 *
 * <ul>
 *   <li><i>Threading:</i> see {@link Task}; the driver may read {@link #batch} during the write without exclusion.
 *   <li><i>Source:</i> rules R5, R7, R10, R13, R15; actions FlSnapshot, FlSync, FlPrune, FlFail, FlStop.
 * </ul>
 */
public final class Flusher implements Task {
    private enum State {
        STOPPED,
        IDLE,
        SYNCING,
        WRITING,
        WRITTEN
    }

    private final Partition partition;
    private final ValueBatch batch = new ValueBatch();
    private State state = State.STOPPED;
    private long checkpoint;
    private boolean backingOff;
    private boolean lastTryTaken;

    Flusher(Partition partition) {
        this.partition = partition;
    }

    @Override
    public Want want() {
        return switch (state) {
            case STOPPED -> Want.STOPPED;
            case SYNCING, WRITING -> Want.IO;
            case WRITTEN -> Want.STEP;
            case IDLE -> wantWhenIdle();
        };
    }

    private Want wantWhenIdle() {
        if (partition.flusherCancelled || partition.closing) {
            return Want.STEP;
        }
        if (!partition.flusherSignalled) {
            return Want.WAIT;
        }
        return backingOff ? Want.SLEEP : Want.STEP;
    }

    @Override
    public void step() {
        if (state == State.WRITTEN) {
            prune();
        } else if (partition.flusherCancelled || partition.closing && !owesLastTry()) {
            stop();
        } else {
            snapshot();
        }
    }

    @Override
    public void wake() {
        backingOff = false;
    }

    /** True while the call that {@link Want#IO} asks for is {@code EventLog.sync(checkpoint())}, else it is a write. */
    public boolean syncing() {
        return state == State.SYNCING;
    }

    /** What to write. */
    public ValueBatch batch() {
        return batch;
    }

    /** The checkpoint to write behind the values; 0 when nothing is being written. */
    public long checkpoint() {
        return checkpoint;
    }

    /** Action FlSync: the log is durable below the checkpoint. */
    public void synced() {
        state = State.WRITING;
        partition.emit(Action.FL_SYNC, 0, 0, checkpoint);
    }

    /** All values and the checkpoint are stored. */
    public void written() {
        state = State.WRITTEN;
    }

    /** Action FlFail. */
    @Override
    public void failed() {
        partition.flusherSignalled = true;
        backingOff = true;
        becomeIdle();
        partition.emit(Action.FL_FAIL, 0, 0, 0);
    }

    /** Whether the retry delay runs: time alone ends it. */
    public boolean backingOff() {
        return backingOff;
    }

    /** Whether the close's last try was taken (R15). */
    public boolean lastTryTaken() {
        return lastTryTaken;
    }

    void copyFrom(Flusher that) {
        batch.copyFrom(that.batch);
        state = that.state;
        checkpoint = that.checkpoint;
        backingOff = that.backingOff;
        lastTryTaken = that.lastTryTaken;
    }

    boolean isStopped() {
        return state == State.STOPPED;
    }

    /** Part of ActClear: a new flusher, which knows of nothing. */
    void restart() {
        state = State.IDLE;
        backingOff = false;
        partition.flusherSignalled = false;
        partition.flusherCancelled = false;
    }

    String state() {
        return switch (state) {
            case STOPPED -> "stopped";
            case IDLE -> "idle";
            case SYNCING -> "syncing";
            case WRITING -> "writing";
            case WRITTEN -> "written";
        };
    }

    /** Once closing, all that is pending is tried once more (R15). */
    private boolean owesLastTry() {
        return !lastTryTaken
                && partition.pending.checkpoint() > 0
                && (partition.flusherSignalled || partition.pending.size() > 0);
    }

    private void snapshot() {
        partition.flusherSignalled = false;
        lastTryTaken = partition.closing;
        // Nothing was published since the rebuild: writing would put 0 over the stored checkpoint (R13).
        if (partition.pending.checkpoint() > 0) {
            partition.pending.copyTo(batch);
            checkpoint = partition.pending.checkpoint();
            state = State.SYNCING;
        }
        partition.emit(Action.FL_SNAPSHOT, 0, 0, checkpoint);
    }

    private void prune() {
        partition.pending.prune(batch);
        becomeIdle();
        partition.emit(Action.FL_PRUNE, 0, 0, 0);
    }

    private void stop() {
        state = State.STOPPED;
        partition.emit(Action.FL_STOP, 0, 0, 0);
    }

    private void becomeIdle() {
        state = State.IDLE;
        checkpoint = 0;
        batch.clear();
    }
}
