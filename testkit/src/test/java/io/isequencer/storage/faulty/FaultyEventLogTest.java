package io.isequencer.storage.faulty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.StorageException;
import io.isequencer.spi.EventLog.AppendResult;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.contract.SampleEvents;
import io.isequencer.storage.memory.MemoryEventLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each kind of fault: what it does to the log, what the caller sees, and what is counted. */
class FaultyEventLogTest {
    private final MemoryEventLog memory = new MemoryEventLog();
    private final List<Long> pauses = new ArrayList<>();

    @Test
    void failedAppendSurelyDidNotHappen() {
        FaultyEventLog log = over(new ScriptedPlan().at(Operation.APPEND, 2, Fault.of(FaultKind.APPEND_FAILED)));
        log.append(SampleEvents.at(1));

        assertInjected(FaultKind.APPEND_FAILED, true, () -> log.append(SampleEvents.at(2)));
        assertEquals(2, memory.end());
        assertCounted(log, FaultKind.APPEND_FAILED);
        assertEquals(AppendResult.APPENDED, log.append(SampleEvents.at(2)));
    }

    @Test
    void unknownAppendMayHaveHappened() {
        FaultyEventLog log =
                over(new ScriptedPlan().at(Operation.APPEND, 1, Fault.of(FaultKind.APPEND_UNKNOWN_WRITTEN)));

        assertInjected(FaultKind.APPEND_UNKNOWN_WRITTEN, false, () -> log.append(SampleEvents.at(1)));
        assertEquals(SampleEvents.range(1, 2), SampleEvents.scan(memory, 1));
        assertCounted(log, FaultKind.APPEND_UNKNOWN_WRITTEN);
    }

    @Test
    void unknownAppendAtATakenOffsetWroteNothing() {
        FaultyEventLog log =
                over(new ScriptedPlan().at(Operation.APPEND, 1, Fault.of(FaultKind.APPEND_UNKNOWN_WRITTEN)));
        memory.append(SampleEvents.at(1));

        assertInjected(
                FaultKind.APPEND_UNKNOWN_WRITTEN,
                false,
                () -> log.append(LogEvent.builder(1, 9, 9).build()));
        assertEquals(SampleEvents.range(1, 2), SampleEvents.scan(memory, 1));
        assertCounted(log, FaultKind.APPEND_UNKNOWN_LOST);
    }

    @Test
    void unknownAppendMayBeLost() {
        FaultyEventLog log = over(new ScriptedPlan().at(Operation.APPEND, 1, Fault.of(FaultKind.APPEND_UNKNOWN_LOST)));

        assertInjected(FaultKind.APPEND_UNKNOWN_LOST, false, () -> log.append(SampleEvents.at(1)));
        assertEquals(1, memory.end());
        assertCounted(log, FaultKind.APPEND_UNKNOWN_LOST);
    }

    @Test
    void lateAppendLandsIfItsOffsetIsFree() {
        FaultyEventLog log = over(new ScriptedPlan().at(Operation.APPEND, 1, Fault.of(FaultKind.APPEND_LATE)));

        assertInjected(FaultKind.APPEND_LATE, false, () -> log.append(SampleEvents.at(1)));
        assertEquals(1, memory.end());
        assertEquals(1, log.lateCount());
        assertCounted(log);
        log.landLate(0);
        assertEquals(SampleEvents.range(1, 2), SampleEvents.scan(memory, 1));
        assertEquals(0, log.lateCount());
        assertCounted(log, FaultKind.APPEND_LATE);
    }

    @Test
    void r2LateAppendAtATakenOffsetDoesNothing() {
        FaultyEventLog log = over(new ScriptedPlan().at(Operation.APPEND, 1, Fault.of(FaultKind.APPEND_LATE)));
        assertThrows(
                StorageException.class,
                () -> log.append(LogEvent.builder(1, 9, 9).build()));
        log.append(SampleEvents.at(1));

        log.landLate(0);
        assertEquals(SampleEvents.range(1, 2), SampleEvents.scan(memory, 1));
        assertCounted(log);
    }

    @Test
    void lateAppendBehindALostTailIsLostToo() {
        FaultyEventLog log = over(new ScriptedPlan().at(Operation.APPEND, 3, Fault.of(FaultKind.APPEND_LATE)));
        log.append(SampleEvents.at(1));
        log.append(SampleEvents.at(2));
        assertThrows(StorageException.class, () -> log.append(SampleEvents.at(3)));
        memory.loseUnsyncedTail();

        log.landLate(0);
        assertEquals(1, memory.end());
        assertCounted(log);
    }

    @Test
    void scanFailsAfterSomeEvents() {
        for (int after = 0; after <= 3; after++) {
            FaultyEventLog log = over(new ScriptedPlan().at(Operation.SCAN, 1, Fault.scanError(after)));
            SampleEvents.appendTo(memory, 4);
            List<LogEvent> seen = new ArrayList<>();
            assertInjected(FaultKind.READ_ERROR, true, () -> log.scan(1, event -> seen.add(LogEvent.copyOf(event))));
            assertEquals(SampleEvents.range(1, after + 1), seen);
            assertCounted(log, FaultKind.READ_ERROR);
            assertEquals(SampleEvents.range(1, 4), SampleEvents.scan(log, 1));
        }
    }

    @Test
    void scanThatNeverReachesItsErrorIsNotCounted() {
        FaultyEventLog log = over(
                new ScriptedPlan().at(Operation.SCAN, 1, Fault.scanError(4)).at(Operation.SCAN, 2, Fault.scanError(2)));
        SampleEvents.appendTo(memory, 4);

        assertTrue(log.scan(1, event -> true), "the end comes first");
        assertFalse(log.scan(1, event -> event.plogOffset() < 2), "the visitor stops first");
        assertCounted(log);
    }

    @Test
    void failedSyncHasNoEffect() {
        FaultyEventLog log = over(new ScriptedPlan().at(Operation.SYNC, 1, Fault.of(FaultKind.ERROR_BEFORE)));
        SampleEvents.appendTo(log, 4);

        assertInjected(FaultKind.ERROR_BEFORE, true, () -> log.sync(4));
        assertEquals(1, memory.durableEnd());
        assertCounted(log, FaultKind.ERROR_BEFORE);
        log.sync(4);
        assertEquals(4, memory.durableEnd());
    }

    @Test
    void failedSyncMayHaveItsEffect() {
        FaultyEventLog log = over(new ScriptedPlan().at(Operation.SYNC, 1, Fault.of(FaultKind.ERROR_AFTER)));
        SampleEvents.appendTo(log, 4);

        assertInjected(FaultKind.ERROR_AFTER, false, () -> log.sync(4));
        assertEquals(4, memory.durableEnd());
        assertCounted(log, FaultKind.ERROR_AFTER);
    }

    @Test
    void delayPausesBeforeTheCall() {
        FaultyEventLog log = over(new ScriptedPlan()
                .at(Operation.APPEND, 1, Fault.delay(1))
                .at(Operation.SCAN, 1, Fault.delay(2))
                .at(Operation.SYNC, 1, Fault.delay(3)));
        log.append(SampleEvents.at(1));
        assertEquals(SampleEvents.range(1, 2), SampleEvents.scan(log, 1));
        log.sync(2);

        assertEquals(List.of(1L, 2L, 3L), pauses);
        assertEquals(2, memory.durableEnd());
        assertCounted(log, FaultKind.DELAY, FaultKind.DELAY, FaultKind.DELAY);
    }

    private FaultyEventLog over(FaultPlan plan) {
        return new FaultyEventLog(memory, plan, pauses::add);
    }

    private static void assertInjected(FaultKind kind, boolean definite, Runnable call) {
        StorageException e = assertThrows(StorageException.class, call::run);
        assertTrue(e.getMessage().startsWith("injected fault: kind=" + kind + ", "), e::getMessage);
        assertEquals(definite, e.definite());
    }

    /** The faults counted so far are these, in any order. */
    private static void assertCounted(FaultyEventLog log, FaultKind... expected) {
        for (FaultKind kind : FaultKind.values()) {
            long count = List.of(expected).stream().filter(kind::equals).count();
            assertEquals(count, log.counters().count(kind), kind::toString);
        }
        assertEquals(expected.length, log.counters().total());
    }
}
