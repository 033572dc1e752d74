package io.isequencer.runtime;

import static io.isequencer.runtime.World.PARAMS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.spi.LogEvent;
import io.isequencer.spi.StepListener;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.caches.LruCache;
import io.isequencer.storage.faulty.Operation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sequencer whose background work fails says why, as long as it has to try again. */
@Timeout(300)
class ReportedFailureTest {
    private final World world = new World();
    private final HandCrew crew = new HandCrew();
    private final ThreadedSequencer sequencer = world.byHand(crew, PARAMS, new LruCache(9), StepListener.NONE);

    @BeforeEach
    void anEventToScan() {
        world.log.append(LogEvent.builder(1, World.KIND, 5).add(World.A, 1).build());
    }

    @ParameterizedTest
    @EnumSource(names = {"READ_CHECKPOINT", "SCAN"})
    void aRebuildThatFailsSaysWhyUntilItIsThrough(Operation failing) throws InterruptedException {
        world.hook = Hook.failing(failing);
        assertNull(sequencer.failure());
        sequencer.begin();
        crew.settle();
        assertEquals("planned failure", sequencer.failure().getMessage());
        crew.alarm().ring();
        crew.settle();
        assertEquals("planned failure", sequencer.failure().getMessage());

        world.hook = Hook.NONE;
        crew.alarm().ring();
        crew.settle();
        assertTrue(sequencer.awaitReady(0));
        assertNull(sequencer.failure());
    }

    @ParameterizedTest
    @EnumSource(names = {"SYNC", "WRITE"})
    void aFlushThatFailsSaysWhyUntilItIsThrough(Operation failing) throws InterruptedException {
        failFlush(failing);

        world.hook = Hook.NONE;
        crew.alarm().ring();
        crew.settle();
        assertNull(sequencer.failure());
    }

    /** Another owner has stored it all meanwhile. */
    @Test
    void aFlushThatHasNothingLeftToWriteFailsNoLonger() throws InterruptedException {
        failFlush(Operation.WRITE);

        ValueBatch stored = new ValueBatch();
        stored.add(5, World.A, 2);
        world.memory.write(stored, 3);
        sequencer.actualize();
        crew.settle();
        assertTrue(sequencer.awaitReady(0));
        assertNull(sequencer.failure());
    }

    @Test
    void aSequencerThatWasClosedTriesNothingAgain() throws InterruptedException {
        failFlush(Operation.WRITE);
        sequencer.beginClose();
        crew.settle();
        assertTrue(sequencer.awaitIdle(0));
        assertNull(sequencer.failure());
    }

    private void failFlush(Operation failing) throws InterruptedException {
        ready();
        world.hook = Hook.failing(failing);
        world.commit(sequencer, 5);
        crew.settle();
        assertEquals("planned failure", sequencer.failure().getMessage());
    }

    private void ready() throws InterruptedException {
        sequencer.begin();
        crew.settle();
        assertTrue(sequencer.awaitReady(0));
    }
}
