package io.isequencer.simulation.world;

import io.isequencer.recording.TraceSink;
import io.isequencer.simulation.moves.Mark;
import io.isequencer.spi.ValueBatch;

/** What is left of a storage write that timed out: it lands effect by effect, some day. */
public final class AbandonedWrite {
    private final ValueBatch values;
    private final long checkpoint;
    private int landed;

    AbandonedWrite(ValueBatch batch, int alreadyWritten, long checkpoint) {
        values = batch.slice(Math.min(alreadyWritten, batch.size()), batch.size());
        this.checkpoint = checkpoint;
    }

    /** Tells the effect that has just landed. */
    public void trace(TraceSink sink, boolean moreToLand) {
        if (moreToLand) {
            sink.valueLanded(values, landed - 1, checkpoint);
        } else {
            sink.checkpointLanded(checkpoint);
        }
    }

    /** Lands the next effect. Returns whether it was the last. */
    boolean landNext(World world) {
        SimStorage storage = world.storage;
        if (landed == values.size()) {
            world.markIf(checkpoint < storage.checkpoint(), Mark.LATE_CHECKPOINT_AFTER_NEWER);
            storage.writeCheckpoint(checkpoint);
            return true;
        }
        int key = world.options.keyOf(values.wsId(landed), values.seqId(landed));
        long number = values.number(landed);
        world.markIf(number < storage.number(key), Mark.LATE_VALUE_AFTER_NEWER);
        world.markIf(number > storage.number(key), Mark.LATE_VALUE_RAISED);
        storage.writeNumber(key, number);
        landed++;
        return false;
    }
}
