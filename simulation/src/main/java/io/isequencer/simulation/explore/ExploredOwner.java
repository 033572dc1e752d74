package io.isequencer.simulation.explore;

import io.isequencer.api.SequencerParams;
import io.isequencer.core.Partition;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.world.SimCache;
import io.isequencer.spi.Action;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.StepListener;
import io.isequencer.spi.ValueBatch;

/** An owner: the production core, and what its client and its calls know beside it. */
final class ExploredOwner {
    private final SequencerParams params;
    private final StepListener listener = (step, state) -> stepped(step.action());
    final SimCache cache;
    boolean up;
    Partition core;

    // The client's.
    final int[] eventSlots;
    final long[] eventNumbers;
    final boolean[] eventExplicit;
    int eventSize;
    int append;
    boolean answered;
    long answer;

    /** Which keys of the flusher's batch the storage has taken in this call: a bit per key. */
    int written;

    /** Whether the storage has taken the checkpoint in this call: all is written, the answer is on its way. */
    boolean stored;

    /** The action of the last step, and how many there were since it was asked. */
    private Action stepped;

    private int steps;

    ExploredOwner(SequencerParams params, Options keys, int maxPerEvent) {
        this.params = params;
        cache = new SimCache(keys);
        eventSlots = new int[maxPerEvent];
        eventNumbers = new long[maxPerEvent];
        eventExplicit = new boolean[maxPerEvent];
    }

    void copyFrom(ExploredOwner that) {
        up = that.up;
        if (!up) {
            core = null;
            return;
        }
        if (core == null) {
            core = new Partition(params, cache, listener);
        }
        core.copyFrom(that.core);
        cache.copyFrom(that.cache);
        System.arraycopy(that.eventSlots, 0, eventSlots, 0, that.eventSize);
        System.arraycopy(that.eventNumbers, 0, eventNumbers, 0, that.eventSize);
        System.arraycopy(that.eventExplicit, 0, eventExplicit, 0, that.eventSize);
        eventSize = that.eventSize;
        append = that.append;
        answered = that.answered;
        answer = that.answer;
        written = that.written;
        stored = that.stored;
    }

    void open() {
        cache.clear();
        core = new Partition(params, cache, listener);
        up = true;
        endTransaction();
        endWrite();
    }

    void crash() {
        up = false;
        core = null;
    }

    void endTransaction() {
        eventSize = 0;
        append = 0;
        answered = false;
        answer = 0;
    }

    void readAnswered(long number) {
        answer = number;
        answered = true;
    }

    void readTaken() {
        answer = 0;
        answered = false;
    }

    /** @param outcome by its place in {@code StateLayout.APPENDS} */
    void appendEnded(int outcome) {
        append = outcome;
    }

    void wrote(int key) {
        written |= 1 << key;
    }

    void wroteCheckpoint() {
        stored = true;
    }

    void endWrite() {
        written = 0;
        stored = false;
    }

    /** Adds to the event what is not in it yet: an event is a set. */
    void addToEvent(int slot, long number, boolean explicit) {
        for (int i = 0; i < eventSize; i++) {
            if (eventSlots[i] == slot && eventNumbers[i] == number && eventExplicit[i] == explicit) {
                return;
            }
        }
        eventSlots[eventSize] = slot;
        eventNumbers[eventSize] = number;
        eventExplicit[eventSize] = explicit;
        eventSize++;
    }

    LogEvent event() {
        LogEvent.Builder builder = LogEvent.builder(
                core.client().plogOffset(), Options.wsKind(), core.client().wsId());
        for (int i = 0; i < eventSize; i++) {
            builder.add(Options.seqId(eventSlots[i]), eventNumbers[i], eventExplicit[i]);
        }
        return builder.build();
    }

    /** The keys that the flusher's call has yet to write: a bit per key. */
    int left(Options keys) {
        int left = 0;
        ValueBatch batch = core.flusherBatch();
        for (int i = 0; i < batch.size(); i++) {
            left |= 1 << keys.keyOf(batch.wsId(i), batch.seqId(i));
        }
        return left & ~written;
    }

    private void stepped(Action action) {
        stepped = action;
        steps++;
    }

    /** The one action that the core reported since the last question; null if there was none. */
    Action takeStep() {
        if (steps > 1) {
            throw new IllegalStateException("a move must be one step of the core: steps=" + steps);
        }
        Action action = steps == 0 ? null : stepped;
        steps = 0;
        return action;
    }
}
