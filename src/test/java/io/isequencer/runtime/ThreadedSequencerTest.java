package io.isequencer.runtime;

import static io.isequencer.runtime.World.A;
import static io.isequencer.runtime.World.B;
import static io.isequencer.runtime.World.KIND;
import static io.isequencer.runtime.World.PARAMS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.Busy;
import io.isequencer.api.CallOrderException;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerClosedException;
import io.isequencer.api.StorageException;
import io.isequencer.api.UnknownSequenceException;
import io.isequencer.api.UseResult;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.faulty.Operation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("lengthy")
@Timeout(300)
class ThreadedSequencerTest {
    private final World world = new World();
    private final SequencerRuntime runtime = SequencerRuntime.create();

    @AfterEach
    void closeRuntime() {
        runtime.close();
        Await.noThreadLeft();
    }

    @Test
    void aWholeLife() throws InterruptedException {
        Sequencer sequencer = world.ready(runtime, PARAMS);
        assertEquals(1, sequencer.start(KIND, 5));
        assertEquals(1, sequencer.next(A));
        assertEquals(200_001, sequencer.next(B));
        assertEquals(UseResult.RAISED, sequencer.use(B, 300_000));
        assertEquals(UseResult.NOT_ABOVE_LAST, sequencer.use(B, 300_000));
        assertEquals(300_001, sequencer.next(B));
        world.log.append(LogEvent.builder(1, KIND, 5)
                .add(A, 1)
                .add(B, 200_001)
                .add(B, 300_000, true)
                .add(B, 300_001)
                .build());
        sequencer.flush();
        Await.until("the event is stored", () -> world.memory.readCheckpoint() == 2);
        assertEquals(300_001, world.memory.readNumber(5, B));
        sequencer.close();

        Sequencer successor = world.ready(runtime, PARAMS);
        assertEquals(2, successor.start(KIND, 5));
        assertEquals(UseResult.NOT_ABOVE_LAST, successor.use(B, 300_001));
        assertEquals(300_002, successor.next(B));
        assertEquals(2, successor.next(A));
        successor.actualize();
        Await.ready(successor);
        assertEquals(2, successor.start(KIND, 5));
        assertEquals(2, successor.next(A));
    }

    @Test
    void callsOutOfOrderAreRefusedAndHarmless() throws InterruptedException {
        Sequencer sequencer = world.ready(runtime, PARAMS);
        assertThrows(CallOrderException.class, sequencer::flush);
        assertThrows(CallOrderException.class, () -> sequencer.next(A));
        assertThrows(CallOrderException.class, () -> sequencer.use(A, 1));
        assertThrows(UnknownSequenceException.class, () -> sequencer.start(9, 5));
        sequencer.start(KIND, 5);
        assertThrows(CallOrderException.class, () -> sequencer.start(KIND, 5));
        assertThrows(UnknownSequenceException.class, () -> sequencer.next(9));
        assertEquals(1, sequencer.next(A));
        sequencer.flush();
        assertEquals(2, sequencer.start(KIND, 5));
    }

    @Test
    void startTellsWhyItIsBusy() throws InterruptedException {
        try (Hook.Trap trap = new Hook.Trap(Operation.READ_CHECKPOINT)) {
            world.hook = trap;
            Sequencer sequencer = world.open(runtime, PARAMS);
            trap.awaitPrey();
            assertEquals(Busy.ACTUALIZING.code(), sequencer.start(KIND, 5));
            assertThrows(CallOrderException.class, sequencer::actualize);
            assertFalse(sequencer.awaitReady(1));
            trap.letGo();
            Await.ready(sequencer);
            assertEquals(1, sequencer.start(KIND, 5));
        }
    }

    @Test
    void backPressureEndsWhenTheFlusherCatchesUp() throws InterruptedException {
        Sequencer sequencer = world.ready(runtime, PARAMS.withMaxUnflushedValues(1));
        try (Hook.Trap trap = new Hook.Trap(Operation.WRITE)) {
            world.hook = trap;
            world.commit(sequencer, 1);
            trap.awaitPrey();
            world.commit(sequencer, 2);
            assertEquals(Busy.BACK_PRESSURE.code(), sequencer.start(KIND, 3));
            assertFalse(sequencer.awaitReady(1));
            trap.letGo();
            Await.ready(sequencer);
            assertEquals(3, sequencer.start(KIND, 3));
        }
    }

    @Test
    void awaitReadyEndsWithTheClose() throws Exception {
        try (Hook.Trap trap = new Hook.Trap(Operation.READ_CHECKPOINT)) {
            world.hook = trap;
            Sequencer sequencer = world.open(runtime, PARAMS.withCloseTimeoutMs(0));
            trap.awaitPrey();
            Elsewhere<Boolean> waiting = new Elsewhere<>(() -> sequencer.awaitReady(Long.MAX_VALUE));
            assertTrue(waiting.waits());
            sequencer.close();
            ExecutionException failure = assertThrows(
                    ExecutionException.class, waiting::answer, "who waits until it is ready must be told of the close");
            assertEquals(SequencerClosedException.class, failure.getCause().getClass());
            assertThrows(SequencerClosedException.class, () -> sequencer.awaitReady(1));
        }
    }

    @Test
    void everyCallIsRefusedAfterCloseAndCloseMayBeRepeated() throws InterruptedException {
        Sequencer sequencer = world.ready(runtime, PARAMS);
        sequencer.start(KIND, 5);
        sequencer.close();
        sequencer.close();
        assertThrows(SequencerClosedException.class, () -> sequencer.start(KIND, 5));
        assertThrows(SequencerClosedException.class, () -> sequencer.next(A));
        assertThrows(SequencerClosedException.class, () -> sequencer.use(A, 1));
        assertThrows(SequencerClosedException.class, sequencer::flush);
        assertThrows(SequencerClosedException.class, sequencer::actualize);
    }

    @Test
    void aFailedReadLeavesTheTransactionOpen() throws InterruptedException {
        Sequencer sequencer = world.ready(runtime, PARAMS);
        sequencer.start(KIND, 5);
        world.hook = Hook.failing(Operation.READ_NUMBER);
        assertThrows(StorageException.class, () -> sequencer.next(A));
        assertThrows(StorageException.class, () -> sequencer.use(A, 1));
        world.hook = operation -> {
            throw new AssertionError("an error of the storage's own");
        };
        assertThrows(AssertionError.class, () -> sequencer.next(A));
        world.hook = Hook.NONE;
        assertEquals(1, sequencer.next(A));
        sequencer.flush();
    }

    @Test
    void aCloseDuringAReadIsNoticedAfterIt() throws Exception {
        Sequencer sequencer = world.ready(runtime, PARAMS);
        try (Hook.Trap trap = new Hook.Trap(Operation.READ_NUMBER)) {
            world.hook = trap;
            CompletableFuture<Long> reading = CompletableFuture.supplyAsync(() -> {
                sequencer.start(KIND, 5);
                return sequencer.next(A);
            });
            trap.awaitPrey();
            sequencer.close();
            trap.letGo();
            ExecutionException failure =
                    assertThrows(ExecutionException.class, () -> reading.get(120, TimeUnit.SECONDS));
            assertEquals(SequencerClosedException.class, failure.getCause().getClass());
        }
    }

    @Test
    void anInterruptedCallerKeepsItsInterruptAndLosesNothing() throws InterruptedException {
        Sequencer sequencer = world.ready(runtime, PARAMS);
        Thread.currentThread().interrupt();
        try {
            assertEquals(1, world.commit(sequencer, 5));
            assertEquals(2, world.commit(sequencer, 5));
            assertTrue(Thread.currentThread().isInterrupted());
            assertThrows(InterruptedException.class, () -> sequencer.awaitReady(1));
            Thread.currentThread().interrupt();
            sequencer.close();
            assertTrue(Thread.currentThread().isInterrupted());
        } finally {
            Thread.interrupted();
        }
        assertEquals(3, world.memory.readCheckpoint());
        assertEquals(2, world.memory.readNumber(5, A));
    }
}
