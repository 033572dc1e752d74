package io.isequencer.core;

import io.isequencer.api.Busy;
import io.isequencer.api.SequencerParams;
import io.isequencer.spi.Action;
import io.isequencer.spi.Cache;
import io.isequencer.spi.NumberVisitor;
import io.isequencer.spi.StateView;
import io.isequencer.spi.StepListener;
import io.isequencer.spi.StepListener.Step;
import io.isequencer.spi.ValueBatch;
import java.util.Objects;

/**
 * One owner's state of a partition, and the three parts that work on it.
 *
 * <p>Who may touch what. {@code pending}, {@code nextOffset} and the flags are shared. The transaction belongs to the
 * client; {@code Actualize} ends it before the actualizer may start. The cache belongs to the client while it is
 * ready, and to the actualizer's one step {@code ActClear} while it is not.
 *
 * <pre>{@code
 *            Flush                    FlSnapshot, FlSync, write, FlPrune
 *   client ---------> pending ------------------------------------------> storage
 *      ^                 ^                                                   |
 *      | cache           | ActScan                     ActReadCheckpoint     |
 *      +------------- actualizer <-------------------------------------------+
 *                        ^
 *                        | scan
 *                       PLog
 * }</pre>
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe; see {@link Task}.
 *   <li><i>Source:</i> module {@code tla/Sequencer.tla}.
 * </ul>
 */
public final class Partition implements StateView {
    /** What {@link #admission} is after the close. */
    public static final long CLOSED = -3;

    final SequencerParams params;
    final Cache cache;
    final Pending pending = new Pending();
    long nextOffset = 1;
    boolean actualizing = true;
    boolean closing;
    boolean flusherSignalled;
    boolean flusherCancelled = true;

    private final StepListener listener;
    private final Client client;
    private final Flusher flusher;
    private final Actualizer actualizer;

    /** A partition that was just opened: its first work is to rebuild its state. */
    public Partition(SequencerParams params, Cache cache, StepListener listener) {
        this.params = Objects.requireNonNull(params, "params");
        this.cache = Objects.requireNonNull(cache, "cache");
        this.listener = Objects.requireNonNull(listener, "listener");
        client = new Client(this);
        flusher = new Flusher(this);
        actualizer = new Actualizer(this);
    }

    public Client client() {
        return client;
    }

    public Flusher flusher() {
        return flusher;
    }

    public Actualizer actualizer() {
        return actualizer;
    }

    /**
     * What {@code Start} would answer: the next offset, a {@link Busy} code, or {@link #CLOSED}. One word, so that a
     * driver can publish it to a client that takes no lock.
     */
    public long admission() {
        if (closing) {
            return CLOSED;
        }
        if (actualizing) {
            return Busy.ACTUALIZING.code();
        }
        return pending.size() > params.maxUnflushedValues() ? Busy.BACK_PRESSURE.code() : nextOffset;
    }

    /** Action Close: no call is accepted any more; the tasks finish (R15). */
    public void close() {
        if (!closing) {
            closing = true;
            emit(Action.CLOSE, 0, 0, 0);
        }
    }

    /** Whether both tasks have ended. */
    public boolean stopped() {
        return flusher.want() == Want.STOPPED && actualizer.want() == Want.STOPPED;
    }

    /** Whether nothing is left to do in the background: all that was published is written. */
    public boolean idle() {
        return stopped() || !actualizing && flusher.want() == Want.WAIT;
    }

    /**
     * Takes over the other's state, which has the same parameters; not its cache, nor its listener. So a driver can try
     * one step after another from the same state.
     */
    public void copyFrom(Partition that) {
        pending.copyFrom(that.pending);
        nextOffset = that.nextOffset;
        actualizing = that.actualizing;
        closing = that.closing;
        flusherSignalled = that.flusherSignalled;
        flusherCancelled = that.flusherCancelled;
        client.copyFrom(that.client);
        flusher.copyFrom(that.flusher);
        actualizer.copyFrom(that.actualizer);
    }

    /** Whether the flusher is to stop. */
    public boolean flusherCancelled() {
        return flusherCancelled;
    }

    void emit(Action action, int seqId, long number, long plogOffset) {
        if (listener != StepListener.NONE) {
            listener.onStep(new Step(action, seqId, number, plogOffset), this);
        }
    }

    @Override
    public boolean inTransaction() {
        return client.inTransaction();
    }

    @Override
    public long wsId() {
        return client.wsId();
    }

    @Override
    public long nextOffset() {
        return nextOffset;
    }

    @Override
    public boolean actualizing() {
        return actualizing;
    }

    @Override
    public boolean closing() {
        return closing;
    }

    @Override
    public boolean flusherSignalled() {
        return flusherSignalled;
    }

    @Override
    public long pendingCheckpoint() {
        return pending.checkpoint();
    }

    @Override
    public int pendingSize() {
        return pending.size();
    }

    @Override
    public long pendingNumber(long wsId, int seqId) {
        return pending.get(wsId, seqId);
    }

    @Override
    public void forEachPending(NumberVisitor visitor) {
        pending.forEach(visitor);
    }

    @Override
    public void forEachInproc(NumberVisitor visitor) {
        client.forEachInproc(visitor);
    }

    @Override
    public String flusherState() {
        return flusher.state();
    }

    @Override
    public String actualizerState() {
        return actualizer.state();
    }

    @Override
    public ValueBatch flusherBatch() {
        return flusher.batch();
    }

    @Override
    public long flusherCheckpoint() {
        return flusher.checkpoint();
    }
}
