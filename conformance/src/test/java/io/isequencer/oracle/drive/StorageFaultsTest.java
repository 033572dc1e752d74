package io.isequencer.oracle.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.FaultType;
import io.isequencer.oracle.cases.On;
import io.isequencer.oracle.cases.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

class StorageFaultsTest {
    private final StorageFaults faults = new StorageFaults();

    @Test
    void aFaultLetsSomeCallsPassAndMeetsSoMany() {
        Step.Fault fault = arm(On.WRITE, FaultType.FAIL_BEFORE, 1, 2);
        assertNull(faults.take(On.WRITE));
        assertNull(faults.take(On.READ_PLOG));
        assertFalse(faults.wereMet());
        assertEquals(fault, faults.take(On.WRITE));
        assertTrue(faults.wereMet(On.WRITE));
        assertEquals(fault, faults.take(On.WRITE));
        assertNull(faults.take(On.WRITE));
    }

    @Test
    void theOldestThatMeansACallTakesIt() {
        Step.Fault any = arm(On.ANY, FaultType.FAIL_AFTER, 0, 1);
        Step.Fault write = arm(On.WRITE, FaultType.TORN, 0, 1);
        assertEquals(any, faults.take(On.WRITE));
        assertTrue(faults.wereMet(On.ANY));
        assertFalse(faults.wereMet(On.WRITE));
        assertEquals(write, faults.take(On.WRITE));
    }

    @Test
    void withoutACountItLastsUntilTheStorageHeals() {
        Step.Fault fault = arm(On.WRITE, FaultType.FAIL_BEFORE, 0, 0);
        assertTrue(faults.failForEver());
        assertEquals(fault, faults.take(On.WRITE));
        assertEquals(fault, faults.take(On.WRITE));
        faults.heal();
        assertFalse(faults.failForEver());
        assertNull(faults.take(On.WRITE));
        assertTrue(faults.wereMet(On.WRITE), "that it was met is not forgotten");
    }

    @Test
    void armedAnewItHasNotBeenMet() {
        arm(On.WRITE, FaultType.FAIL_BEFORE, 0, 1);
        faults.take(On.WRITE);
        arm(On.WRITE, FaultType.FAIL_BEFORE, 0, 1);
        assertFalse(faults.wereMet());
    }

    @Test
    void onlyHoldsOfThatKindAreDisarmed() {
        arm(On.READ_CHECKPOINT, FaultType.HOLD, 0, 1);
        Step.Fault failure = arm(On.READ_CHECKPOINT, FaultType.FAIL_BEFORE, 0, 1);
        Step.Fault write = arm(On.WRITE, FaultType.HOLD, 0, 1);
        faults.disarmHolds(On.READ_CHECKPOINT);
        assertEquals(failure, faults.take(On.READ_CHECKPOINT));
        assertEquals(write, faults.take(On.WRITE));
    }

    @Test
    void heldCallsKeepTheirOrderAndOutliveTheFaults() {
        StorageCall write = call(1, On.WRITE);
        StorageCall read = call(2, On.READ_NUMBERS);
        faults.hold(write, null);
        faults.hold(read, null);
        faults.heal();
        faults.disarm();
        assertEquals(
                List.of(write, read),
                faults.held(On.ANY).stream().map(StorageFaults.Held::call).toList());
        faults.answered(faults.held(On.WRITE).get(0));
        assertFalse(faults.holds(On.WRITE));
        assertTrue(faults.holds(On.READ_NUMBERS));
        faults.dropHeld();
        assertFalse(faults.holdsAny());
    }

    private Step.Fault arm(On on, FaultType kind, int after, int times) {
        Step.Fault fault = new Step.Fault(0, on, kind, -1, after, times);
        faults.arm(fault);
        return fault;
    }

    private static StorageCall call(long id, On on) {
        return new StorageCall(id, 1, on, on.id(), null, List.of(), 0, 0);
    }
}
