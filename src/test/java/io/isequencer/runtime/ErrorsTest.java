package io.isequencer.runtime;

import static io.isequencer.runtime.World.A;
import static io.isequencer.runtime.World.KIND;
import static io.isequencer.runtime.World.PARAMS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.spi.Cache;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.StepListener;
import io.isequencer.storage.caches.LruCache;
import io.isequencer.storage.faulty.Operation;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An error, thrown by whatever a background task calls, costs a retry and never the task. */
@Timeout(300)
class ErrorsTest {
    private final PrintStream stderr = System.err;
    private final World world = new World();
    private final HandCrew crew = new HandCrew();

    @AfterEach
    void release() {
        System.setErr(stderr);
    }

    static List<Error> errors() {
        return List.of(
                new StackOverflowError("planned"),
                new OutOfMemoryError("planned"),
                new NoClassDefFoundError("planned"),
                new AssertionError("planned"));
    }

    static Stream<Arguments> callsOfTheFlusher() {
        return eachErrorOf(Operation.SYNC, Operation.WRITE);
    }

    static Stream<Arguments> callsOfTheActualizer() {
        return eachErrorOf(Operation.READ_CHECKPOINT, Operation.SCAN);
    }

    private static Stream<Arguments> eachErrorOf(Operation... operations) {
        return Stream.of(operations)
                .flatMap(operation -> errors().stream().map(error -> Arguments.of(operation, error)));
    }

    @ParameterizedTest
    @MethodSource("callsOfTheFlusher")
    void theFlusherTriesAgain(Operation failing, Error error) throws InterruptedException {
        ThreadedSequencer sequencer = ready();
        throwOnce(failing, error);
        world.commit(sequencer, 5);
        crew.settle();
        assertEquals(0, world.memory.readCheckpoint());
        assertEquals(PARAMS.retryDelayMs(), crew.alarm().delayMs, "the flusher must sleep until its next try");
        crew.alarm().ring();
        crew.settle();
        assertEquals(2, world.memory.readCheckpoint(), "the flusher is dead: an error in a call ended it");
        assertEquals(1, world.memory.readNumber(5, A));
        world.commit(sequencer, 5);
        crew.settle();
        assertEquals(3, world.memory.readCheckpoint());
    }

    @ParameterizedTest
    @MethodSource("callsOfTheActualizer")
    void theActualizerTriesAgain(Operation failing, Error error) throws InterruptedException {
        ThreadedSequencer sequencer = open(new LruCache(9), StepListener.NONE);
        throwOnce(failing, error);
        sequencer.begin();
        crew.settle();
        assertFalse(sequencer.awaitReady(0));
        crew.alarm().ring();
        crew.settle();
        assertTrue(sequencer.awaitReady(0), "the actualizer is dead: an error in a call ended it");
    }

    @ParameterizedTest
    @MethodSource("callsOfTheFlusher")
    void aCloseWhoseLastTryEndsInAnErrorEnds(Operation failing, Error error) throws InterruptedException {
        ThreadedSequencer sequencer = ready();
        world.commit(sequencer, 5);
        throwOnce(failing, error);
        sequencer.beginClose();
        crew.settle();
        assertTrue(sequencer.awaitIdle(0), "the close must not wait for a task that an error ended");
        assertEquals(0, world.memory.readCheckpoint());
    }

    @ParameterizedTest
    @MethodSource("callsOfTheActualizer")
    void aCloseBesideARebuildThatEndsInAnErrorEnds(Operation failing, Error error) throws InterruptedException {
        ThreadedSequencer sequencer = open(new LruCache(9), StepListener.NONE);
        world.hook = operation -> {
            if (operation == failing) {
                sequencer.beginClose();
                throw error;
            }
        };
        sequencer.begin();
        crew.settle();
        assertTrue(sequencer.awaitIdle(0), "the close must not wait for a task that an error ended");
    }

    @ParameterizedTest
    @MethodSource("errors")
    void theClientIsToldOfAnErrorInItsReadAndGoesOn(Error error) throws InterruptedException {
        ThreadedSequencer sequencer = ready();
        sequencer.start(KIND, 5);
        throwOnce(Operation.READ_NUMBER, error);
        assertEquals(error, assertThrows(Error.class, () -> sequencer.next(A)));
        assertEquals(1, sequencer.next(A));
        sequencer.flush();
        crew.settle();
        assertEquals(2, world.memory.readCheckpoint());
    }

    @ParameterizedTest
    @MethodSource("errors")
    void aStepThatEndsInAnErrorIsTakenAgain(Error error) throws InterruptedException {
        List<Error> planned = new ArrayList<>(List.of(error));
        ThreadedSequencer sequencer = open(new ClearThrows(planned), StepListener.NONE);
        sequencer.begin();
        crew.settle();
        assertEquals(List.of(), planned);
        assertFalse(sequencer.awaitReady(0));
        crew.alarm().ring();
        crew.settle();
        assertTrue(sequencer.awaitReady(0), "the actualizer is dead: an error in a step ended it");
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorInAListenerStopsNothing(Error error) throws InterruptedException {
        ThreadedSequencer sequencer = open(new LruCache(9), (step, state) -> {
            throw error;
        });
        sequencer.begin();
        crew.settle();
        assertEquals(1, world.commit(sequencer, 5));
        crew.settle();
        assertEquals(2, world.memory.readCheckpoint());
        sequencer.beginClose();
        crew.settle();
        assertTrue(sequencer.awaitIdle(0));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void aFailureThatCannotBeLoggedIsTriedAgainAllTheSame(Error error) throws InterruptedException {
        ThreadedSequencer sequencer = ready();
        throwOnce(Operation.WRITE, new OutOfMemoryError("planned"));
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                throw error;
            }
        });
        world.commit(sequencer, 5);
        crew.settleWithAlarms();
        assertEquals(2, world.memory.readCheckpoint());
    }

    @Test
    void workThatNoThreadTookIsOfferedAgainWithTheNextStep() throws InterruptedException {
        RefusingCrew refusing = new RefusingCrew();
        ThreadedSequencer sequencer = new ThreadedSequencer(
                PARAMS,
                new TaskIo.Ports(world.hookedStorage, world.hookedLog),
                new LruCache(9),
                StepListener.NONE,
                refusing,
                closed -> {});
        refusing.refusals = 1;
        sequencer.begin();
        assertEquals(0, crew.work.size());
        sequencer.begin();
        crew.settle();
        assertTrue(sequencer.awaitReady(0));

        throwOnce(Operation.WRITE, new OutOfMemoryError("planned"));
        refusing.refusals = 1;
        world.commit(sequencer, 5);
        assertEquals(0, crew.work.size(), "the flush itself must not fail when no thread takes the work");
        sequencer.begin();
        refusing.refusals = 1;
        crew.settle();
        assertEquals(List.of(), crew.alarms);
        sequencer.begin();
        crew.alarm().ring();
        crew.settle();
        assertEquals(2, world.memory.readCheckpoint());
    }

    private ThreadedSequencer open(Cache cache, StepListener listener) {
        return world.byHand(crew, PARAMS, cache, listener);
    }

    private ThreadedSequencer ready() throws InterruptedException {
        ThreadedSequencer sequencer = open(new LruCache(9), StepListener.NONE);
        sequencer.begin();
        crew.settle();
        assertTrue(sequencer.awaitReady(0));
        return sequencer;
    }

    private void throwOnce(Operation failing, Error error) {
        world.hook = operation -> {
            if (operation == failing) {
                world.hook = Hook.NONE;
                throw error;
            }
        };
        // A scan calls nothing where there is nothing to read.
        if (failing == Operation.SCAN && world.log.end() == 1) {
            world.log.append(LogEvent.builder(1, KIND, 5).add(A, 1).build());
        }
    }

    /** Has no memory for what it is asked, some times; then the test's own crew takes it. */
    private final class RefusingCrew implements Crew {
        private int refusals;

        @Override
        public void execute(Runnable work) {
            refuse();
            crew.execute(work);
        }

        @Override
        public long nanoTime() {
            return crew.nanoTime();
        }

        @Override
        public Future<?> schedule(long delayMs, Runnable work) {
            refuse();
            return crew.schedule(delayMs, work);
        }

        private void refuse() {
            if (refusals > 0) {
                refusals--;
                throw new InternalError("no thread can be created");
            }
        }
    }

    private record ClearThrows(List<Error> planned) implements Cache {
        @Override
        public long get(long wsId, int seqId) {
            return 0;
        }

        @Override
        public void put(long wsId, int seqId, long number) {}

        @Override
        public void clear() {
            if (!planned.isEmpty()) {
                throw planned.remove(0);
            }
        }
    }
}
