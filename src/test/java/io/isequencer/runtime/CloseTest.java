package io.isequencer.runtime;

import static io.isequencer.runtime.World.A;
import static io.isequencer.runtime.World.PARAMS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.storage.faulty.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("lengthy")
@Timeout(300)
class CloseTest {
    private static final long BOUND_MS = 200;
    private static final SequencerParams BOUNDED = PARAMS.withCloseTimeoutMs(BOUND_MS);

    /** What a busy machine may add to a bound, and far less than what must not be waited for. */
    private static final long GRACE_MS = 20_000;

    private final World world = new World();

    @ParameterizedTest
    @EnumSource(names = {"READ_CHECKPOINT", "SCAN"})
    void returnsWhileARebuildHangs(Operation hanging) {
        try (Hook.Trap trap = new Hook.Trap(hanging)) {
            world.hook = trap;
            SequencerRuntime runtime = SequencerRuntime.create();
            Sequencer sequencer = world.open(runtime, BOUNDED);
            trap.awaitPrey();
            assertEndsWithin(BOUND_MS, sequencer::close);
            assertEndsWithin(0, sequencer::close);
            assertEndsWithin(1_000, runtime::close);
        }
        Await.noThreadLeft();
    }

    @ParameterizedTest
    @EnumSource(names = {"SYNC", "WRITE"})
    void returnsWhileAFlushHangs(Operation hanging) throws InterruptedException {
        try (Hook.Trap trap = new Hook.Trap(hanging)) {
            SequencerRuntime runtime = SequencerRuntime.create();
            Sequencer sequencer = world.ready(runtime, BOUNDED);
            world.hook = trap;
            world.commit(sequencer, 5);
            trap.awaitPrey();
            assertEndsWithin(BOUND_MS + 1_000, runtime::close);
            assertEquals(0, world.memory.readCheckpoint());
        }
        Await.noThreadLeft();
    }

    @Test
    void theBoundDoesNotGrowWithTheNumberOfHangingPartitions() {
        int partitions = 30;
        long boundMs = 2_000;
        CountDownLatch entered = new CountDownLatch(partitions);
        List<Hook.Trap> traps = new ArrayList<>();
        SequencerRuntime runtime = SequencerRuntime.create(partitions);
        for (int i = 0; i < partitions; i++) {
            World other = new World();
            Hook.Trap trap = new Hook.Trap(Operation.READ_CHECKPOINT);
            traps.add(trap);
            other.hook = operation -> {
                entered.countDown();
                trap.before(operation);
            };
            other.open(runtime, PARAMS.withCloseTimeoutMs(boundMs));
        }
        traps.forEach(Hook.Trap::awaitPrey);
        assertTrue(partitions * boundMs > 2 * GRACE_MS, "one after the other would take too long");
        assertEndsWithin(boundMs + 1_000, runtime::close);
        traps.forEach(Hook.Trap::letGo);
        Await.noThreadLeft();
    }

    @ParameterizedTest
    @EnumSource(names = {"READ_CHECKPOINT", "SCAN"})
    void endsEarlyWhileARebuildFailsForEver(Operation failing) {
        try (SequencerRuntime runtime = SequencerRuntime.create()) {
            CountDownLatch failed = new CountDownLatch(3);
            world.hook = operation -> {
                if (operation == failing) {
                    failed.countDown();
                }
                Hook.failing(failing).before(operation);
            };
            Sequencer sequencer = world.open(runtime, PARAMS);
            awaitCount(failed);
            assertEndsWithin(0, sequencer::close);
        }
        Await.noThreadLeft();
    }

    @ParameterizedTest
    @EnumSource(names = {"SYNC", "WRITE"})
    void endsEarlyWhileAFlushFailsForEver(Operation failing) throws InterruptedException {
        try (SequencerRuntime runtime = SequencerRuntime.create()) {
            Sequencer sequencer = world.ready(runtime, PARAMS);
            CountDownLatch failed = new CountDownLatch(3);
            world.hook = operation -> {
                if (operation == failing) {
                    failed.countDown();
                }
                Hook.failing(failing).before(operation);
            };
            world.commit(sequencer, 5);
            awaitCount(failed);
            assertEndsWithin(0, sequencer::close);
            assertEquals(0, world.memory.readCheckpoint());
        }
        Await.noThreadLeft();
    }

    @Test
    void aSleepingRetryDoesNotDelayTheClose() {
        try (SequencerRuntime runtime = SequencerRuntime.create()) {
            CountDownLatch failed = new CountDownLatch(1);
            world.hook = operation -> {
                failed.countDown();
                Hook.failing(Operation.READ_CHECKPOINT).before(operation);
            };
            Sequencer sequencer = world.open(runtime, PARAMS.withRetryDelayMs(3_600_000));
            awaitCount(failed);
            assertEndsWithin(0, sequencer::close);
        }
        Await.noThreadLeft();
    }

    @Test
    void whatIsPendingIsWritten() throws InterruptedException {
        try (SequencerRuntime runtime = SequencerRuntime.create()) {
            Sequencer sequencer = world.ready(runtime, PARAMS.withMaxUnflushedValues(10_000));
            for (int wsId = 0; wsId < 1_000; wsId++) {
                world.commit(sequencer, wsId);
            }
            sequencer.close();
        }
        assertEquals(1_001, world.memory.readCheckpoint());
        for (int wsId = 0; wsId < 1_000; wsId++) {
            assertEquals(1, world.memory.readNumber(wsId, A));
        }
        Await.noThreadLeft();
    }

    @Test
    void aCallThatHangsIsInterruptedInTheEnd() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        world.hook = operation -> {
            entered.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        };
        SequencerRuntime runtime = SequencerRuntime.create();
        world.open(runtime, BOUNDED);
        entered.await();
        runtime.close();
        assertTrue(interrupted.await(120, TimeUnit.SECONDS));
        Await.noThreadLeft();
    }

    private static void awaitCount(CountDownLatch latch) {
        Await.until("the calls have failed often enough", () -> latch.getCount() == 0);
    }

    private static void assertEndsWithin(long boundMs, Runnable call) {
        long begin = System.nanoTime();
        call.run();
        long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        assertTrue(tookMs <= boundMs + GRACE_MS, "took " + tookMs + " ms, allowed are " + boundMs);
    }
}
