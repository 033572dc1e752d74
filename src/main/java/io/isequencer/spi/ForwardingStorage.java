package io.isequencer.spi;

import java.util.Objects;

/**
 * A storage that passes every call on to another one: to be extended by what listens in or interferes.
 *
 * <ul>
 *   <li><i>Threading:</i> that of the other storage.
 *   <li><i>Durability:</i> that of the other storage.
 *   <li><i>Errors:</i> those of the other storage.
 * </ul>
 */
public abstract class ForwardingStorage implements SequenceStorage {
    /** The other storage. */
    protected final SequenceStorage storage;

    protected ForwardingStorage(SequenceStorage storage) {
        this.storage = Objects.requireNonNull(storage, "storage");
    }

    @Override
    public long readNumber(long wsId, int seqId) {
        return storage.readNumber(wsId, seqId);
    }

    @Override
    public long readCheckpoint() {
        return storage.readCheckpoint();
    }

    @Override
    public void write(ValueBatch batch, long checkpoint) {
        storage.write(batch, checkpoint);
    }

    @Override
    public void forEachNumber(NumberVisitor visitor) {
        storage.forEachNumber(visitor);
    }

    @Override
    public void close() {
        storage.close();
    }
}
