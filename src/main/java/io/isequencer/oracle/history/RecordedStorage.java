package io.isequencer.oracle.history;

import io.isequencer.api.StorageException;
import io.isequencer.spi.NumberVisitor;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;

/**
 * Writes down when each write begins and how it ends. Reads are not judged.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe, if the storage is.
 * </ul>
 */
final class RecordedStorage implements SequenceStorage {
    private final HistoryWriter writer;
    private final long owner;
    private final SequenceStorage storage;

    RecordedStorage(HistoryWriter writer, long owner, SequenceStorage storage) {
        this.writer = writer;
        this.owner = owner;
        this.storage = storage;
    }

    @Override
    public void write(ValueBatch batch, long checkpoint) {
        long id = writer.writeBegins(owner, batch, checkpoint);
        String result = "unknown";
        try {
            storage.write(batch, checkpoint);
            result = "ok";
        } catch (StorageException failure) {
            result = failure.definite() ? "failed" : "unknown";
            throw failure;
        } finally {
            writer.writeEnded(owner, id, result);
        }
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
    public void forEachNumber(NumberVisitor visitor) {
        storage.forEachNumber(visitor);
    }

    @Override
    public void close() {
        storage.close();
    }
}
