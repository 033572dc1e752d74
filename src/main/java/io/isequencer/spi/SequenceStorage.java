package io.isequencer.spi;

import io.isequencer.api.StorageException;

/**
 * Port to the stored numbers of one partition and their checkpoint.
 *
 * <p>The checkpoint is the next PLog offset to be used: every event below it is covered by the stored numbers.
 *
 * <ul>
 *   <li><i>Threading:</i> implementations are thread-safe: the client reads while the flusher writes.
 *   <li><i>Durability:</i> after {@link #write} has returned, a restart finds what it wrote, or something older but
 *       consistent: a checkpoint never survives without the numbers below it.
 *   <li><i>Errors:</i> {@link StorageException}; a failed write may have happened in part, or happen later.
 *   <li><i>Source:</i> rules R7 and R16; actions Read, FlWriteValue, FlWriteCheckpoint, ActReadCheckpoint.
 * </ul>
 */
public interface SequenceStorage extends AutoCloseable {

    /** The last-used number of a key, or 0 if there is none. */
    long readNumber(long wsId, int seqId);

    /** The checkpoint, or 0 if none was ever written. */
    long readCheckpoint();

    /**
     * Writes all values of the batch, then the checkpoint. Both are max-wins (R7): a write never lowers a number or
     * the checkpoint, whatever is in flight beside it.
     *
     * @param batch its keys are unique; may be empty. The caller reuses it: do not keep it after the return
     * @param checkpoint at least 1, or 0 to leave the checkpoint alone
     */
    void write(ValueBatch batch, long checkpoint);

    /** Visits all stored numbers, in an order of its own; for inspection and tests. */
    void forEachNumber(NumberVisitor visitor);

    /** Releases what the storage holds. A second call does nothing. */
    @Override
    void close();
}
