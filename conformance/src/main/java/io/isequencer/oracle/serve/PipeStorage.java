package io.isequencer.oracle.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.spi.NumberVisitor;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;

/**
 * The oracle's storage, as a port.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 * </ul>
 */
final class PipeStorage implements SequenceStorage {
    private final PipeCalls calls;

    PipeStorage(PipeCalls calls) {
        this.calls = calls;
    }

    @Override
    public long readNumber(long wsId, int seqId) {
        return calls.askForClient(StorageMessages.readNumber(calls.owner(), wsId, seqId), StorageMessages::number);
    }

    @Override
    public long readCheckpoint() {
        return calls.ask(StorageMessages.readCheckpoint(calls.owner()), StorageMessages::checkpoint);
    }

    @Override
    public void write(ValueBatch batch, long checkpoint) {
        for (ObjectNode piece : StorageMessages.write(calls.owner(), batch, checkpoint)) {
            calls.ask(piece, answer -> {
                StorageMessages.requireDone(answer);
                return true;
            });
        }
    }

    /** The protocol has no such call, and the sequencer does not need it. */
    @Override
    public void forEachNumber(NumberVisitor visitor) {
        throw new UnsupportedOperationException("the oracle's storage cannot be listed");
    }

    @Override
    public void close() {
        // It is the oracle's.
    }
}
