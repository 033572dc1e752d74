package io.isequencer.runtime;

import static io.isequencer.runtime.World.A;
import static io.isequencer.runtime.World.B;
import static io.isequencer.runtime.World.KIND;
import static io.isequencer.runtime.World.PARAMS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.SequencerClosedException;
import io.isequencer.api.StorageException;
import io.isequencer.api.UseResult;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.StepListener;
import io.isequencer.storage.caches.LruCache;
import io.isequencer.storage.faulty.Operation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** A whole sequencer without a thread: what each piece of background work does, and what it asks for next. */
@Timeout(300)
class DrivenByHandTest {
    private final World world = new World();
    private final HandCrew crew = new HandCrew();
    private final Map<Operation, Integer> calls = new EnumMap<>(Operation.class);
    private final ThreadedSequencer sequencer = open();

    private ThreadedSequencer open() {
        world.hook = operation -> calls.merge(operation, 1, Integer::sum);
        return world.byHand(crew, PARAMS, new LruCache(9), StepListener.NONE);
    }

    private ThreadedSequencer ready() throws InterruptedException {
        sequencer.begin();
        crew.settle();
        assertTrue(sequencer.awaitReady(0));
        return sequencer;
    }

    private void failOnce(Operation failing) {
        world.hook = operation -> {
            calls.merge(operation, 1, Integer::sum);
            if (operation == failing) {
                world.hook = next -> calls.merge(next, 1, Integer::sum);
                Hook.failing(failing).before(operation);
            }
        };
    }

    @Test
    void nothingHappensBeforeItBegins() throws InterruptedException {
        assertEquals(0, crew.work.size());
        assertFalse(sequencer.awaitReady(0));
        ready();
        assertEquals(Map.of(Operation.READ_CHECKPOINT, 1, Operation.SCAN, 1), calls);
    }

    @Test
    void aFlushIsOneSyncAndOneWrite() throws InterruptedException {
        ready();
        calls.clear();
        assertEquals(1, world.commit(sequencer, 5));
        assertEquals(1, crew.work.size());
        assertEquals(Map.of(Operation.READ_NUMBER, 1), calls);
        crew.settle();
        assertEquals(Map.of(Operation.READ_NUMBER, 1, Operation.SYNC, 1, Operation.WRITE, 1), calls);
        assertEquals(2, world.memory.readCheckpoint());
        assertEquals(1, world.memory.readNumber(5, A));
        assertEquals(0, crew.alarms.size());
    }

    @Test
    void aWriteComesWhenTheLogIsDurableUpToItsCheckpoint() throws InterruptedException {
        ready();
        world.commit(sequencer, 5);
        world.commit(sequencer, 5);
        long[] durableEnd = {0};
        world.hook = operation -> {
            if (operation == Operation.WRITE) {
                durableEnd[0] = world.log.durableEnd();
            }
        };
        crew.settle();
        assertEquals(3, world.memory.readCheckpoint());
        assertEquals(
                3, durableEnd[0], "every event below the checkpoint must be synced before the write (write-ahead)");
    }

    @Test
    void aFailedSyncOrWriteIsTriedAgainAfterTheDelay() throws InterruptedException {
        ready();
        for (Operation failing : List.of(Operation.SYNC, Operation.WRITE)) {
            failOnce(failing);
            world.commit(sequencer, 5);
            long before = world.memory.readCheckpoint();
            crew.settle();
            assertEquals(before, world.memory.readCheckpoint());
            crew.alarm().ring();
            crew.settle();
            assertEquals(sequencer.start(KIND, 5), world.memory.readCheckpoint());
            sequencer.actualize();
            crew.settle();
        }
    }

    @Test
    void aFailedRebuildIsTriedAgainAfterTheDelay() throws InterruptedException {
        for (Operation failing : List.of(Operation.READ_CHECKPOINT, Operation.SCAN)) {
            failOnce(failing);
            if (failing == Operation.READ_CHECKPOINT) {
                sequencer.begin();
            } else {
                sequencer.actualize();
            }
            crew.settle();
            assertFalse(sequencer.awaitReady(0));
            crew.alarm().ring();
            crew.settle();
            assertTrue(sequencer.awaitReady(0));
        }
    }

    @Test
    void aScanThatMeetsTheLimitWaitsForTheFlusherAndGoesOn() throws InterruptedException {
        for (int wsId = 0; wsId < 600; wsId++) {
            world.log.append(LogEvent.builder(wsId + 1, KIND, wsId).add(A, 1).build());
        }
        ready();
        assertEquals(601, sequencer.start(KIND, 5));
        assertEquals(2, sequencer.next(A));
        assertEquals(601, world.memory.readCheckpoint());
        assertEquals(2, calls.get(Operation.SCAN));
    }

    @Test
    void aScanThatFailsKeepsWhatItReadAndNoMore() throws InterruptedException {
        for (int wsId = 0; wsId < 3; wsId++) {
            world.log.append(LogEvent.builder(wsId + 1, KIND, wsId).add(A, 1).build());
        }
        List<Long> from = new ArrayList<>();
        world.scan = (fromOffset, visitor) -> {
            from.add(fromOffset);
            world.log.scan(fromOffset, event -> event.plogOffset() < 3 && visitor.visit(event));
            if (from.size() == 1) {
                throw new StorageException("planned failure", true);
            }
            return world.log.scan(Math.max(fromOffset, 3), visitor);
        };
        sequencer.begin();
        crew.settle();
        crew.alarm().ring();
        crew.settle();
        assertEquals(List.of(1L, 3L), from);
        assertEquals(4, sequencer.start(KIND, 2));
        assertEquals(2, sequencer.next(A));
    }

    @Test
    void anEventThatIsLeftOutFailsTheScanWhichAsksAgainFromThere() throws InterruptedException {
        for (int wsId = 0; wsId < 3; wsId++) {
            world.log.append(LogEvent.builder(wsId + 1, KIND, wsId).add(A, 1).build());
        }
        List<Long> from = new ArrayList<>();
        world.scan = (fromOffset, visitor) -> {
            from.add(fromOffset);
            boolean first = from.size() == 1;
            return world.log.scan(fromOffset, event -> first && event.plogOffset() == 2 || visitor.visit(event));
        };
        sequencer.begin();
        crew.settle();
        assertFalse(sequencer.awaitReady(0));
        crew.alarm().ring();
        crew.settle();
        assertEquals(List.of(1L, 2L), from);
        assertEquals(4, sequencer.start(KIND, 2));
    }

    @Test
    void aCloseEndsAScanAtTheNextEvent() {
        for (int wsId = 0; wsId < 3; wsId++) {
            world.log.append(LogEvent.builder(wsId + 1, KIND, wsId).add(A, 1).build());
        }
        List<Long> visited = new ArrayList<>();
        world.scan = (fromOffset, visitor) -> world.log.scan(fromOffset, event -> {
            visited.add(event.plogOffset());
            if (event.plogOffset() == 2) {
                sequencer.beginClose();
            }
            return visitor.visit(event);
        });
        sequencer.begin();
        crew.settle();
        assertEquals(List.of(1L, 2L), visited);
    }

    @Test
    void eventsOfManyNumbersAreRecovered() throws InterruptedException {
        int numbers = 3_000;
        for (int plogOffset = 1; plogOffset <= 5; plogOffset++) {
            LogEvent.Builder event = LogEvent.builder(plogOffset, KIND, 7);
            for (int i = 1; i <= numbers; i++) {
                event.add(A, (plogOffset - 1L) * numbers + i);
                event.add(B, (plogOffset - 1L) * numbers + i);
            }
            world.log.append(event.build());
        }
        ready();
        assertEquals(6, sequencer.start(KIND, 7));
        assertEquals(5 * numbers + 1, sequencer.next(A));
        assertEquals(200_001, sequencer.next(B));
    }

    @Test
    void ofTheNumbersThatAnEventTookTheLargestIsRecovered() throws InterruptedException {
        world.log.append(LogEvent.builder(1, KIND, 7)
                .add(A, 3)
                .add(A, 9, true)
                .add(A, 4)
                .add(B, 300_000, true)
                .add(A, 5)
                .build());
        world.log.append(LogEvent.builder(2, KIND, 7).add(A, 6).build());
        ready();
        assertEquals(3, sequencer.start(KIND, 7));
        assertEquals(10, sequencer.next(A));
        assertEquals(300_001, sequencer.next(B));
    }

    @Test
    void aScanContinuesAfterWhatItHasRead() throws InterruptedException {
        for (int wsId = 0; wsId < 2_000; wsId++) {
            world.log.append(LogEvent.builder(wsId + 1, KIND, wsId).add(A, 1).build());
        }
        List<Long> from = new ArrayList<>();
        world.scan = (fromOffset, visitor) -> {
            from.add(fromOffset);
            return world.log.scan(fromOffset, visitor);
        };
        ready();
        assertEquals(List.of(1L, 1_025L, 2_001L), from, "each event is read once");
        assertEquals(2_001, sequencer.start(KIND, 1_999));
        assertEquals(2, sequencer.next(A));
    }

    @Test
    void aCloseStopsBothTasksWritesTheRestAndTellsItsOwner() throws InterruptedException {
        ready();
        world.commit(sequencer, 5);
        sequencer.beginClose();
        assertThrows(SequencerClosedException.class, () -> sequencer.start(KIND, 5));
        crew.settle();
        sequencer.close();
        assertEquals(List.of(sequencer), world.closed);
        assertEquals(2, world.memory.readCheckpoint());
        assertEquals(0, crew.work.size());
    }

    @Test
    void aCloseWaitsUntilBothTasksHaveEnded() throws Exception {
        ready();
        world.commit(sequencer, 5);
        Elsewhere<Void> closer = new Elsewhere<>(() -> {
            sequencer.close();
            return null;
        });
        assertTrue(closer.waits());
        assertEquals(List.of(), world.closed);
        assertFalse(sequencer.awaitIdle(0));
        crew.settle();
        closer.answer();
        assertEquals(List.of(sequencer), world.closed);
        assertTrue(sequencer.awaitIdle(0));
    }

    @Test
    void aCloseWaitsForTheActualizerThoughTheFlusherHasEnded() throws Exception {
        assertFalse(sequencer.awaitIdle(0));
        Elsewhere<Void> closer = new Elsewhere<>(() -> {
            sequencer.close();
            return null;
        });
        assertTrue(closer.waits(), "a close must wait for the actualizer, not for the flusher alone");
        crew.settle();
        closer.answer();
    }

    @Test
    void aCloseWaitsForTheFlusherThoughTheActualizerHasEnded() throws Exception {
        ready();
        world.commit(sequencer, 5);
        Runnable flusher = crew.work.remove();
        sequencer.beginClose();
        crew.settle();
        Elsewhere<Void> closer = new Elsewhere<>(() -> {
            sequencer.close();
            return null;
        });
        assertTrue(closer.waits(), "a close must wait for the flusher, not for the actualizer alone");
        flusher.run();
        closer.answer();
        assertEquals(2, world.memory.readCheckpoint());
    }

    @Test
    void whatWasFlushedIsNotIdleUntilItIsWritten() throws InterruptedException {
        ready();
        assertTrue(sequencer.awaitIdle(0));
        world.commit(sequencer, 5);
        assertFalse(sequencer.awaitIdle(0));
        crew.settle();
        assertTrue(sequencer.awaitIdle(0));
    }

    @Test
    void aFailedReadOfANumberLeavesTheTransactionAsItWas() throws InterruptedException {
        ready();
        sequencer.start(KIND, 5);
        for (Executable call : List.<Executable>of(() -> sequencer.next(A), () -> sequencer.use(A, 3))) {
            failOnce(Operation.READ_NUMBER);
            assertThrows(StorageException.class, call);
        }
        assertEquals(UseResult.RAISED, sequencer.use(A, 3));
        assertEquals(4, sequencer.next(A));
    }

    @Test
    void whoWaitsUntilItIsReadyIsWokenByTheCloseNotByHisOwnTimeOut() throws Exception {
        Elsewhere<Boolean> waiting = new Elsewhere<>(() -> sequencer.awaitReady(Long.MAX_VALUE));
        assertTrue(waiting.waits());
        sequencer.beginClose();
        ExecutionException refusal = assertThrows(ExecutionException.class, waiting::answer);
        assertEquals(SequencerClosedException.class, refusal.getCause().getClass());
    }

    @Test
    void awaitReadyIsRefusedAfterTheClose() {
        sequencer.beginClose();
        assertThrows(SequencerClosedException.class, () -> sequencer.awaitReady(0));
    }
}
