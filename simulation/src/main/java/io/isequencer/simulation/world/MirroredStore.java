package io.isequencer.simulation.world;

import io.isequencer.laboratory.Violation;
import io.isequencer.rules.Property;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import java.util.function.Supplier;

/**
 * A real storage behind the simulated device: the device decides what happens when, the real storage has to remember
 * it.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link Violation} StorageAgrees when the two differ.
 * </ul>
 */
public class MirroredStore implements AutoCloseable {
    private final Supplier<SequenceStorage> opener;
    private final ValueBatch batch = new ValueBatch();
    private SequenceStorage storage;

    /** @param opener opens what was written before, if anything was */
    public MirroredStore(Supplier<SequenceStorage> opener) {
        this.opener = opener;
        storage = opener.get();
    }

    void writeNumber(long wsId, int seqId, long number) {
        batch.clear();
        batch.add(wsId, seqId, number);
        storage.write(batch, 0);
    }

    void writeCheckpoint(long checkpoint) {
        batch.clear();
        storage.write(batch, checkpoint);
    }

    void requireNumber(long wsId, int seqId, long expected) {
        long stored = storage.readNumber(wsId, seqId);
        if (stored != expected) {
            throw Violation.safety(
                    Property.STORAGE_AGREES, Words.key(wsId, seqId) + ": expected " + expected + "; got " + stored);
        }
    }

    void requireCheckpoint(long expected) {
        long stored = storage.readCheckpoint();
        if (stored != expected) {
            throw Violation.safety(Property.STORAGE_AGREES, "checkpoint: expected " + expected + "; got " + stored);
        }
    }

    /** What a restart of the storage's process does, after a proper end. */
    protected void reopen() {
        storage.close();
        storage = opener.get();
    }

    @Override
    public void close() {
        storage.close();
    }
}
