package io.isequencer.core;

import static io.isequencer.core.CoreDriver.A;
import static io.isequencer.core.CoreDriver.B;
import static io.isequencer.core.CoreDriver.KIND;
import static io.isequencer.core.CoreDriver.WS;
import static io.isequencer.core.CoreDriver.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.Busy;
import io.isequencer.api.SequenceExhaustedException;
import io.isequencer.api.SequencerParams;
import io.isequencer.api.UseResult;
import io.isequencer.spi.LogEvent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One story per rule that the core keeps. R2 is the logs' to keep: here, how the core answers a conflict. */
class RulesTest {
    private final CoreDriver driver = CoreDriver.ready();

    @Test
    void r01_whatWasAppendedUnknownToTheClientIsLearnedByActualize() {
        driver.start(WS);
        assertEquals(1, driver.next(A));
        driver.logged(WS, A, 1);
        driver.client.actualize();
        driver.settle();
        assertEquals(2, driver.start(WS));
        assertEquals(2, driver.next(A));
    }

    @Test
    void r01_aFailedAppendGivesItsNumbersBack() {
        driver.start(WS);
        assertEquals(1, driver.next(A));
        driver.client.actualize();
        driver.settle();
        assertEquals(1, driver.start(WS));
        assertEquals(1, driver.next(A));
    }

    @Test
    void r02_theLoserOfAConflictGoesOnBehindTheWinner() {
        driver.commit(WS, A);
        driver.logged(WS, A, 2, 3);
        assertEquals(2, driver.start(WS));
        assertEquals(2, driver.next(A));
        driver.client.actualize();
        driver.settle();
        assertEquals(3, driver.start(WS));
        assertEquals(4, driver.next(A));
    }

    @Test
    void r03_onlyFlushMovesTheOffset() {
        assertEquals(1, driver.start(WS));
        driver.next(A);
        assertEquals(1, driver.partition.nextOffset());
        driver.client.actualize();
        driver.settle();
        assertEquals(1, driver.start(WS));
        driver.client.flush();
        assertEquals(2, driver.partition.nextOffset());
    }

    @Test
    void r04_theCheckpointIsBehindTheEvent() {
        driver.commit(WS, A);
        assertEquals(2, driver.partition.pendingCheckpoint());
        driver.settle();
        assertEquals(2, driver.storedCheckpoint);
        driver.boot().settle();
        assertFalse(driver.steps.contains("ActScan(0,0,1)"), driver.steps::toString);
    }

    /** Each event brings the number of its offset, and the flusher never works: what is pending must match in each state. */
    @Test
    void r05_noStateHasAnEventsNumbersWithoutItsCheckpoint() {
        Set<String> seen = new LinkedHashSet<>();
        driver.logged(WS, A, 1);
        driver.logged(WS, A, 2);
        driver.watcher = (step, state) -> seen.add(state.pendingCheckpoint() + " " + driver.pending());
        driver.boot();
        while (driver.turn(driver.actualizer)) {
            assertTrue(driver.steps.size() < 100, driver.steps::toString);
        }
        driver.commit(WS, A);
        assertEquals(
                List.of(
                        "0 {}",
                        "2 " + Map.of(key(WS, A), 1L),
                        "3 " + Map.of(key(WS, A), 2L),
                        "4 " + Map.of(key(WS, A), 3L)),
                List.copyOf(seen));
    }

    @Test
    void r06_everyMemoryHoldsLastUsedNumbers() {
        driver.commit(WS, A, A, A);
        assertEquals(3, driver.cache.get(WS, A));
        assertEquals(Map.of(key(WS, A), 3L), driver.pending());
        driver.settle();
        assertEquals(3, driver.storedNumber(WS, A));
        driver.start(WS);
        driver.next(A);
        assertEquals(Map.of(key(WS, A), 4L), driver.inproc());
    }

    @Test
    void r07_valuesAndTheirCheckpointAreOneWrite() {
        driver.commit(WS, A);
        driver.turn(driver.flusher);
        driver.commit(WS, A);
        driver.turn(driver.flusher);
        assertFalse(driver.flusher.syncing());
        assertEquals(1, driver.flusher.batch().number(0));
        assertEquals(2, driver.flusher.checkpoint());
    }

    @Test
    void wa_theLogIsSyncedBeforeTheCheckpointIsWritten() {
        driver.commit(WS, A);
        driver.turn(driver.flusher);
        assertTrue(driver.flusher.syncing());
        assertEquals(2, driver.flusher.checkpoint());
        driver.turn(driver.flusher);
        assertFalse(driver.flusher.syncing());
        assertEquals(0, driver.storedCheckpoint);
        driver.turn(driver.flusher);
        assertEquals(2, driver.storedCheckpoint);
    }

    @Test
    void r08_aMissFillsNoKeyButItsOwn() {
        driver.commit(WS, A, B);
        driver.cache.clear();
        driver.start(WS);
        driver.next(A);
        assertEquals(Map.of(key(WS, A), 2L), driver.inproc());
        assertEquals(Map.of(), driver.cache.numbers);
    }

    @Test
    void r09_aLowExplicitNumberDoesNotShadowAStoredHigherOne() {
        driver.commit(WS, A, A, A, A, A);
        driver.settle();
        driver.logged(WS, A, 2);
        driver.boot().settle();
        driver.start(WS);
        assertEquals(6, driver.next(A));
    }

    @Test
    void r09_theScanMergesByMax() {
        driver.logged(WS, A, 5, 3);
        driver.logged(WS, A, 4);
        driver.boot();
        driver.turn(driver.actualizer);
        driver.turn(driver.actualizer);
        driver.turn(driver.actualizer);
        assertEquals(Map.of(key(WS, A), 5L), driver.pending());
    }

    @Test
    void r10_aNewerNumberSurvivesThePrune() {
        driver.commit(WS, A);
        driver.turn(driver.flusher);
        driver.commit(WS, A);
        driver.turn(driver.flusher);
        driver.turn(driver.flusher);
        driver.turn(driver.flusher);
        driver.cache.clear();
        driver.start(WS);
        assertEquals(3, driver.next(A));
    }

    @Test
    void r11_theFlusherEndsBeforeTheMemoriesAreClearedAndTheCheckpointIsRead() {
        driver.commit(WS, A);
        driver.turn(driver.flusher);
        driver.steps.clear();
        driver.client.actualize();
        driver.settle();
        assertEquals(
                List.of(
                        "Actualize(0,0,0)",
                        "FlSync(0,0,2)",
                        "FlPrune(0,0,0)",
                        "FlStop(0,0,0)",
                        "ActClear(0,0,0)",
                        "ActReadCheckpoint(0,0,2)",
                        "ActDone(0,0,0)",
                        "FlSnapshot(0,0,0)"),
                driver.steps);
    }

    @Test
    void r12_aScanOfMoreKeysThanTheLimitEnds() {
        CoreDriver small = new CoreDriver(1);
        for (int wsId = 0; wsId < 10; wsId++) {
            small.logged(wsId, A, 1);
        }
        small.settle();
        assertFalse(small.partition.actualizing());
        assertEquals(11, small.storedCheckpoint);
    }

    @Test
    void r12_whatTheScanLeftAboveTheLimitDrainsByItself() {
        CoreDriver small = new CoreDriver(1);
        small.log.add(LogEvent.builder(1, KIND, WS).add(A, 1).add(B, 200_001).build());
        for (int turn = 0; turn < 3; turn++) {
            small.turn(small.actualizer);
        }
        assertFalse(small.partition.actualizing());
        assertEquals(Busy.BACK_PRESSURE.code(), small.start(WS));
        small.settle();
        assertEquals(2, small.start(WS));
    }

    @Test
    void r13_aLeftOverSignalWritesNothing() {
        driver.settle();
        driver.storedCheckpoint = 9;
        driver.partition.flusherSignalled = true;
        driver.settle();
        assertEquals(9, driver.storedCheckpoint);
        assertEquals(0, driver.flusher.checkpoint());
    }

    @Test
    void r14_aScanThatFailsResumesWithoutARescan() {
        driver.logged(WS, A, 1);
        driver.logged(WS, A, 2);
        driver.boot();
        driver.steps.clear();
        driver.turn(driver.actualizer);
        driver.turn(driver.actualizer);
        driver.actualizer.offer(driver.log.get(0));
        driver.actualizer.failed();
        driver.settle();
        assertTrue(driver.partition.actualizing());
        driver.actualizer.wake();
        driver.settle();
        assertEquals(1, driver.steps.stream().filter("ActScan(0,0,1)"::equals).count());
        assertEquals(2, driver.storedNumber(WS, A));
    }

    @Test
    void r15_closeEndsWhileEveryCallFails() {
        driver.commit(WS, A);
        driver.turn(driver.flusher);
        driver.partition.close();
        for (int turn = 0; turn < 10 && !driver.partition.stopped(); turn++) {
            for (Task task : List.of(driver.flusher, driver.actualizer)) {
                if (task.want() == Want.IO) {
                    task.failed();
                } else if (task.want() == Want.STEP) {
                    task.step();
                }
            }
        }
        assertTrue(driver.partition.stopped());
        assertEquals(0, driver.storedCheckpoint);
    }

    @Test
    void r16_anEmptyStoreMeansOffsetOneAndWorkspaceZeroIsAWorkspace() {
        assertEquals(1, driver.start(0));
        assertTrue(driver.client.inTransaction());
        assertEquals(1, driver.next(A));
        driver.log.add(LogEvent.builder(1, KIND, 0).add(A, 1).build());
        driver.client.flush();
        driver.settle();
        assertEquals(Map.of(key(0, A), 1L), driver.stored);
    }

    @Test
    void r16_aLimitOfZeroIsRefused() {
        SequencerParams params = SequencerParams.of(CoreDriver.TYPES);
        assertThrows(IllegalArgumentException.class, () -> params.withMaxUnflushedValues(0));
    }

    @Test
    void r17_numbersEndInsteadOfWrapping() {
        driver.start(WS);
        driver.use(A, Long.MAX_VALUE);
        assertThrows(SequenceExhaustedException.class, () -> driver.next(A));
        driver.client.flush();
        driver.start(WS);
        assertThrows(SequenceExhaustedException.class, () -> driver.next(A));
    }

    @Test
    void r18_anExplicitNumberIsFollowedBeforeAndAfterARestart() {
        driver.commit(WS, A);
        long plogOffset = driver.start(WS);
        assertEquals(UseResult.RAISED, driver.use(A, 10));
        driver.log.add(LogEvent.builder(plogOffset, KIND, WS).add(A, 10, true).build());
        driver.client.flush();
        assertEquals(List.of(11L), driver.commit(WS, A));
        driver.boot().settle();
        assertEquals(List.of(12L), driver.commit(WS, A));
    }
}
