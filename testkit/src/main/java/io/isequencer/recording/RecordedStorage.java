package io.isequencer.recording;

import io.isequencer.api.StorageException;
import io.isequencer.recording.PortSink.WriteOutcome;
import io.isequencer.spi.ForwardingStorage;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;

/**
 * Tells a sink what each read of a number gave, when each write begins and how it ends. What the checkpoint is read as
 * is a step of the sequencer.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe, if the storage is.
 * </ul>
 */
final class RecordedStorage extends ForwardingStorage {
    private final PortSink sink;

    RecordedStorage(PortSink sink, SequenceStorage storage) {
        super(storage);
        this.sink = sink;
    }

    @Override
    public long readNumber(long wsId, int seqId) {
        synchronized (sink.storageCalls()) {
            long number = storage.readNumber(wsId, seqId);
            sink.read(seqId, number);
            return number;
        }
    }

    @Override
    public void write(ValueBatch batch, long checkpoint) {
        synchronized (sink.storageCalls()) {
            long id = sink.writeBegins(batch, checkpoint);
            WriteOutcome outcome = WriteOutcome.UNKNOWN;
            try {
                storage.write(batch, checkpoint);
                outcome = WriteOutcome.WRITTEN;
            } catch (StorageException failure) {
                outcome = failure.definite() ? WriteOutcome.FAILED : WriteOutcome.UNKNOWN;
                throw failure;
            } finally {
                sink.writeEnded(id, batch, checkpoint, outcome, storage);
            }
        }
    }
}
