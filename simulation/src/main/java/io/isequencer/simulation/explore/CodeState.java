package io.isequencer.simulation.explore;

import io.isequencer.core.Partition;
import io.isequencer.simulation.explore.state.StateLayout;
import io.isequencer.simulation.moves.Options;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.ValueBatch;
import java.util.Arrays;

/**
 * Writes a world's state in its canonical form, and behind it what the specification does not know: the retry delays
 * that run, what earlier transactions left in the client's memory, and the order of numbers in an event.
 */
final class CodeState {
    /** A byte of flags, and a hash. */
    private static final int HIDDEN = 1 + Long.BYTES;

    private final StateLayout layout;
    private final int hiddenPerOwner;
    private final int order;
    private final byte[] state;

    // Where the visitor of the transaction's numbers writes.
    private int lastAt;

    CodeState(StateLayout layout) {
        this.layout = layout;
        order = layout.constants.maxPerEvent() > 1 ? layout.eventWidth : 0;
        hiddenPerOwner = HIDDEN + order;
        int hiddenLog = order * (layout.constants.maxEvents() + layout.lateAppendSlots);
        state = new byte[layout.width + layout.constants.owners().size() * hiddenPerOwner + hiddenLog];
    }

    int width() {
        return state.length;
    }

    /** The canonical form, valid until the next call; {@link StateLayout#width} bytes of it are the specification's. */
    byte[] write(ExploredWorld world) {
        Arrays.fill(state, (byte) 0);
        for (int i = 0; i < world.owners.length; i++) {
            writeOwner(world, world.owners[i], layout.owner(i), layout.width + i * hiddenPerOwner);
        }
        for (int key = 0; key < layout.keys; key++) {
            put(layout.number + key, world.storage.number(key));
        }
        put(layout.checkpoint, world.storage.checkpoint());
        writeLateWrites(world);
        writeLog(world);
        put(layout.twice, world.twice);
        put(layout.weather, world.weather);
        return state;
    }

    private void writeOwner(ExploredWorld world, ExploredOwner owner, int at, int hiddenAt) {
        if (!owner.up) {
            put(at + layout.nextOffset, 1);
            put(at + layout.actualizing, true);
            put(at + layout.cancelled, true);
            Arrays.fill(state, at + layout.txLast, at + layout.txLast + layout.seqs, (byte) -1);
            return;
        }
        Partition core = owner.core;
        put(at + layout.up, true);
        put(at + layout.nextOffset, core.nextOffset());
        put(at + layout.actualizing, core.actualizing());
        put(at + layout.closing, core.closing());
        put(at + layout.signalled, core.flusherSignalled());
        put(at + layout.cancelled, core.flusherCancelled());
        for (int key = 0; key < layout.keys; key++) {
            put(at + layout.pending + key, core.pendingNumber(wsId(key), seqId(key)));
            put(at + layout.cache + key, owner.cache.get(key));
        }
        put(at + layout.pendingCheckpoint, core.pendingCheckpoint());
        writeTransaction(world, owner, at, hiddenAt + HIDDEN);
        ValueBatch batch = core.flusherBatch();
        for (int i = 0; i < batch.size(); i++) {
            put(at + layout.batch + world.keys.keyOf(batch.wsId(i), batch.seqId(i)), batch.number(i));
        }
        put(at + layout.flusher, StateLayout.FLUSHERS.indexOf(owner.stored ? "written" : core.flusherState()));
        put(at + layout.left, owner.left(world.keys));
        put(at + layout.flusherCheckpoint, core.flusherCheckpoint());
        put(at + layout.tried, core.flusher().lastTryTaken());
        put(at + layout.actualizer, StateLayout.ACTUALIZERS.indexOf(core.actualizerState()));
        long memory = core.client().memoryHash();
        for (int i = 0; i < Long.BYTES; i++) {
            state[hiddenAt + 1 + i] = (byte) (memory >>> 8 * i);
        }
        put(hiddenAt, (core.flusher().backingOff() ? 1 : 0) + (core.actualizer().backingOff() ? 2 : 0));
    }

    private void writeTransaction(ExploredWorld world, ExploredOwner owner, int at, int hiddenAt) {
        Partition core = owner.core;
        Arrays.fill(state, at + layout.txLast, at + layout.txLast + layout.seqs, (byte) -1);
        lastAt = at + layout.txLast - Options.seqId(0);
        core.forEachInproc((wsId, seqId, number) -> put(lastAt + seqId, number));
        if (core.client().inTransaction()) {
            int firstKey = world.keys.keyOf(core.client().wsId(), Options.seqId(0));
            put(at + layout.txWs, firstKey / layout.seqs + 1);
            put(at + layout.txOffset, core.client().plogOffset());
            for (int i = 0; i < owner.eventSize; i++) {
                writeEntry(
                        at + layout.txEvent + 2 * i,
                        firstKey + owner.eventSlots[i],
                        owner.eventNumbers[i],
                        owner.eventExplicit[i]);
            }
            sortEvent(at + layout.txEvent, owner.eventSize, hiddenAt);
        }
        put(at + layout.txAppend, owner.append);
        if (core.client().missing()) {
            int slot = core.client().missSeqId() - Options.seqId(0);
            put(at + layout.txMiss, slot + 1);
            put(at + layout.txMissPending, core.client().missPending());
            put(at + layout.txAnswered, owner.answered);
            put(at + layout.txAnswer + slot, owner.answer);
        }
    }

    private void writeLateWrites(ExploredWorld world) {
        for (int i = 0; i < world.lateWrites.size(); i++) {
            int at = layout.lateWrites + i * layout.lateWriteWidth;
            for (int key = 0; key < layout.keys; key++) {
                put(at + key, world.lateWrites.get(i).numbers()[key]);
            }
            put(at + layout.keys, world.lateWrites.get(i).checkpoint());
        }
        if (world.lateWrites.size() > 1) {
            StateLayout.sortSlots(state, layout.lateWrites, layout.lateWriteSlots, layout.lateWriteWidth);
        }
    }

    private void writeLog(ExploredWorld world) {
        int hiddenAt = layout.width + world.owners.length * hiddenPerOwner;
        for (int offset = 1; offset < world.log.end(); offset++) {
            int at = layout.event(offset);
            put(at, true);
            writeEvent(world, at + 1, world.log.event(offset), hiddenAt + (offset - 1) * order);
        }
        put(layout.synced, world.log.durableEnd() - 1);
        hiddenAt += layout.constants.maxEvents() * order;
        for (int i = 0; i < world.lateAppends.size(); i++) {
            int at = layout.lateAppends + i * layout.lateAppendWidth;
            put(at, world.lateAppends.get(i).plogOffset());
            writeEvent(world, at + 1, world.lateAppends.get(i), hiddenAt + i * order);
        }
        if (world.lateAppends.size() > 1) {
            StateLayout.sortSlots(state, layout.lateAppends, layout.lateAppendSlots, layout.lateAppendWidth);
        }
    }

    private void writeEvent(ExploredWorld world, int at, LogEvent event, int hiddenAt) {
        for (int i = 0; i < event.size(); i++) {
            int key = world.keys.keyOf(event.wsId(), event.seqId(i));
            writeEntry(at + 2 * i, key, event.number(i), event.explicit(i));
        }
        sortEvent(at, event.size(), hiddenAt);
    }

    private void writeEntry(int at, int key, long number, boolean explicit) {
        put(at, key + 1 + (explicit ? StateLayout.EXPLICIT : 0));
        put(at + 1, number);
    }

    private void sortEvent(int at, int size, int hiddenAt) {
        if (layout.constants.maxPerEvent() > 1) {
            System.arraycopy(state, at, state, hiddenAt, layout.eventWidth);
        }
        if (size > 1) {
            StateLayout.sortSlots(state, at, layout.eventWidth / 2, 2);
        }
    }

    private long wsId(int key) {
        return Options.wsId(key / layout.seqs);
    }

    private int seqId(int key) {
        return Options.seqId(key % layout.seqs);
    }

    private void put(int at, long value) {
        StateLayout.put(state, at, value);
    }

    private void put(int at, boolean value) {
        state[at] = (byte) (value ? 1 : 0);
    }
}
