package io.isequencer.core;

import static io.isequencer.core.CoreDriver.A;
import static io.isequencer.core.CoreDriver.B;
import static io.isequencer.core.CoreDriver.WS;
import static io.isequencer.core.CoreDriver.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.StorageException;
import io.isequencer.spi.LogEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActualizerTest {
    private final CoreDriver driver = new CoreDriver(2);
    private final Partition partition = driver.partition;
    private final Actualizer actualizer = driver.actualizer;

    @Test
    void rebuildsInOrder() {
        driver.logged(WS, A, 1, 2);
        driver.logged(WS, B, 200_001);
        assertEquals("stopping", partition.actualizerState());
        assertEquals(Want.STEP, actualizer.want());
        actualizer.step();
        assertEquals("reading", partition.actualizerState());
        assertEquals(Want.IO, actualizer.want());
        assertTrue(actualizer.reading());
        actualizer.checkpointRead(0);
        assertEquals("scanning", partition.actualizerState());
        assertEquals(Want.IO, actualizer.want());
        assertFalse(actualizer.reading());
        assertEquals(1, actualizer.scanFrom());
        assertTrue(actualizer.offer(driver.log.get(0)));
        assertTrue(actualizer.offer(driver.log.get(1)));
        assertEquals(3, actualizer.scanFrom());
        assertFalse(partition.flusherSignalled());
        assertTrue(partition.actualizing());
        actualizer.scanEnded();
        assertEquals("idle", partition.actualizerState());
        assertEquals(Want.WAIT, actualizer.want());
        assertFalse(partition.actualizing());
        assertTrue(partition.flusherSignalled());
        assertEquals(Map.of(key(WS, A), 2L, key(WS, B), 200_001L), driver.pending());
        assertEquals(3, partition.pendingCheckpoint());
        assertEquals(3, partition.admission());
        assertEquals(
                List.of(
                        "ActClear(0,0,0)",
                        "ActReadCheckpoint(0,0,1)",
                        "ActScan(0,0,1)",
                        "ActScan(0,0,2)",
                        "ActDone(0,0,0)"),
                driver.steps);
    }

    @Test
    void takesTheStoredCheckpointOver() {
        actualizer.step();
        actualizer.checkpointRead(42);
        assertEquals(42, actualizer.scanFrom());
        assertEquals("ActReadCheckpoint(0,0,42)", driver.steps.get(1));
    }

    @Test
    void waitsForTheFlusherToEnd() {
        driver.settle();
        driver.commit(WS, A);
        driver.turn(driver.flusher);
        driver.client.actualize();
        assertEquals(Want.WAIT, actualizer.want());
        assertEquals(Map.of(key(WS, A), 1L), driver.pending());
        assertEquals(2, partition.pendingCheckpoint());
        driver.turn(driver.flusher);
        assertEquals(Want.WAIT, actualizer.want());
        driver.turn(driver.flusher);
        driver.turn(driver.flusher);
        assertEquals(Want.WAIT, actualizer.want());
        driver.turn(driver.flusher);
        assertEquals(Want.STEP, actualizer.want());
    }

    @Test
    void clearsEveryMemoryAndRestartsTheFlusher() {
        driver.settle();
        driver.commit(WS, A);
        assertFalse(partition.flusherCancelled());
        driver.client.actualize();
        assertTrue(partition.flusherCancelled());
        driver.turn(driver.flusher);
        assertEquals("stopped", partition.flusherState());
        actualizer.step();
        assertEquals(Map.of(), driver.pending());
        assertEquals(0, partition.pendingCheckpoint());
        assertEquals(Map.of(), driver.cache.numbers);
        assertEquals(1, partition.nextOffset());
        assertEquals("idle", partition.flusherState());
        assertFalse(partition.flusherCancelled());
    }

    @Test
    void pausesWhenAsManyValuesWaitAsAreAllowedAndWakesTheFlusher() {
        driver.logged(1, A, 1);
        driver.logged(2, A, 1);
        driver.logged(3, A, 1);
        actualizer.step();
        actualizer.checkpointRead(1);
        assertTrue(actualizer.offer(driver.log.get(0)));
        assertTrue(actualizer.offer(driver.log.get(1)));
        driver.steps.clear();
        assertFalse(actualizer.offer(driver.log.get(2)));
        assertEquals(List.of("ActWaitRoom(0,0,0)"), driver.steps);
        assertEquals("waitingRoom", partition.actualizerState());
        assertTrue(partition.flusherSignalled());
        assertEquals(3, actualizer.scanFrom());
        assertFalse(actualizer.reading());
        assertEquals(Want.WAIT, actualizer.want());
        for (int turn = 0; turn < 4; turn++) {
            assertTrue(driver.turn(driver.flusher));
        }
        assertEquals(0, partition.pendingSize());
        assertEquals(Want.IO, actualizer.want());
        assertTrue(actualizer.offer(driver.log.get(2)));
        assertEquals("scanning", partition.actualizerState());
        assertEquals(4, actualizer.scanFrom());
    }

    @Test
    void anEventMayOvershootTheLimit() {
        driver.log.add(LogEvent.builder(1, 1, WS)
                .add(A, 1)
                .add(B, 1)
                .add(3, 1)
                .add(4, 1)
                .build());
        actualizer.step();
        actualizer.checkpointRead(1);
        assertTrue(actualizer.offer(driver.log.get(0)));
        assertEquals(4, partition.pendingSize());
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 4})
    void anEventOutOfOrderIsRefused(long plogOffset) {
        actualizer.step();
        actualizer.checkpointRead(3);
        driver.steps.clear();
        LogEvent event = LogEvent.builder(plogOffset, 1, WS).add(A, 1).build();
        StorageException failure = assertThrows(StorageException.class, () -> actualizer.offer(event));
        assertEquals("scan must deliver each event in order: expected=3, got=" + plogOffset, failure.getMessage());
        assertTrue(failure.definite());
        assertEquals(3, actualizer.scanFrom());
        assertEquals(Map.of(), driver.pending());
        assertEquals(0, partition.pendingCheckpoint());
        assertEquals(List.of(), driver.steps);
    }

    @Test
    void aFailedReadIsTriedAgainAfterTheDelay() {
        actualizer.step();
        driver.steps.clear();
        actualizer.failed();
        assertEquals(List.of("ActFail(0,0,0)"), driver.steps);
        assertEquals(Want.SLEEP, actualizer.want());
        assertTrue(actualizer.backingOff());
        assertTrue(actualizer.reading());
        actualizer.wake();
        assertFalse(actualizer.backingOff());
        assertEquals(Want.IO, actualizer.want());
        assertTrue(actualizer.reading());
    }

    @Test
    void aFailedScanResumesWhereItWas() {
        driver.logged(WS, A, 1);
        driver.logged(WS, A, 2);
        actualizer.step();
        actualizer.checkpointRead(0);
        actualizer.offer(driver.log.get(0));
        actualizer.failed();
        assertEquals(Want.SLEEP, actualizer.want());
        assertEquals("scanning", partition.actualizerState());
        actualizer.wake();
        assertEquals(Want.IO, actualizer.want());
        assertEquals(2, actualizer.scanFrom());
        assertEquals(Map.of(key(WS, A), 1L), driver.pending());
        assertEquals(2, partition.pendingCheckpoint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"stopping", "reading", "scanning", "waitingRoom", "idle", "backingOff", "waitingFlusher"})
    void closeEndsItInEachState(String state) {
        reach(state);
        driver.steps.clear();
        partition.close();
        assertEquals(Want.STEP, actualizer.want());
        actualizer.step();
        assertEquals("stopped", partition.actualizerState());
        assertEquals(Want.STOPPED, actualizer.want());
        assertEquals(List.of("Close(0,0,0)", "ActStop(0,0,0)"), driver.steps);
    }

    @Test
    void takesNoEventOnceClosing() {
        driver.logged(WS, A, 1);
        actualizer.step();
        actualizer.checkpointRead(0);
        partition.close();
        driver.steps.clear();
        assertFalse(actualizer.offer(driver.log.get(0)));
        assertEquals(Map.of(), driver.pending());
        assertEquals(List.of(), driver.steps);
        assertEquals("scanning", partition.actualizerState());
    }

    @Test
    void anAnswerThatComesAfterTheCloseIsDropped() {
        actualizer.step();
        partition.close();
        actualizer.step();
        driver.steps.clear();
        actualizer.checkpointRead(7);
        actualizer.scanEnded();
        actualizer.failed();
        assertEquals(List.of(), driver.steps);
        assertEquals("stopped", partition.actualizerState());
        assertEquals(1, partition.nextOffset());
        assertTrue(partition.actualizing());
        assertEquals(Want.STOPPED, actualizer.want());
    }

    private void reach(String state) {
        driver.logged(1, A, 1);
        driver.logged(2, A, 1);
        driver.logged(3, A, 1);
        switch (state) {
            case "stopping" -> {}
            case "reading" -> actualizer.step();
            case "backingOff" -> {
                actualizer.step();
                actualizer.failed();
            }
            case "scanning" -> {
                actualizer.step();
                actualizer.checkpointRead(1);
            }
            case "waitingRoom" -> {
                actualizer.step();
                actualizer.checkpointRead(1);
                driver.turn(actualizer);
                assertEquals("waitingRoom", partition.actualizerState());
            }
            case "idle" -> driver.settle();
            default -> {
                driver.settle();
                driver.client.actualize();
            }
        }
    }
}
