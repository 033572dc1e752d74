package io.isequencer.core;

import static io.isequencer.core.CoreDriver.A;
import static io.isequencer.core.CoreDriver.WS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** R15, seen from the flusher: one last try, and then the end. */
class FlusherCloseTest {
    private final CoreDriver driver = CoreDriver.ready();
    private final Partition partition = driver.partition;
    private final Flusher flusher = driver.flusher;

    @Test
    void anIdleFlusherEndsAtOnceAtClose() {
        driver.settle().steps.clear();
        partition.close();
        assertEquals(Want.STEP, flusher.want());
        flusher.step();
        assertEquals(List.of("Close(0,0,0)", "FlStop(0,0,0)"), driver.steps);
        assertEquals(Want.STOPPED, flusher.want());
    }

    @Test
    void closeWritesNothingMoreWhenAllIsStored() {
        driver.commit(WS, A);
        driver.settle().steps.clear();
        partition.close();
        driver.settle();
        assertEquals(List.of("Close(0,0,0)", "ActStop(0,0,0)", "FlStop(0,0,0)"), driver.steps);
    }

    @Test
    void closeTriesOnceToWriteWhatIsPending() {
        driver.commit(WS, A);
        partition.close();
        driver.steps.clear();
        flusher.step();
        assertEquals("syncing", partition.flusherState());
        flusher.failed();
        assertEquals(Want.STEP, flusher.want());
        flusher.step();
        assertEquals(List.of("FlSnapshot(0,0,2)", "FlFail(0,0,0)", "FlStop(0,0,0)"), driver.steps);
    }

    @Test
    void closeWritesWhatIsPending() {
        driver.commit(WS, A);
        partition.close();
        driver.settle();
        assertEquals(1, driver.storedNumber(WS, A));
        assertEquals(2, driver.storedCheckpoint);
        assertTrue(partition.stopped());
    }

    @Test
    void closeDoesNotWaitForTheRetryDelay() {
        driver.commit(WS, A);
        flusher.step();
        flusher.failed();
        assertEquals(Want.SLEEP, flusher.want());
        partition.close();
        assertEquals(Want.STEP, flusher.want());
        driver.settle();
        assertEquals(2, driver.storedCheckpoint);
    }

    @Test
    void aWriteUnderWayAtCloseIsNotTheLastTry() {
        driver.commit(WS, A);
        flusher.step();
        partition.close();
        flusher.failed();
        driver.settle();
        assertEquals(2, driver.storedCheckpoint);
        assertTrue(partition.stopped());
    }

    @Test
    void aWriteUnderWayAtCloseThatTookAllIsEnough() {
        driver.commit(WS, A);
        flusher.step();
        partition.close();
        driver.steps.clear();
        driver.settle();
        assertEquals(List.of("ActStop(0,0,0)", "FlSync(0,0,2)", "FlPrune(0,0,0)", "FlStop(0,0,0)"), driver.steps);
    }

    @Test
    void closeWritesACheckpointThatNoValueGoesWith() {
        driver.commit(WS);
        partition.close();
        driver.settle();
        assertEquals(2, driver.storedCheckpoint);
    }

    @Test
    void closeWritesValuesThatNobodySignalled() {
        driver.commit(WS, A);
        partition.flusherSignalled = false;
        partition.close();
        driver.settle();
        assertEquals(2, driver.storedCheckpoint);
    }

    @Test
    void closeWithNothingPublishedSinceTheRebuildTakesNoLastTry() {
        partition.flusherSignalled = true;
        partition.close();
        driver.steps.clear();
        flusher.step();
        assertEquals(List.of("FlStop(0,0,0)"), driver.steps);
        assertFalse(flusher.lastTryTaken());
    }
}
