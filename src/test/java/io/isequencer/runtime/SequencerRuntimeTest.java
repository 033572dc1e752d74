package io.isequencer.runtime;

import static io.isequencer.runtime.World.KIND;
import static io.isequencer.runtime.World.PARAMS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerClosedException;
import io.isequencer.storage.faulty.Operation;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class SequencerRuntimeTest {
    private final World world = new World();

    @Test
    void aRuntimeClosesItsSequencersAndOpensNoMore() throws InterruptedException {
        SequencerRuntime runtime = SequencerRuntime.create();
        Sequencer sequencer = world.ready(runtime, PARAMS);
        world.commit(sequencer, 5);
        runtime.close();
        runtime.close();
        assertEquals(2, world.memory.readCheckpoint());
        assertThrows(SequencerClosedException.class, () -> sequencer.start(KIND, 5));
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> world.open(runtime, PARAMS));
        assertEquals("runtime must be open: closed=true", refusal.getMessage());
        Await.noThreadLeft();
    }

    @Test
    void anInterruptedCloserOfARuntimeKeepsItsInterrupt() throws InterruptedException {
        SequencerRuntime runtime = SequencerRuntime.create();
        world.commit(world.ready(runtime, PARAMS), 5);
        Thread.currentThread().interrupt();
        try {
            runtime.close();
            assertTrue(Thread.currentThread().isInterrupted());
        } finally {
            Thread.interrupted();
        }
        assertEquals(2, world.memory.readCheckpoint());
        Await.noThreadLeft();
    }

    @Test
    void aRuntimeForgetsWhatIsClosed() throws InterruptedException {
        try (SequencerRuntime runtime = SequencerRuntime.create()) {
            WeakReference<Sequencer> closed = new WeakReference<>(world.ready(runtime, PARAMS));
            closed.get().close();
            Await.until("a closed sequencer is garbage", () -> {
                System.gc();
                return closed.get() == null;
            });
        }
    }

    @Test
    void aRuntimeNeedsAThread() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> SequencerRuntime.create(0));
        assertEquals("threads must be >= 1: threads=0", refusal.getMessage());
    }

    @Test
    void sequencersAreClosedSideBySide() throws Exception {
        List<Hook.Trap> traps = new ArrayList<>();
        List<Sequencer> sequencers = new ArrayList<>();
        SequencerRuntime runtime = SequencerRuntime.create(2);
        for (int i = 0; i < 2; i++) {
            World other = new World();
            Hook.Trap trap = new Hook.Trap(Operation.READ_CHECKPOINT);
            other.hook = trap;
            traps.add(trap);
            sequencers.add(other.open(runtime, PARAMS));
        }
        traps.forEach(Hook.Trap::awaitPrey);
        Elsewhere<Void> closer = new Elsewhere<>(() -> {
            runtime.close();
            return null;
        });
        assertTrue(closer.waits());
        for (Sequencer sequencer : sequencers) {
            assertThrows(SequencerClosedException.class, () -> sequencer.start(KIND, 5));
        }
        traps.forEach(Hook.Trap::letGo);
        closer.answer();
        Await.noThreadLeft();
    }

    @Test
    void awaitIdleTellsWhetherAllIsWritten() throws InterruptedException {
        try (SequencerRuntime runtime = SequencerRuntime.create();
                Hook.Trap trap = new Hook.Trap(Operation.WRITE)) {
            Sequencer sequencer = world.ready(runtime, PARAMS);
            world.hook = trap;
            world.commit(sequencer, 5);
            trap.awaitPrey();
            assertFalse(sequencer.awaitIdle(0));
            trap.letGo();
            Await.idle(sequencer);
            assertEquals(2, world.memory.readCheckpoint());
        }
    }
}
