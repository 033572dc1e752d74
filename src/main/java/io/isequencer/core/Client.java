package io.isequencer.core;

import io.isequencer.api.Busy;
import io.isequencer.api.CallOrderException;
import io.isequencer.api.Limits;
import io.isequencer.api.SeqTypes;
import io.isequencer.api.SequenceExhaustedException;
import io.isequencer.api.SequencerClosedException;
import io.isequencer.api.UseResult;
import io.isequencer.spi.Action;
import io.isequencer.spi.NumberVisitor;
import java.util.Arrays;
import java.util.Objects;

/**
 * The client's side: the transaction and its numbers.
 *
 * <p>A transaction keeps one slot per sequence of its wsKind. A slot holds the key's <i>last-used</i> number (R6): 0
 * says none, so the next is {@code max(last, initial - 1) + 1}. A slot is loaded once per transaction: from the cache,
 * or by a {@code Miss}, a storage read that is the driver's, and a {@code Fill}. The cache is written only by
 * {@code Flush}, thus a storage read can never put an outdated number into it (R8).
 *
 * <p>A miss takes the larger of what is pending and what is stored: after a rebuild the pending number may stem from an
 * event with a low explicit number (R9). Pending is looked at <i>before</i> the storage is read; afterwards the flusher
 * might have moved the number from one to the other behind our back.
 *
 * <ul>
 *   <li><i>Threading:</i> one client thread. {@link #start}, {@link #next} and {@link #use} touch only what the client
 *       owns and need no lock; {@link #miss}, {@link #flush} and {@link #actualize} touch shared state.
 *   <li><i>Errors:</i> as {@link io.isequencer.api.Sequencer} says; a throwing call changes nothing.
 *   <li><i>Source:</i> actions Start, Next, Use, Miss, Fill, MissFail, Flush, Actualize.
 * </ul>
 */
public final class Client {
    private static final long UNLOADED = -1;

    private final Partition partition;
    private final long[] last;
    private SeqTypes.Kind kind;
    private long wsId;
    private long plogOffset;
    private int missSlot = -1;
    private long missPending;

    Client(Partition partition) {
        this.partition = partition;
        int slots = partition.params.seqTypes().maxKindSize();
        last = new long[slots];
    }

    public boolean inTransaction() {
        return kind != null;
    }

    /** The workspace of the transaction. */
    public long wsId() {
        return wsId;
    }

    /** Whether a storage read is awaited: the driver owes a {@link #fill} or {@link #missFailed}. */
    public boolean missing() {
        return missSlot >= 0;
    }

    /** The offset that Start gave; meaningless outside a transaction. */
    public long plogOffset() {
        return plogOffset;
    }

    /** What was pending when the miss was noted; meaningless unless {@link #missing}. */
    public long missPending() {
        return missPending;
    }

    /** A hash of all that is in memory, what earlier transactions left there included: nothing may depend on that. */
    public long memoryHash() {
        return Objects.hash(Arrays.hashCode(last), plogOffset, wsId, missPending);
    }

    /** The sequence whose number must be read. */
    public int missSeqId() {
        return kind.seqId(missSlot);
    }

    /**
     * Action Start (R3: the offset stays where it is).
     *
     * @param admission {@link Partition#admission}, as the driver published it
     */
    public long start(long admission, int wsKind, long workspaceId) {
        requireOpen(admission);
        if (kind != null) {
            throw new CallOrderException("start must follow flush or actualize: inTransaction=true");
        }
        Limits.requireWsKind(wsKind);
        SeqTypes.Kind declared = partition.params.seqTypes().kind(wsKind);
        if (Busy.isBusy(admission)) {
            return admission;
        }
        if (admission > Limits.MAX_PLOG_OFFSET) {
            throw new SequenceExhaustedException("plogOffset must be 1..9223372036854775806: plogOffset=" + admission);
        }
        kind = declared;
        wsId = workspaceId;
        plogOffset = admission;
        Arrays.fill(last, 0, declared.size(), UNLOADED);
        partition.emit(Action.START, 0, 0, plogOffset);
        return plogOffset;
    }

    /** Action Next. Returns 0, and changes nothing, if the last-used number must be read first: see {@link #miss}. */
    public long next(long admission, int seqId) {
        int slot = slot(admission, "next", seqId);
        long known = known(slot);
        if (known == UNLOADED) {
            return 0;
        }
        long highest = Math.max(known, kind.initialValue(slot) - 1);
        if (highest == Limits.MAX_NUMBER) {
            throw new SequenceExhaustedException(
                    "number must be 1..9223372036854775807: last number=" + highest + ", seqId=" + seqId);
        }
        long number = highest + 1;
        last[slot] = number;
        partition.emit(Action.NEXT, seqId, number, 0);
        return number;
    }

    /** Action Use (R18). Returns null, and changes nothing, if the last-used number must be read first. */
    public UseResult use(long admission, int seqId, long number) {
        Limits.requireNumber(number);
        int slot = slot(admission, "use", seqId);
        long known = known(slot);
        if (known == UNLOADED) {
            return null;
        }
        last[slot] = Math.max(known, number);
        partition.emit(Action.USE, seqId, number, 0);
        return number > known ? UseResult.RAISED : UseResult.NOT_ABOVE_LAST;
    }

    /** Action Miss: notes what is pending, before the storage is read. */
    public void miss(int seqId) {
        missSlot = kind.slot(seqId);
        missPending = partition.pending.get(wsId, seqId);
        partition.emit(Action.MISS, seqId, 0, 0);
    }

    /** Action Fill: the storage answered. */
    public void fill(long stored) {
        int slot = takeMiss();
        last[slot] = Math.max(missPending, stored);
        partition.emit(Action.FILL, kind.seqId(slot), last[slot], 0);
    }

    /** Action MissFail: the storage did not answer; the transaction stays open. */
    public void missFailed() {
        int slot = takeMiss();
        partition.emit(Action.MISS_FAIL, kind.seqId(slot), 0, 0);
    }

    /**
     * Action Flush: publishes values and checkpoint in one step (R5), moves the offset (R3), then signals (R12).
     */
    public void flush() {
        requireOpen(partition.admission());
        requireTransaction("flush");
        for (int slot = 0; slot < kind.size(); slot++) {
            if (last[slot] > 0) {
                partition.pending.merge(wsId, kind.seqId(slot), last[slot]);
                partition.cache.put(wsId, kind.seqId(slot), last[slot]);
            }
        }
        partition.pending.cover(plogOffset);
        partition.nextOffset = plogOffset + 1;
        partition.flusherSignalled = true;
        kind = null;
        partition.emit(Action.FLUSH, 0, 0, plogOffset);
    }

    /** Action Actualize: ends the transaction, if any, and asks for a rebuild. */
    public void actualize() {
        requireOpen(partition.admission());
        if (partition.actualizing) {
            throw new CallOrderException("actualize must wait for the end of the actualization: actualizing=true");
        }
        kind = null;
        partition.actualizer().begin();
        partition.emit(Action.ACTUALIZE, 0, 0, 0);
    }

    void copyFrom(Client that) {
        System.arraycopy(that.last, 0, last, 0, last.length);
        kind = that.kind;
        wsId = that.wsId;
        plogOffset = that.plogOffset;
        missSlot = that.missSlot;
        missPending = that.missPending;
    }

    void forEachInproc(NumberVisitor visitor) {
        if (kind != null) {
            for (int slot = 0; slot < kind.size(); slot++) {
                if (last[slot] != UNLOADED) {
                    visitor.visit(wsId, kind.seqId(slot), last[slot]);
                }
            }
        }
    }

    /** The last-used number as far as this client's memories know it. */
    private long known(int slot) {
        if (last[slot] != UNLOADED) {
            return last[slot];
        }
        long cached = partition.cache.get(wsId, kind.seqId(slot));
        return cached == 0 ? UNLOADED : cached;
    }

    private int takeMiss() {
        int slot = missSlot;
        missSlot = -1;
        return slot;
    }

    private int slot(long admission, String call, int seqId) {
        requireOpen(admission);
        requireTransaction(call);
        return kind.slot(seqId);
    }

    private void requireTransaction(String call) {
        if (kind == null) {
            throw new CallOrderException(call + " must follow start: inTransaction=false");
        }
    }

    private static void requireOpen(long admission) {
        if (admission == Partition.CLOSED) {
            throw new SequencerClosedException("sequencer must be open: closed=true");
        }
    }
}
