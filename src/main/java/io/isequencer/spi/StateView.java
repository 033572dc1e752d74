package io.isequencer.spi;

/**
 * A sequencer's state, as a step left it.
 *
 * <ul>
 *   <li><i>Threading:</i> valid only during the {@link StepListener} call that brought it.
 *   <li><i>Source:</i> the variables of {@code tla/Sequencer.tla}.
 * </ul>
 */
public interface StateView {
    boolean inTransaction();

    /** The workspace of the transaction; meaningless outside one. */
    long wsId();

    /** The next offset to be used, as the client would see it. */
    long nextOffset();

    boolean actualizing();

    boolean closing();

    /** Whether the flusher was signalled and has not yet looked. */
    boolean flusherSignalled();

    long pendingCheckpoint();

    int pendingSize();

    /** The pending number of a key, or 0. */
    long pendingNumber(long wsId, int seqId);

    /** Visits the pending values, in an order of its own. */
    void forEachPending(NumberVisitor visitor);

    /** Visits the open transaction's sequences that have been looked at, each with its last-used number, 0 for none. */
    void forEachInproc(NumberVisitor visitor);

    /** The flusher's state, under the specification's name. */
    String flusherState();

    /** The actualizer's state, under the specification's name. */
    String actualizerState();

    /** The values that the flusher is writing. */
    ValueBatch flusherBatch();

    /** The checkpoint that the flusher is writing, 0 if it is not. */
    long flusherCheckpoint();
}
