package com.example;

import io.isequencer.api.Limits;
import io.isequencer.api.NumberKey;
import io.isequencer.api.StorageException;
import io.isequencer.spi.NumberVisitor;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import java.util.HashMap;
import java.util.Map;

/** Numbers in a map: the smallest storage that keeps the contract. */
public final class MapStorage implements SequenceStorage {
    private final Map<NumberKey, Long> numbers = new HashMap<>();
    private long checkpoint;
    private boolean closed;

    @Override
    public synchronized long readNumber(long wsId, int seqId) {
        Limits.requireSeqId(seqId);
        requireOpen();
        return numbers.getOrDefault(new NumberKey(wsId, seqId), 0L);
    }

    @Override
    public synchronized long readCheckpoint() {
        requireOpen();
        return checkpoint;
    }

    @Override
    public synchronized void write(ValueBatch batch, long newCheckpoint) {
        Limits.requireAtLeast("checkpoint", 0, newCheckpoint);
        requireOpen();
        for (int i = 0; i < batch.size(); i++) {
            numbers.merge(new NumberKey(batch.wsId(i), batch.seqId(i)), batch.number(i), Math::max);
        }
        checkpoint = Math.max(checkpoint, newCheckpoint);
    }

    @Override
    public void forEachNumber(NumberVisitor visitor) {
        copy().forEach((key, number) -> visitor.visit(key.wsId(), key.seqId(), number));
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private synchronized Map<NumberKey, Long> copy() {
        requireOpen();
        return new HashMap<>(numbers);
    }

    private void requireOpen() {
        if (closed) {
            throw new StorageException("storage must be open: closed=true", true);
        }
    }
}
