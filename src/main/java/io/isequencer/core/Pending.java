package io.isequencer.core;

import io.isequencer.spi.NumberVisitor;
import io.isequencer.spi.ValueBatch;

/**
 * What is used but not yet stored: last-used numbers and the checkpoint that they justify.
 *
 * <p>Invariant: for each event below {@link #checkpoint}, each of its numbers is at most the key's number here or in
 * the storage. Hence values and checkpoint change together, in one step (R5), and a value leaves only when the storage
 * has it (R10).
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe; guarded by the partition's driver.
 *   <li><i>Units:</i> the checkpoint is the next offset to be used; 0 says that nothing was published since the last
 *       rebuild (R13).
 *   <li><i>Source:</i> {@code pending}, {@code pendingCheckpoint} of {@code tla/Sequencer.tla}; the seed's toBeFlushed.
 * </ul>
 */
final class Pending {
    private final NumberMap values = new NumberMap();
    private long checkpoint;

    int size() {
        return values.size();
    }

    long checkpoint() {
        return checkpoint;
    }

    /** The pending number of a key, or 0. */
    long get(long wsId, int seqId) {
        return values.get(wsId, seqId);
    }

    /** Merges by max, never by plain overwrite (R9). Part of a publication: see {@link #cover}. */
    void merge(long wsId, int seqId, long number) {
        values.putMax(wsId, seqId, number);
    }

    /** Ends a publication: the event at the offset is covered, so the checkpoint is the offset behind it (R4). */
    void cover(long plogOffset) {
        checkpoint = plogOffset + 1;
    }

    void copyTo(ValueBatch batch) {
        batch.clear();
        values.copyTo(batch);
    }

    /** Removes what the storage now has, unless a newer number came meanwhile (R10). */
    void prune(ValueBatch written) {
        for (int i = 0; i < written.size(); i++) {
            values.removeIfSame(written.wsId(i), written.seqId(i), written.number(i));
        }
    }

    void clear() {
        values.clear();
        checkpoint = 0;
    }

    /** Becomes a copy of the other. */
    void copyFrom(Pending that) {
        values.copyFrom(that.values);
        checkpoint = that.checkpoint;
    }

    void forEach(NumberVisitor visitor) {
        values.forEach(visitor);
    }
}
