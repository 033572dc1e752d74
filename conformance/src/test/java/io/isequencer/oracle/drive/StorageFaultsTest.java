package io.isequencer.oracle.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.FaultType;
import io.isequencer.oracle.cases.Step;
import io.isequencer.oracle.cases.StorageOp;
import java.util.List;
import org.junit.jupiter.api.Test;

class StorageFaultsTest {
    private final StorageFaults faults = new StorageFaults();

    @Test
    void aFaultLetsSomeCallsPassAndMeetsSoMany() {
        Step.Fault fault = arm(StorageOp.WRITE, FaultType.FAIL_BEFORE, 1, 2);
        assertNull(faults.take(StorageOp.WRITE));
        assertNull(faults.take(StorageOp.READ_PLOG));
        assertFalse(faults.wereMet());
        assertEquals(fault, faults.take(StorageOp.WRITE));
        assertTrue(faults.wereMet(StorageOp.WRITE));
        assertEquals(fault, faults.take(StorageOp.WRITE));
        assertNull(faults.take(StorageOp.WRITE));
    }

    @Test
    void theOldestThatMeansACallTakesIt() {
        Step.Fault any = arm(StorageOp.ANY, FaultType.FAIL_AFTER, 0, 1);
        Step.Fault write = arm(StorageOp.WRITE, FaultType.TORN, 0, 1);
        assertEquals(any, faults.take(StorageOp.WRITE));
        assertTrue(faults.wereMet(StorageOp.ANY));
        assertFalse(faults.wereMet(StorageOp.WRITE));
        assertEquals(write, faults.take(StorageOp.WRITE));
    }

    @Test
    void withoutACountItLastsUntilTheStorageHeals() {
        Step.Fault fault = arm(StorageOp.WRITE, FaultType.FAIL_BEFORE, 0, 0);
        assertTrue(faults.failForEver());
        assertEquals(fault, faults.take(StorageOp.WRITE));
        assertEquals(fault, faults.take(StorageOp.WRITE));
        faults.heal();
        assertFalse(faults.failForEver());
        assertNull(faults.take(StorageOp.WRITE));
        assertTrue(faults.wereMet(StorageOp.WRITE), "that it was met is not forgotten");
    }

    @Test
    void onceRearmedItHasNotBeenMet() {
        arm(StorageOp.WRITE, FaultType.FAIL_BEFORE, 0, 1);
        faults.take(StorageOp.WRITE);
        arm(StorageOp.WRITE, FaultType.FAIL_BEFORE, 0, 1);
        assertFalse(faults.wereMet());
    }

    @Test
    void onlyHoldsOfThatKindAreDisarmed() {
        arm(StorageOp.READ_CHECKPOINT, FaultType.HOLD, 0, 1);
        Step.Fault failure = arm(StorageOp.READ_CHECKPOINT, FaultType.FAIL_BEFORE, 0, 1);
        Step.Fault write = arm(StorageOp.WRITE, FaultType.HOLD, 0, 1);
        faults.disarmHolds(StorageOp.READ_CHECKPOINT);
        assertEquals(failure, faults.take(StorageOp.READ_CHECKPOINT));
        assertEquals(write, faults.take(StorageOp.WRITE));
    }

    @Test
    void heldCallsKeepTheirOrderAndOutliveTheFaults() {
        StorageCall write = call(1, StorageOp.WRITE);
        StorageCall read = call(2, StorageOp.READ_NUMBERS);
        faults.hold(write, null);
        faults.hold(read, null);
        faults.heal();
        faults.disarm();
        assertEquals(
                List.of(write, read),
                faults.held(StorageOp.ANY).stream()
                        .map(StorageFaults.Held::call)
                        .toList());
        faults.answered(faults.held(StorageOp.WRITE).get(0));
        assertFalse(faults.holds(StorageOp.WRITE));
        assertTrue(faults.holds(StorageOp.READ_NUMBERS));
        faults.dropHeld();
        assertFalse(faults.holdsAny());
    }

    private Step.Fault arm(StorageOp on, FaultType kind, int after, int times) {
        Step.Fault fault = new Step.Fault(0, on, kind, -1, after, times);
        faults.arm(fault);
        return fault;
    }

    private static StorageCall call(long id, StorageOp on) {
        return new StorageCall(id, 1, on, on.id(), null, List.of(), 0, 0);
    }
}
