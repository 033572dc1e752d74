package io.isequencer.oracle.history;

import io.isequencer.api.StorageException;
import io.isequencer.spi.ForwardingStorage;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;

/**
 * Writes down when each write begins and how it ends. Reads are not judged.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe, if the storage is.
 * </ul>
 */
final class RecordedStorage extends ForwardingStorage {
    private final HistoryWriter writer;
    private final long owner;

    RecordedStorage(HistoryWriter writer, long owner, SequenceStorage storage) {
        super(storage);
        this.writer = writer;
        this.owner = owner;
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
}
