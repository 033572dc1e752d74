package io.isequencer.storage.contract;

import io.isequencer.api.Limits;
import io.isequencer.api.NumberKey;
import io.isequencer.api.StorageException;
import io.isequencer.spi.NumberVisitor;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A right storage with every capability, in memory, made to be broken: each of its steps can be overridden. */
class PretendStorage implements SequenceStorage, PretendEngine.Crashing {
    /** What outlives a handle. */
    static final class Stored extends PretendEngine.Stored {
        final TreeMap<NumberKey, Long> numbers =
                new TreeMap<>(Comparator.comparingLong(NumberKey::wsId).thenComparingInt(NumberKey::seqId));
        long checkpoint;

        /** What each thread has read or written last, for who does not look again. */
        final Map<Long, Map<NumberKey, Long>> seenByThread = new ConcurrentHashMap<>();
    }

    /** Makes one handle of it. */
    interface Handle {
        PretendStorage on(Stored stored);
    }

    final Stored stored;
    private volatile boolean closed;

    PretendStorage(Stored stored) {
        this.stored = stored;
    }

    static Engine<SequenceStorage> engine(Handle handle) {
        return new PretendEngine<>(Stored::new, handle::on);
    }

    @Override
    public long readNumber(long wsId, int seqId) {
        requireOpen();
        checkSeqId(seqId);
        synchronized (stored) {
            return numberOf(new NumberKey(wsId, seqId));
        }
    }

    long numberOf(NumberKey key) {
        return stored.numbers.getOrDefault(key, 0L);
    }

    void checkSeqId(int seqId) {
        Limits.requireSeqId(seqId);
    }

    @Override
    public long readCheckpoint() {
        requireOpen();
        synchronized (stored) {
            return stored.checkpoint;
        }
    }

    @Override
    public void write(ValueBatch batch, long checkpoint) {
        requireOpen();
        checkCheckpoint(checkpoint);
        boolean cut = stored.cut.getAndSet(false);
        apply(batch, checkpoint);
        if (cut) {
            broken();
        }
    }

    void checkCheckpoint(long checkpoint) {
        Limits.requireAtLeast("checkpoint", 0, checkpoint);
    }

    /** The connection was cut after the write had reached the engine. */
    void broken() {
        throw new StorageException("connection must hold", false);
    }

    void apply(ValueBatch batch, long checkpoint) {
        synchronized (stored) {
            putAll(batch);
            stored.checkpoint = mergedCheckpoint(stored.checkpoint, checkpoint);
        }
    }

    void putAll(ValueBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            put(new NumberKey(batch.wsId(i), batch.seqId(i)), batch.number(i));
        }
    }

    void put(NumberKey key, long number) {
        stored.numbers.merge(key, number, Math::max);
    }

    long mergedCheckpoint(long before, long now) {
        return Math.max(before, now);
    }

    @Override
    public void forEachNumber(NumberVisitor visitor) {
        requireOpen();
        listed().forEach(entry ->
                visitor.visit(entry.getKey().wsId(), entry.getKey().seqId(), entry.getValue()));
    }

    final List<Map.Entry<NumberKey, Long>> listed() {
        synchronized (stored) {
            return new ArrayList<>(new HashMap<>(stored.numbers).entrySet());
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public void crash() {
        close();
    }

    void requireOpen() {
        if (closed) {
            throw new StorageException("storage must be open: closed=true", true);
        }
    }
}
