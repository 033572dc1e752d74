package io.isequencer.storage.faulty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.NumberKey;
import io.isequencer.api.StorageException;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.contract.Batches;
import io.isequencer.storage.memory.MemoryStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each kind of fault: what it does to the storage, what the caller sees, and what is counted. */
class FaultyStorageTest {
    private final MemoryStorage memory = new MemoryStorage();
    private final List<Long> pauses = new ArrayList<>();

    @Test
    void errorBeforeHasNoEffect() {
        FaultyStorage storage = over(new ScriptedPlan().at(Operation.WRITE, 1, Fault.of(FaultKind.ERROR_BEFORE)));

        assertInjected(FaultKind.ERROR_BEFORE, true, () -> storage.write(Batches.of(1, 1, 5), 2));
        assertEquals(0, memory.readNumber(1, 1));
        assertEquals(0, memory.readCheckpoint());
        assertCounted(storage, FaultKind.ERROR_BEFORE);

        storage.write(Batches.of(1, 1, 5), 2);
        assertEquals(5, memory.readNumber(1, 1));
        assertCounted(storage, FaultKind.ERROR_BEFORE);
    }

    @Test
    void errorAfterHasItsEffect() {
        FaultyStorage storage = over(new ScriptedPlan().at(Operation.WRITE, 1, Fault.of(FaultKind.ERROR_AFTER)));

        assertInjected(FaultKind.ERROR_AFTER, false, () -> storage.write(Batches.of(1, 1, 5), 2));
        assertEquals(5, memory.readNumber(1, 1));
        assertEquals(2, memory.readCheckpoint());
        assertCounted(storage, FaultKind.ERROR_AFTER);
    }

    @Test
    void tornWriteAppliesTheFirstValuesOnly() {
        FaultyStorage storage = over(new ScriptedPlan().at(Operation.WRITE, 1, Fault.torn(2)));

        assertInjected(FaultKind.TORN, false, () -> storage.write(Batches.ofNumbers(1, 5, 6, 7), 2));
        assertEquals(Map.of(new NumberKey(1, 1), 5L, new NumberKey(1, 2), 6L), Batches.all(memory));
        assertEquals(0, memory.readCheckpoint());
        assertCounted(storage, FaultKind.TORN);
    }

    @Test
    void writeTornBehindItsLastValueLosesTheCheckpoint() {
        FaultyStorage storage = over(new ScriptedPlan().at(Operation.WRITE, 1, Fault.torn(99)));

        assertInjected(FaultKind.TORN, false, () -> storage.write(Batches.ofNumbers(1, 5, 6), 2));
        assertEquals(6, memory.readNumber(1, 2));
        assertEquals(0, memory.readCheckpoint());
        assertCounted(storage, FaultKind.TORN);
    }

    @Test
    void tearThatTearsNothingCountsAsWhatItIs() {
        FaultyStorage storage =
                over(new ScriptedPlan().at(Operation.WRITE, 1, Fault.torn(0)).at(Operation.WRITE, 2, Fault.torn(1)));

        assertInjected(FaultKind.TORN, false, () -> storage.write(Batches.of(1, 1, 5), 2));
        assertEquals(Map.of(), Batches.all(memory));
        assertCounted(storage, FaultKind.ERROR_BEFORE);

        assertInjected(FaultKind.TORN, false, () -> storage.write(Batches.of(1, 1, 5), 0));
        assertEquals(5, memory.readNumber(1, 1));
        assertCounted(storage, FaultKind.ERROR_BEFORE, FaultKind.ERROR_AFTER);
    }

    @Test
    void lateWriteLandsWhenItIsLet() {
        FaultyStorage storage = over(new ScriptedPlan().at(Operation.WRITE, 1, Fault.of(FaultKind.LATE)));
        ValueBatch batch = Batches.ofNumbers(1, 5, 6);

        assertInjected(FaultKind.LATE, false, () -> storage.write(batch, 9));
        batch.clear();
        assertEquals(Map.of(), Batches.all(memory));
        assertEquals(1, storage.lateCount());
        assertCounted(storage);

        storage.write(Batches.of(1, 1, 7), 4);
        storage.landLate(0);
        assertEquals(0, storage.lateCount());
        assertEquals(7, memory.readNumber(1, 1), "max-wins holds for ghosts too");
        assertEquals(6, memory.readNumber(1, 2));
        assertEquals(9, memory.readCheckpoint());
        assertCounted(storage, FaultKind.LATE);
        assertThrows(IllegalArgumentException.class, () -> storage.landLate(0));
    }

    @Test
    void lateWritesLandInAnyOrder() {
        FaultyStorage storage = over(new ScriptedPlan()
                .at(Operation.WRITE, 1, Fault.of(FaultKind.LATE))
                .at(Operation.WRITE, 2, Fault.of(FaultKind.LATE)));
        assertThrows(StorageException.class, () -> storage.write(Batches.of(1, 1, 5), 2));
        assertThrows(StorageException.class, () -> storage.write(Batches.of(2, 1, 6), 3));

        storage.landLate(1);
        assertEquals(Map.of(new NumberKey(2, 1), 6L), Batches.all(memory));
        storage.landLate(0);
        assertCounted(storage, FaultKind.LATE, FaultKind.LATE);
    }

    @Test
    void planLandsLateWrites() {
        FaultPlan plan = new FaultPlan() {
            @Override
            public Fault decide(FaultCall call) {
                return call.operation() == Operation.WRITE ? Fault.of(FaultKind.LATE) : Fault.NONE;
            }

            @Override
            public int landBefore(FaultCall call, int waiting) {
                return call.operation() == Operation.READ_NUMBER ? waiting - 1 : 0;
            }
        };
        FaultyStorage storage = over(plan);
        for (int i = 1; i <= 3; i++) {
            ValueBatch batch = Batches.of(i, 1, i);
            assertThrows(StorageException.class, () -> storage.write(batch, 0));
        }

        assertEquals(2, storage.readNumber(2, 1));
        assertEquals(Map.of(new NumberKey(1, 1), 1L, new NumberKey(2, 1), 2L), Batches.all(memory));
        assertEquals(1, storage.lateCount());
    }

    @Test
    void delayPausesBeforeTheCall() {
        FaultyStorage storage = over(new ScriptedPlan()
                .at(Operation.WRITE, 1, Fault.delay(250))
                .at(Operation.READ_NUMBER, 1, Fault.delay(10)));

        storage.write(Batches.of(1, 1, 5), 2);
        assertEquals(5, storage.readNumber(1, 1));
        assertEquals(List.of(250L, 10L), pauses);
        assertCounted(storage, FaultKind.DELAY, FaultKind.DELAY);
    }

    @Test
    void readErrorsHitTheirCallOnly() {
        FaultyStorage storage = over(new ScriptedPlan()
                .at(Operation.READ_NUMBER, 2, Fault.of(FaultKind.READ_ERROR))
                .at(Operation.READ_CHECKPOINT, 1, Fault.of(FaultKind.READ_ERROR)));
        storage.write(Batches.of(1, 1, 5), 2);

        assertEquals(5, storage.readNumber(1, 1));
        assertInjected(FaultKind.READ_ERROR, true, () -> storage.readNumber(1, 1));
        assertEquals(5, storage.readNumber(1, 1));
        assertInjected(FaultKind.READ_ERROR, true, storage::readCheckpoint);
        assertEquals(2, storage.readCheckpoint());
        assertCounted(storage, FaultKind.READ_ERROR, FaultKind.READ_ERROR);
    }

    @Test
    void planSeesTheCall() {
        List<FaultCall> calls = new ArrayList<>();
        FaultyStorage storage = over(call -> {
            calls.add(call);
            return Fault.NONE;
        });
        storage.readCheckpoint();
        storage.write(Batches.ofNumbers(1, 2, 3), 2);
        storage.readNumber(1, 1);
        storage.write(Batches.EMPTY, 3);

        assertEquals(
                List.of(
                        new FaultCall(Operation.READ_CHECKPOINT, 1, 0),
                        new FaultCall(Operation.WRITE, 1, 2),
                        new FaultCall(Operation.READ_NUMBER, 1, 0),
                        new FaultCall(Operation.WRITE, 2, 0)),
                calls);
        assertCounted(storage);
    }

    @Test
    void faultThatDoesNotFitIsRefused() {
        FaultyStorage storage = over(call -> Fault.of(FaultKind.APPEND_LATE));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> storage.write(Batches.of(1, 1, 1), 1));
        assertEquals("fault must fit the operation: kind=APPEND_LATE, operation=WRITE", e.getMessage());
        assertEquals(0, memory.readCheckpoint());

        ScriptedPlan plan = new ScriptedPlan().at(Operation.WRITE, 1, Fault.torn(1));
        assertThrows(IllegalArgumentException.class, () -> plan.at(Operation.READ_NUMBER, 1, Fault.torn(1)));
        assertThrows(IllegalArgumentException.class, () -> plan.at(Operation.WRITE, 1, Fault.delay(1)));
        assertEquals(1, plan.unused());
    }

    private FaultyStorage over(FaultPlan plan) {
        return new FaultyStorage(memory, plan, pauses::add);
    }

    private static void assertInjected(FaultKind kind, boolean definite, Runnable call) {
        StorageException e = assertThrows(StorageException.class, call::run);
        assertTrue(e.getMessage().startsWith("injected fault: kind=" + kind + ", "), e::getMessage);
        assertEquals(definite, e.definite());
    }

    /** The faults counted so far are these, in any order. */
    private static void assertCounted(FaultyStorage storage, FaultKind... expected) {
        assertFalse(List.of(expected).contains(FaultKind.NONE));
        for (FaultKind kind : FaultKind.values()) {
            long count = List.of(expected).stream().filter(kind::equals).count();
            assertEquals(count, storage.counters().count(kind), kind::toString);
        }
        assertEquals(expected.length, storage.counters().total());
    }
}
