package io.isequencer.storage.faulty;

import io.isequencer.spi.ForwardingStorage;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;

/**
 * A storage whose calls fail as a plan says, over any other.
 *
 * <p>It adds faults and takes nothing away: a ghost write that lands goes through the wrapped storage's own max-wins.
 *
 * <ul>
 *   <li><i>Threading:</i> as the wrapped storage; late effects land in the thread that lets them.
 *   <li><i>Durability:</i> as the wrapped storage; writes that have not landed when it is closed never will.
 *   <li><i>Errors:</i> {@link io.isequencer.api.StorageException} with {@code injected fault}: definite for reads and
 *       {@link FaultKind#ERROR_BEFORE}, not definite for the other kinds.
 * </ul>
 */
public final class FaultyStorage extends ForwardingStorage {
    private final FaultGate gate;

    public FaultyStorage(SequenceStorage storage, FaultPlan plan, Pauser pauser) {
        super(storage);
        gate = new FaultGate(plan, pauser);
    }

    @Override
    public long readNumber(long wsId, int seqId) {
        enterRead(Operation.READ_NUMBER);
        return storage.readNumber(wsId, seqId);
    }

    @Override
    public long readCheckpoint() {
        enterRead(Operation.READ_CHECKPOINT);
        return storage.readCheckpoint();
    }

    @Override
    public void write(ValueBatch batch, long checkpoint) {
        Fault fault = gate.enter(Operation.WRITE, batch.size());
        switch (fault.kind()) {
            case ERROR_BEFORE -> throw failed(FaultKind.ERROR_BEFORE, FaultKind.ERROR_BEFORE);
            case ERROR_AFTER -> {
                storage.write(batch, checkpoint);
                throw failed(FaultKind.ERROR_AFTER, FaultKind.ERROR_AFTER);
            }
            case TORN -> {
                int values = (int) Math.min(fault.amount(), batch.size());
                storage.write(batch.slice(0, values), 0);
                throw failed(FaultKind.TORN, effectOfTearing(values, batch.size(), checkpoint));
            }
            case LATE -> {
                ValueBatch kept = batch.slice(0, batch.size());
                gate.late().add(() -> {
                    storage.write(kept, checkpoint);
                    gate.counters().add(FaultKind.LATE);
                });
                throw FaultGate.error(FaultKind.LATE, Operation.WRITE, false);
            }
            default -> storage.write(batch, checkpoint);
        }
    }

    public FaultCounters counters() {
        return gate.counters();
    }

    /** How many late writes are still on their way. */
    public int lateCount() {
        return gate.late().size();
    }

    /**
     * Lets a late write land.
     *
     * @param index 0 for the oldest
     */
    public void landLate(int index) {
        gate.late().land(index);
    }

    private void enterRead(Operation operation) {
        if (gate.enter(operation, 0).kind() == FaultKind.READ_ERROR) {
            gate.counters().add(FaultKind.READ_ERROR);
            throw FaultGate.error(FaultKind.READ_ERROR, operation, true);
        }
    }

    /** A tear at either end of a write tore nothing: it counts as what it was. */
    private static FaultKind effectOfTearing(int values, int size, long checkpoint) {
        if (values == size && checkpoint == 0) {
            return FaultKind.ERROR_AFTER;
        }
        return values == 0 ? FaultKind.ERROR_BEFORE : FaultKind.TORN;
    }

    private RuntimeException failed(FaultKind kind, FaultKind effect) {
        gate.counters().add(effect);
        return FaultGate.error(kind, Operation.WRITE, kind == FaultKind.ERROR_BEFORE);
    }
}
