package io.isequencer.storage.memory;

import io.isequencer.api.Limits;
import io.isequencer.api.StorageException;
import io.isequencer.spi.NumberTable;
import io.isequencer.spi.NumberVisitor;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;

/**
 * Numbers and checkpoint in memory: a test double that never fails by itself.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe; each call is atomic. A visitor runs outside the lock, over a copy.
 *   <li><i>Durability:</i> none. To play a crash, drop the sequencer and keep the storage.
 *   <li><i>Errors:</i> {@link StorageException} after {@link #close}, nothing else.
 *   <li><i>Source:</i> rules R7 and R16 of {@code docs/protocol.md}.
 * </ul>
 */
public final class MemoryStorage implements SequenceStorage {
    private final NumberTable numbers = new NumberTable();
    private long checkpoint;
    private boolean closed;

    @Override
    public synchronized long readNumber(long wsId, int seqId) {
        requireOpen();
        return numbers.get(wsId, Limits.requireSeqId(seqId));
    }

    @Override
    public synchronized long readCheckpoint() {
        requireOpen();
        return checkpoint;
    }

    @Override
    public synchronized void write(ValueBatch batch, long newCheckpoint) {
        requireOpen();
        Limits.requireAtLeast("checkpoint", 0, newCheckpoint);
        for (int i = 0; i < batch.size(); i++) {
            numbers.raise(batch.wsId(i), batch.seqId(i), batch.number(i));
        }
        checkpoint = Math.max(checkpoint, newCheckpoint);
    }

    @Override
    public void forEachNumber(NumberVisitor visitor) {
        copyOfNumbers().forEach(visitor);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private synchronized NumberTable copyOfNumbers() {
        requireOpen();
        return numbers.copy();
    }

    private void requireOpen() {
        if (closed) {
            throw new StorageException("storage must be open: closed=true", true);
        }
    }
}
