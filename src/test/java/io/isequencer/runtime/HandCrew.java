package io.isequencer.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** A crew without threads: work and alarms wait until the test lets them run. */
final class HandCrew implements Crew {
    final Queue<Runnable> work = new ArrayDeque<>();
    final List<Alarm> alarms = new ArrayList<>();

    /** A second passes whenever somebody looks at the clock: no work rests, unless a test stops the time. */
    long nanosPerLook = 1_000_000_000;

    /** No delay is taken. */
    boolean noAlarms;

    /** So many pieces of work are refused. */
    int refusals;

    /** What comes is dropped, as by a crew whose runtime has ended. */
    boolean ended;

    private long nanos;

    /** A delay that was asked for; it is over when the test says so. */
    static final class Alarm extends CompletableFuture<Void> {
        final long delayMs;
        private final Runnable work;

        private Alarm(long delayMs, Runnable work) {
            this.delayMs = delayMs;
            this.work = work;
        }

        void ring() {
            complete(null);
            runToItsEnd(work);
        }
    }

    @Override
    public void execute(Runnable runnable) {
        if (refusals > 0) {
            refusals--;
            throw new IllegalStateException("planned: no work is taken");
        }
        if (!ended) {
            work.add(runnable);
        }
    }

    @Override
    public long nanoTime() {
        nanos += nanosPerLook;
        return nanos;
    }

    @Override
    public Future<?> schedule(long delayMs, Runnable runnable) {
        if (noAlarms) {
            throw new IllegalStateException("planned: no delay is taken");
        }
        Alarm alarm = new Alarm(delayMs, runnable);
        alarms.add(alarm);
        return alarm;
    }

    /** Lets all work run, what it causes included; no alarm rings. */
    void settle() {
        for (int turns = 0; !work.isEmpty(); turns++) {
            if (turns > 1_000) {
                throw new AssertionError("the work must come to an end: turns=" + turns);
            }
            runToItsEnd(work.remove());
        }
    }

    /** As {@link #settle}, and lets each delay end, until nothing is left to do. */
    void settleWithAlarms() {
        settle();
        for (int rings = 0; alarms.stream().anyMatch(alarm -> !alarm.isDone()); rings++) {
            if (rings > 1_000) {
                throw new AssertionError("the delays must come to an end: rings=" + rings);
            }
            alarm().ring();
            settle();
        }
    }

    /** In a pool what it throws would end a thread, unseen. */
    private static void runToItsEnd(Runnable work) {
        try {
            work.run();
        } catch (Throwable escaped) {
            throw new AssertionError("background work must not throw: " + escaped, escaped);
        }
    }

    /** The only delay that runs. */
    Alarm alarm() {
        List<Alarm> running = alarms.stream().filter(alarm -> !alarm.isDone()).toList();
        if (running.size() != 1) {
            throw new AssertionError("one alarm must run: running=" + running.size());
        }
        return running.get(0);
    }
}
