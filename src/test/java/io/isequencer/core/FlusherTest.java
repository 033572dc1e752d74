package io.isequencer.core;

import static io.isequencer.core.CoreDriver.A;
import static io.isequencer.core.CoreDriver.B;
import static io.isequencer.core.CoreDriver.WS;
import static io.isequencer.core.CoreDriver.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlusherTest {
    private final CoreDriver driver = CoreDriver.ready();
    private final Partition partition = driver.partition;
    private final Flusher flusher = driver.flusher;

    @Test
    void waitsForASignal() {
        driver.settle();
        assertEquals(Want.WAIT, flusher.want());
        assertEquals("idle", partition.flusherState());
        driver.start(WS);
        assertEquals(Want.WAIT, flusher.want());
        driver.client.flush();
        assertEquals(Want.STEP, flusher.want());
    }

    @Test
    void writesInFourSteps() {
        driver.commit(WS, A, B);
        driver.steps.clear();

        flusher.step();
        assertEquals("syncing", partition.flusherState());
        assertEquals(Want.IO, flusher.want());
        assertTrue(flusher.syncing());
        assertFalse(partition.flusherSignalled());
        assertEquals(2, flusher.checkpoint());
        assertEquals(2, flusher.batch().size());

        flusher.synced();
        assertEquals("writing", partition.flusherState());
        assertEquals(Want.IO, flusher.want());
        assertFalse(flusher.syncing());
        assertEquals(2, flusher.checkpoint());
        assertEquals(2, flusher.batch().size());

        flusher.written();
        assertEquals("written", partition.flusherState());
        assertEquals(Want.STEP, flusher.want());
        assertEquals(2, partition.pendingSize());

        flusher.step();
        assertEquals("idle", partition.flusherState());
        assertEquals(Want.WAIT, flusher.want());
        assertEquals(0, partition.pendingSize());
        assertEquals(2, partition.pendingCheckpoint());
        assertEquals(0, flusher.checkpoint());
        assertEquals(0, flusher.batch().size());
        assertEquals(List.of("FlSnapshot(0,0,2)", "FlSync(0,0,2)", "FlPrune(0,0,0)"), driver.steps);
    }

    @Test
    void writesNothingWhileNothingWasPublished() {
        partition.flusherSignalled = true;
        flusher.step();
        assertEquals("idle", partition.flusherState());
        assertEquals(Want.WAIT, flusher.want());
        assertFalse(partition.flusherSignalled());
        assertEquals(List.of("FlSnapshot(0,0,0)"), driver.steps);
    }

    @Test
    void writesACheckpointWithoutValues() {
        driver.commit(WS);
        driver.settle();
        assertEquals(2, driver.storedCheckpoint);
        assertEquals(Map.of(), driver.stored);
    }

    @Test
    void keepsWhatGrewDuringTheWrite() {
        driver.commit(WS, A, B);
        flusher.step();
        driver.commit(WS, A);
        flusher.synced();
        driver.turn(flusher);
        flusher.step();
        assertEquals(Map.of(key(WS, A), 2L), driver.pending());
        assertEquals(1, driver.storedNumber(WS, A));
        assertEquals(Want.STEP, flusher.want());
        driver.settle();
        assertEquals(2, driver.storedNumber(WS, A));
        assertEquals(3, driver.storedCheckpoint);
    }

    @Test
    void aFailedSyncIsRetriedAfterTheDelay() {
        driver.commit(WS, A);
        flusher.step();
        assertRetriesAfterFailure();
    }

    @Test
    void aFailedWriteIsRetriedAfterTheDelayWithAFreshSnapshot() {
        driver.commit(WS, A);
        flusher.step();
        flusher.synced();
        driver.commit(WS, B);
        assertRetriesAfterFailure();
        assertEquals(200_001, driver.storedNumber(WS, B));
        assertEquals(3, driver.storedCheckpoint);
    }

    private void assertRetriesAfterFailure() {
        driver.steps.clear();
        flusher.failed();
        assertEquals(List.of("FlFail(0,0,0)"), driver.steps);
        assertEquals("idle", partition.flusherState());
        assertTrue(partition.flusherSignalled());
        assertEquals(0, flusher.checkpoint());
        assertEquals(0, flusher.batch().size());
        assertEquals(1, driver.pending().get(key(WS, A)));
        assertEquals(Want.SLEEP, flusher.want());
        flusher.wake();
        assertEquals(Want.STEP, flusher.want());
        driver.settle();
        assertEquals(1, driver.storedNumber(WS, A));
        assertEquals(Map.of(), driver.pending());
    }

    @Test
    void aCancelledFlusherEndsOnlyWhenIdle() {
        driver.commit(WS, A);
        flusher.step();
        driver.client.actualize();
        driver.steps.clear();
        assertEquals(Want.IO, flusher.want());
        assertFalse(flusher.isStopped());
        flusher.synced();
        assertEquals(Want.IO, flusher.want());
        flusher.written();
        assertEquals(Want.STEP, flusher.want());
        flusher.step();
        assertEquals("idle", partition.flusherState());
        assertEquals(Want.STEP, flusher.want());
        flusher.step();
        assertTrue(flusher.isStopped());
        assertEquals("stopped", partition.flusherState());
        assertEquals(Want.STOPPED, flusher.want());
        assertEquals(List.of("FlSync(0,0,2)", "FlPrune(0,0,0)", "FlStop(0,0,0)"), driver.steps);
    }

    @Test
    void aCancelledFlusherDoesNotBackOffAndDoesNotFlush() {
        driver.commit(WS, A);
        flusher.step();
        driver.client.actualize();
        flusher.failed();
        driver.steps.clear();
        assertEquals(Want.STEP, flusher.want());
        flusher.step();
        assertEquals(List.of("FlStop(0,0,0)"), driver.steps);
    }

    @Test
    void aRestartedFlusherKnowsOfNothing() {
        driver.commit(WS, A);
        flusher.step();
        driver.client.actualize();
        flusher.failed();
        flusher.step();
        driver.actualizer.step();
        assertFalse(partition.flusherSignalled());
        assertFalse(partition.flusherCancelled);
        assertEquals("idle", partition.flusherState());
        assertEquals(Want.WAIT, flusher.want());
        partition.flusherSignalled = true;
        assertEquals(Want.STEP, flusher.want());
    }

    @Test
    void tellsOfItsDelayAndOfItsLastTry() {
        driver.commit(WS, A);
        flusher.step();
        assertFalse(flusher.backingOff());
        flusher.failed();
        assertTrue(flusher.backingOff());
        assertFalse(flusher.lastTryTaken());
        flusher.wake();
        assertFalse(flusher.backingOff());
        partition.close();
        flusher.step();
        assertTrue(flusher.lastTryTaken());
    }
}
