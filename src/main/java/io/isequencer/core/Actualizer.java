package io.isequencer.core;

import io.isequencer.api.StorageException;
import io.isequencer.spi.Action;
import io.isequencer.spi.Event;

/**
 * Rebuilds the state from the storage's checkpoint and the PLog behind it.
 *
 * <pre>
 *   stopping --ActClear--> reading --ActReadCheckpoint--> scanning --ActDone--> idle
 *                            |  ^                          |  ^  ^
 *                          ActFail                   ActScan  |  |
 *                                                        ActWaitRoom (waits until the flusher made room)
 *                                                        ActFail (resumes where it was)
 * </pre>
 *
 * <p>After a close only ActStop follows: the answer to a call that was under way comes too late and is dropped (R15).
 *
 * <p>The order matters (R11): the flusher is told to stop and waited for, then the memories are emptied, then the
 * checkpoint is read. A flusher that still wrote behind our back could move the stored checkpoint ahead of the place
 * where our scan begins.
 *
 * <ul>
 *   <li><i>Threading:</i> see {@link Task}; {@link #offer} too needs the exclusion.
 *   <li><i>Source:</i> rules R9, R11, R12, R14, R16; actions ActClear, ActReadCheckpoint, ActScan, ActWaitRoom, ActDone,
 *       ActFail, ActStop.
 * </ul>
 */
public final class Actualizer implements Task {
    private enum State {
        STOPPING,
        READING,
        SCANNING,
        WAITING_ROOM,
        IDLE,
        STOPPED
    }

    private final Partition partition;
    private State state = State.STOPPING;
    private boolean backingOff;

    Actualizer(Partition partition) {
        this.partition = partition;
    }

    @Override
    public Want want() {
        if (state == State.STOPPED) {
            return Want.STOPPED;
        }
        if (partition.closing) {
            return Want.STEP;
        }
        if (backingOff) {
            return Want.SLEEP;
        }
        return switch (state) {
            case STOPPING -> partition.flusher().isStopped() ? Want.STEP : Want.WAIT;
            case READING, SCANNING -> Want.IO;
            case WAITING_ROOM -> hasRoom() ? Want.IO : Want.WAIT;
            default -> Want.WAIT;
        };
    }

    @Override
    public void step() {
        if (partition.closing) {
            state = State.STOPPED;
            partition.emit(Action.ACT_STOP, 0, 0, 0);
        } else {
            clear();
        }
    }

    @Override
    public void wake() {
        backingOff = false;
    }

    /** True while the call that {@link Want#IO} asks for is {@code readCheckpoint()}, else it is a scan. */
    public boolean reading() {
        return state == State.READING;
    }

    /** Where to scan from: a scan that failed or was stopped resumes where it was (R14). */
    public long scanFrom() {
        return partition.nextOffset;
    }

    /** Action ActReadCheckpoint. An empty store means 1 (R16). Dropped once closing: nothing is taken over any more. */
    public void checkpointRead(long checkpoint) {
        if (partition.closing) {
            return;
        }
        partition.nextOffset = Math.max(checkpoint, 1);
        state = State.SCANNING;
        partition.emit(Action.ACT_READ_CHECKPOINT, 0, 0, partition.nextOffset);
    }

    /**
     * Action ActScan, the seed's batcher: publishes the numbers of one event together with the checkpoint (R5). Or
     * action ActWaitRoom, if too much is pending already: wakes the flusher, or no one ever would (R12).
     *
     * @return false if the scan must pause: the event was not taken
     * @throws StorageException if the log left out an event
     */
    public boolean offer(Event event) {
        if (partition.closing) {
            return false;
        }
        if (!hasRoom()) {
            partition.flusherSignalled = true;
            state = State.WAITING_ROOM;
            partition.emit(Action.ACT_WAIT_ROOM, 0, 0, 0);
            return false;
        }
        long plogOffset = event.plogOffset();
        if (plogOffset != partition.nextOffset) {
            throw new StorageException(
                    "scan must deliver each event in order: expected=" + partition.nextOffset + ", got=" + plogOffset,
                    true);
        }
        for (int i = 0; i < event.size(); i++) {
            partition.pending.merge(event.wsId(), event.seqId(i), event.number(i));
        }
        partition.pending.cover(plogOffset);
        partition.nextOffset = plogOffset + 1;
        state = State.SCANNING;
        partition.emit(Action.ACT_SCAN, 0, 0, plogOffset);
        return true;
    }

    /**
     * Action ActDone: the end of the log was reached. Signals once more, or the rest would stay pending (R12). Dropped
     * once closing.
     */
    public void scanEnded() {
        if (partition.closing) {
            return;
        }
        partition.actualizing = false;
        partition.flusherSignalled = true;
        state = State.IDLE;
        partition.emit(Action.ACT_DONE, 0, 0, 0);
    }

    /** Action ActFail: the same call is tried again after the retry delay; nothing is undone (R14). Dropped once closing. */
    @Override
    public void failed() {
        if (partition.closing) {
            return;
        }
        backingOff = true;
        partition.emit(Action.ACT_FAIL, 0, 0, 0);
    }

    /** Whether the retry delay runs: time alone ends it. */
    public boolean backingOff() {
        return backingOff;
    }

    void copyFrom(Actualizer that) {
        state = that.state;
        backingOff = that.backingOff;
    }

    /** Part of Actualize. */
    void begin() {
        partition.actualizing = true;
        partition.flusherCancelled = true;
        state = State.STOPPING;
    }

    String state() {
        return switch (state) {
            case STOPPING -> "stopping";
            case READING -> "reading";
            case SCANNING -> "scanning";
            case WAITING_ROOM -> "waitingRoom";
            case IDLE -> "idle";
            case STOPPED -> "stopped";
        };
    }

    /** Action ActClear. */
    private void clear() {
        partition.cache.clear();
        partition.pending.clear();
        partition.nextOffset = 1;
        partition.flusher().restart();
        state = State.READING;
        partition.emit(Action.ACT_CLEAR, 0, 0, 0);
    }

    private boolean hasRoom() {
        return partition.pending.size() < partition.params.maxUnflushedValues();
    }
}
