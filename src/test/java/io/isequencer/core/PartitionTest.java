package io.isequencer.core;

import static io.isequencer.core.CoreDriver.A;
import static io.isequencer.core.CoreDriver.B;
import static io.isequencer.core.CoreDriver.WS;
import static io.isequencer.core.CoreDriver.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.Busy;
import io.isequencer.api.SequencerParams;
import io.isequencer.spi.StepListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionTest {
    private static final SequencerParams PARAMS = SequencerParams.of(CoreDriver.TYPES);

    @Test
    void itsPartsAreRequired() {
        MapCache cache = new MapCache();
        assertMissing("params", () -> new Partition(null, cache, StepListener.NONE));
        assertMissing("cache", () -> new Partition(PARAMS, null, StepListener.NONE));
        assertMissing("listener", () -> new Partition(PARAMS, cache, null));
    }

    @Test
    void beginsWithARebuild() {
        Partition partition = new CoreDriver(500).partition;
        assertTrue(partition.actualizing());
        assertFalse(partition.closing());
        assertFalse(partition.inTransaction());
        assertFalse(partition.flusherSignalled());
        assertFalse(partition.stopped());
        assertEquals(1, partition.nextOffset());
        assertEquals(0, partition.pendingCheckpoint());
        assertEquals(0, partition.pendingSize());
        assertEquals(0, partition.flusherCheckpoint());
        assertEquals(0, partition.flusherBatch().size());
        assertEquals("stopped", partition.flusherState());
        assertEquals("stopping", partition.actualizerState());
        assertEquals(Busy.ACTUALIZING.code(), partition.admission());
    }

    @Test
    void isIdleOnceAllThatWasPublishedIsStored() {
        CoreDriver driver = CoreDriver.ready();
        assertTrue(driver.partition.idle());
        driver.commit(WS, A);
        assertFalse(driver.partition.idle());
        driver.turn(driver.flusher);
        assertFalse(driver.partition.idle(), "a write is owed");
        driver.settle();
        assertTrue(driver.partition.idle());
    }

    @Test
    void isNotIdleDuringARebuild() {
        CoreDriver driver = new CoreDriver(500);
        assertFalse(driver.partition.idle());
        driver.turn(driver.actualizer);
        assertEquals(Want.WAIT, driver.flusher.want());
        assertFalse(driver.partition.idle());
    }

    @Test
    void isIdleAfterACloseOnceBothTasksHaveEnded() {
        CoreDriver driver = CoreDriver.ready();
        driver.partition.close();
        assertFalse(driver.partition.idle());
        driver.settle();
        assertTrue(driver.partition.idle());
    }

    @Test
    void hasNotStoppedWhileOneOfItsTasksHasNot() {
        CoreDriver begun = new CoreDriver(500);
        assertEquals(Want.STOPPED, begun.flusher.want());
        assertFalse(begun.partition.stopped(), "the actualizer has not ended");
        CoreDriver driver = CoreDriver.ready();
        driver.partition.close();
        driver.turn(driver.actualizer);
        assertEquals(Want.STOPPED, driver.actualizer.want());
        assertFalse(driver.partition.stopped(), "the flusher has not ended");
    }

    @Test
    void admitsTheNextOffsetWhenReady() {
        CoreDriver driver = CoreDriver.ready();
        assertEquals(1, driver.partition.admission());
        driver.commit(WS, A);
        assertEquals(2, driver.partition.admission());
    }

    @Test
    void refusesOnlyAboveTheLimitOfUnflushedValues() {
        CoreDriver driver = CoreDriver.ready(2);
        driver.commit(1, A);
        driver.commit(2, A);
        assertEquals(2, driver.partition.pendingSize());
        assertEquals(3, driver.partition.admission());
        driver.commit(3, A);
        assertEquals(Busy.BACK_PRESSURE.code(), driver.partition.admission());
        driver.settle();
        assertEquals(4, driver.partition.admission());
    }

    @Test
    void actualizingHidesBackPressure() {
        CoreDriver driver = CoreDriver.ready(1);
        driver.commit(WS, A, B);
        driver.client.actualize();
        assertEquals(Busy.ACTUALIZING.code(), driver.partition.admission());
    }

    @Test
    void closedHidesAllElse() {
        CoreDriver driver = new CoreDriver(1);
        driver.partition.close();
        assertTrue(driver.partition.closing());
        assertEquals(-3, Partition.CLOSED);
        assertEquals(Partition.CLOSED, driver.partition.admission());
    }

    @Test
    void closesOnce() {
        CoreDriver driver = CoreDriver.ready();
        driver.partition.close();
        driver.partition.close();
        assertEquals(List.of("Close(0,0,0)"), driver.steps);
    }

    @Test
    void isStoppedWhenBothTasksAre() {
        CoreDriver driver = CoreDriver.ready();
        driver.partition.close();
        assertFalse(driver.partition.stopped());
        driver.turn(driver.flusher);
        assertFalse(driver.partition.stopped());
        driver.turn(driver.actualizer);
        assertTrue(driver.partition.stopped());

        driver.boot().settle().partition.close();
        driver.turn(driver.actualizer);
        assertEquals(Want.STOPPED, driver.actualizer.want());
        assertFalse(driver.partition.stopped());

        driver.boot().partition.close();
        assertEquals(Want.STOPPED, driver.flusher.want());
        assertFalse(driver.partition.stopped());
    }

    @Test
    void showsTheStateAsTheStepLeftIt() {
        List<String> seen = new ArrayList<>();
        Partition partition = new Partition(PARAMS, new MapCache(), (step, state) -> {
            seen.add(step.action() + " " + state.inTransaction() + " " + state.nextOffset() + " " + state.pendingSize()
                    + " " + state.flusherSignalled() + " " + state.actualizing());
        });
        partition.actualizer().step();
        partition.actualizer().checkpointRead(7);
        partition.actualizer().scanEnded();
        partition.client().start(7, 1, WS);
        partition.client().flush();
        assertEquals(
                List.of(
                        "ACT_CLEAR false 1 0 false true",
                        "ACT_READ_CHECKPOINT false 7 0 false true",
                        "ACT_DONE false 7 0 true false",
                        "START true 7 0 true false",
                        "FLUSH false 8 0 true false"),
                seen);
    }

    @Test
    void showsTheTransactionAndTheFlushUnderWay() {
        CoreDriver driver = CoreDriver.ready();
        driver.commit(WS, A);
        driver.turn(driver.flusher);
        driver.start(8);
        driver.next(B);
        Partition partition = driver.partition;
        assertTrue(partition.inTransaction());
        assertEquals(8, partition.wsId());
        assertEquals(Map.of(key(8, B), 200_001L), driver.inproc());
        assertEquals(Map.of(key(WS, A), 1L), driver.pending());
        assertEquals(1, partition.pendingSize());
        assertEquals(1, partition.pendingNumber(WS, A));
        assertEquals(0, partition.pendingNumber(WS, B));
        assertEquals(2, partition.pendingCheckpoint());
        assertEquals("syncing", partition.flusherState());
        assertEquals("idle", partition.actualizerState());
        assertEquals(2, partition.flusherCheckpoint());
        assertSame(driver.flusher.batch(), partition.flusherBatch());
        assertEquals(1, partition.flusherBatch().size());
    }

    @Test
    void nobodyListeningIsNeverCalled() {
        Partition partition = new Partition(PARAMS, new MapCache(), StepListener.NONE);
        partition.close();
        partition.actualizer().step();
        assertTrue(partition.stopped());
    }

    private static void assertMissing(String name, Runnable construction) {
        assertEquals(
                name,
                assertThrows(NullPointerException.class, construction::run).getMessage());
    }
}
