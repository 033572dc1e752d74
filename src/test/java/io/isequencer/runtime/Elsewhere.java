package io.isequencer.runtime;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call in a thread of its own, which can be seen waiting for a lock or a condition. */
final class Elsewhere<T> {
    private static final Set<Thread.State> WAITING = EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    private static final int LIMIT_SECONDS = 120;

    private final FutureTask<T> call;
    private final Thread thread;

    Elsewhere(Callable<T> body) {
        call = new FutureTask<>(body);
        thread = new Thread(call, "elsewhere");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns as soon as the call has ended or waits: whether it waits. */
    boolean waits() {
        Await.until("the call ends or waits", () -> call.isDone() || WAITING.contains(thread.getState()));
        return !call.isDone();
    }

    /** What the call answered. The bound is the test's own: the call's time-out, if it has one, must not end the wait. */
    T answer() throws Exception {
        try {
            return call.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError(
                    "the call must have been woken: state=" + thread.getState() + ", afterSeconds=" + LIMIT_SECONDS,
                    late);
        }
    }
}
