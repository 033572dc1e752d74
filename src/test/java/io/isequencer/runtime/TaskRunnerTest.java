package io.isequencer.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.StorageException;
import io.isequencer.core.Partition;
import io.isequencer.core.Task;
import io.isequencer.core.Want;
import io.isequencer.spi.StepListener;
import io.isequencer.storage.caches.LruCache;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskRunnerTest {
    private final HandCrew crew = new HandCrew();
    private final Script task = new Script();
    private final PartitionLock lock =
            new PartitionLock(new Partition(World.PARAMS, new LruCache(1), StepListener.NONE));
    private boolean mayRest;
    private final TaskRunner runner = new TaskRunner("script", task, task::io, () -> mayRest, lock, crew, 77);

    @Test
    void isQueuedAtMostOnce() {
        task.wants(Want.STEP);
        runner.kick();
        runner.kick();
        assertEquals(1, crew.work.size());
    }

    @Test
    void whoWaitsOrIsStoppedIsNotQueued() {
        for (Want want : List.of(Want.WAIT, Want.STOPPED)) {
            task.wants(want);
            runner.kick();
            assertEquals(0, crew.work.size());
            assertEquals(0, crew.alarms.size());
        }
    }

    @Test
    void goesOnUntilTheTaskWaitsAndCanBeWantedAgain() {
        task.wants(Want.STEP, Want.STEP, Want.IO, Want.STEP);
        runner.kick();
        crew.settle();
        assertEquals(List.of("step", "step", "io", "step"), task.done);
        task.wants(Want.IO);
        runner.kick();
        crew.settle();
        assertEquals(List.of("step", "step", "io", "step", "io"), task.done);
    }

    @Test
    void othersGetTheirTurnAfterManySteps() {
        task.endless = true;
        runner.kick();
        crew.work.remove().run();
        assertEquals(256, task.done.size());
        assertEquals(1, crew.work.size());
        runner.kick();
        assertEquals(1, crew.work.size());
    }

    @Test
    void aFailedCallIsToldToTheTask() {
        task.failing = true;
        task.wants(Want.IO, Want.STEP);
        runner.kick();
        crew.settle();
        assertEquals(List.of("io", "failed", "step"), task.done);
    }

    @Test
    void sleepsOnceForTheRetryDelay() {
        task.wants(Want.SLEEP);
        runner.kick();
        runner.kick();
        assertEquals(1, crew.alarms.size());
        assertEquals(77, crew.alarm().delayMs);
        assertEquals(0, crew.work.size());
    }

    @Test
    void wakesTheTaskWhenTheDelayIsOverAndCanSleepAgain() {
        task.wants(Want.SLEEP);
        runner.kick();
        crew.alarm().ring();
        assertEquals(List.of("wake"), task.done);
        runner.kick();
        assertEquals(2, crew.alarms.size());
    }

    @Test
    void theDelayEndsEarlyWhenTheTaskWantsSomethingElse() {
        for (Want want : List.of(Want.STEP, Want.WAIT, Want.STOPPED)) {
            HandCrew own = new HandCrew();
            TaskRunner sleeper = new TaskRunner("sleeper", task, task::io, () -> false, lock, own, 77);
            task.wants(Want.SLEEP);
            sleeper.kick();
            HandCrew.Alarm first = own.alarm();
            task.wants(want);
            sleeper.kick();
            assertTrue(first.isCancelled(), want.name());
            task.wants(Want.SLEEP);
            own.settle();
            sleeper.kick();
            assertFalse(own.alarm().isDone());
            assertSame(own.alarms.get(1), own.alarm());
        }
    }

    @Test
    void whatComesSoonAfterACallRestsIfItMay() {
        restAfterACall();
        runner.kick();
        assertEquals(0, crew.work.size());
        assertEquals(1, crew.alarm().delayMs);
        crew.nanosPerLook = 1_000_000;
        crew.alarm().ring();
        runner.kick();
        crew.settle();
        assertEquals(List.of("io", "step"), task.done);
    }

    @Test
    void twoRestsInAMillisecondHaveOneEnd() {
        restAfterACall();
        mayRest = false;
        task.wants(Want.IO);
        runner.kick();
        crew.settle();
        mayRest = true;
        task.wants(Want.STEP);
        runner.kick();
        assertEquals(List.of("io", "io"), task.done);
        HandCrew.Alarm first = crew.alarm();
        crew.nanosPerLook = 1_000_000;
        first.ring();
        runner.kick();
        crew.settle();
        assertEquals(List.of("io", "io", "step"), task.done);
    }

    /** The end of the first rest comes early in the second. */
    @Test
    void aSecondRestThatIsYoungGetsAnEndOfItsOwn() {
        restAfterACall();
        crew.alarm().ring();
        runner.kick();
        assertEquals(List.of("io"), task.done);
        crew.nanosPerLook = 1_000_000;
        crew.alarm().ring();
        runner.kick();
        crew.settle();
        assertEquals(List.of("io", "step"), task.done);
    }

    @Test
    void aRestEndsWhenTheTaskMayRestNoLonger() {
        restAfterACall();
        mayRest = false;
        runner.kick();
        crew.settle();
        assertEquals(List.of("io", "step"), task.done);
        crew.alarm().ring();
        crew.settle();
        assertEquals(List.of("io", "step"), task.done, "the end of a rest that is over is no work");
    }

    @Test
    void aTaskRestsBetweenTwoPiecesOfItsWorkToo() {
        crew.nanosPerLook = 0;
        mayRest = true;
        task.wants(Want.IO, Want.STEP);
        runner.kick();
        crew.settle();
        assertEquals(List.of("io"), task.done);
        runner.kick();
        assertEquals(1, crew.alarm().delayMs);
    }

    @Test
    void nothingRestsBeforeItWorked() {
        crew.nanosPerLook = 0;
        mayRest = true;
        task.wants(Want.STEP);
        runner.kick();
        crew.settle();
        assertEquals(List.of("step"), task.done);
    }

    @Test
    void nothingRestsLongerThanAMillisecond() {
        crew.nanosPerLook = 0;
        workOnce();
        mayRest = true;
        crew.nanosPerLook = 1_000_000;
        task.wants(Want.STEP);
        runner.kick();
        crew.settle();
        assertEquals(List.of("io", "step"), task.done);
    }

    @Test
    void whereThereIsNoAlarmThereIsNoRest() {
        crew.nanosPerLook = 0;
        workOnce();
        mayRest = true;
        crew.noAlarms = true;
        task.wants(Want.STEP);
        runner.kick();
        crew.settle();
        assertEquals(List.of("io", "step"), task.done);
    }

    /** A call has just been made, and what is wanted next waits for the end of a rest; the clock stands still. */
    private void restAfterACall() {
        crew.nanosPerLook = 0;
        workOnce();
        mayRest = true;
        task.wants(Want.STEP);
        runner.kick();
    }

    private void workOnce() {
        task.wants(Want.IO);
        runner.kick();
        crew.settle();
    }

    /** Wants what the test says, then waits. */
    private static final class Script implements Task {
        private final List<Want> wants = new ArrayList<>();
        private final List<String> done = new ArrayList<>();
        private boolean endless;
        private boolean failing;

        void wants(Want... next) {
            wants.clear();
            wants.addAll(List.of(next));
        }

        boolean io() {
            did("io");
            if (failing) {
                throw new StorageException("planned failure", true);
            }
            return true;
        }

        @Override
        public Want want() {
            return endless ? Want.STEP : wants.isEmpty() ? Want.WAIT : wants.get(0);
        }

        @Override
        public void step() {
            did("step");
        }

        @Override
        public void wake() {
            done.add("wake");
        }

        @Override
        public void failed() {
            done.add("failed");
        }

        private void did(String what) {
            done.add(what);
            if (!endless) {
                wants.remove(0);
            }
        }
    }
}
