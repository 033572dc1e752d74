package io.isequencer.trace;

import io.isequencer.spi.ForwardingStorage;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;

/**
 * Writes down what a storage does, call by call: while a call is under way no other line is written.
 *
 * <p>Of a write that failed the storage is asked what it has taken. If it has taken a part only later, the trace will
 * not fit, and rightly so: nobody saw it happen.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe, if the storage is; calls exclude each other.
 * </ul>
 */
final class TracedStorage extends ForwardingStorage {
    private final TraceWriter writer;
    private final String owner;

    TracedStorage(TraceWriter writer, String owner, SequenceStorage storage) {
        super(storage);
        this.writer = writer;
        this.owner = owner;
    }

    @Override
    public long readNumber(long wsId, int seqId) {
        synchronized (writer) {
            long number = storage.readNumber(wsId, seqId);
            writer.read(owner, seqId, number);
            return number;
        }
    }

    /** The answer is a step of the sequencer: no line here. */
    @Override
    public long readCheckpoint() {
        return storage.readCheckpoint();
    }

    @Override
    public void write(ValueBatch batch, long checkpoint) {
        synchronized (writer) {
            try {
                storage.write(batch, checkpoint);
            } catch (RuntimeException | Error failure) {
                writeTaken(batch, checkpoint);
                throw failure;
            }
            for (int i = 0; i < batch.size(); i++) {
                writer.valueWritten(owner, batch.wsId(i), batch.seqId(i), batch.number(i));
            }
            writer.checkpointWritten(owner, checkpoint);
        }
    }

    private void writeTaken(ValueBatch batch, long checkpoint) {
        boolean all = true;
        for (int i = 0; i < batch.size(); i++) {
            if (storage.readNumber(batch.wsId(i), batch.seqId(i)) >= batch.number(i)) {
                writer.valueWritten(owner, batch.wsId(i), batch.seqId(i), batch.number(i));
            } else {
                all = false;
            }
        }
        if (all && storage.readCheckpoint() >= checkpoint) {
            writer.checkpointWritten(owner, checkpoint);
        }
    }
}
