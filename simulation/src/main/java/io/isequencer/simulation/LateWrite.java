package io.isequencer.simulation;

import io.isequencer.spi.ValueBatch;

/**
 * What is left of a storage write that timed out: it lands effect by effect, some day.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 * </ul>
 */
final class LateWrite {
    private final ValueBatch values;
    private final long checkpoint;
    private int landed;

    LateWrite(ValueBatch batch, int alreadyWritten, long checkpoint) {
        values = batch.slice(Math.min(alreadyWritten, batch.size()), batch.size());
        this.checkpoint = checkpoint;
    }

    /** Lands the next effect. Returns whether it was the last. */
    boolean landNext(Options options, SimStorage storage) {
        if (landed == values.size()) {
            storage.writeCheckpoint(checkpoint);
            return true;
        }
        storage.writeNumber(options.keyOf(values.wsId(landed), values.seqId(landed)), values.number(landed));
        landed++;
        return false;
    }
}
