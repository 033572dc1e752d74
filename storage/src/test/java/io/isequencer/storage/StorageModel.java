package io.isequencer.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.isequencer.api.NumberKey;
import io.isequencer.api.StorageException;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.contract.Batches;
import io.isequencer.storage.faulty.Fault;
import io.isequencer.storage.faulty.FaultKind;
import io.isequencer.storage.faulty.FaultyStorage;
import io.isequencer.storage.faulty.Operation;
import io.isequencer.storage.faulty.Pauser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A storage beside the plain map that it must equal: max-wins, whatever becomes of the calls (R7). */
final class StorageModel implements AutoCloseable {
    private final Supplier<SequenceStorage> opener;
    private final boolean faulty;
    private final Map<NumberKey, Long> numbers = new HashMap<>();
    private final List<Runnable> late = new ArrayList<>();
    private long checkpoint;
    private SequenceStorage storage;
    private FaultyStorage wrapper;
    private Fault next = Fault.NONE;

    /**
     * @param opener opens the storage, and what was written before if it is durable
     * @param faulty whether to wrap it, so that calls can fail
     */
    StorageModel(Supplier<SequenceStorage> opener, boolean faulty) {
        this.opener = opener;
        this.faulty = faulty;
        open();
    }

    void write(Map<NumberKey, Long> values, long newCheckpoint, Fault fault) {
        ValueBatch batch = new ValueBatch();
        values.forEach((key, number) -> batch.add(key.wsId(), key.seqId(), number));
        next = faulty ? fault : Fault.NONE;
        FaultKind kind = next.kind();
        if (kind == FaultKind.NONE || kind == FaultKind.DELAY) {
            storage.write(batch, newCheckpoint);
        } else {
            StorageException failure = assertThrows(StorageException.class, () -> storage.write(batch, newCheckpoint));
            assertEquals(kind == FaultKind.ERROR_BEFORE, failure.definite());
        }
        ValueBatch kept = batch.slice(0, batch.size());
        switch (kind) {
            case ERROR_BEFORE -> {}
            case TORN -> expect(kept, (int) Math.min(fault.amount(), kept.size()), 0);
            case LATE -> late.add(() -> expect(kept, kept.size(), newCheckpoint));
            default -> expect(kept, kept.size(), newCheckpoint);
        }
        batch.clear();
        check();
    }

    /** The oldest write that was given up lands, if there is one. */
    void land() {
        if (!late.isEmpty()) {
            wrapper.landLate(0);
            late.remove(0).run();
        }
        check();
    }

    void read(NumberKey key) {
        assertEquals(numbers.getOrDefault(key, 0L), storage.readNumber(key.wsId(), key.seqId()));
    }

    void failRead(NumberKey key) {
        if (faulty) {
            next = Fault.of(FaultKind.READ_ERROR);
            assertThrows(StorageException.class, () -> storage.readNumber(key.wsId(), key.seqId()));
        }
        read(key);
    }

    void reopen() {
        storage.close();
        open();
        check();
    }

    @Override
    public void close() {
        storage.close();
    }

    @Override
    public String toString() {
        return "numbers=" + numbers + ", checkpoint=" + checkpoint + ", late=" + late.size();
    }

    private void open() {
        late.clear();
        storage = opener.get();
        if (faulty) {
            wrapper = new FaultyStorage(
                    storage, call -> call.operation() == Operation.READ_CHECKPOINT ? Fault.NONE : take(), Pauser.SLEEP);
            storage = wrapper;
        }
    }

    private Fault take() {
        Fault taken = next;
        next = Fault.NONE;
        return taken;
    }

    private void expect(ValueBatch batch, int values, long newCheckpoint) {
        for (int i = 0; i < values; i++) {
            numbers.merge(new NumberKey(batch.wsId(i), batch.seqId(i)), batch.number(i), Math::max);
        }
        checkpoint = Math.max(checkpoint, newCheckpoint);
    }

    private void check() {
        assertEquals(checkpoint, storage.readCheckpoint());
        assertEquals(numbers, Batches.all(storage));
    }
}
