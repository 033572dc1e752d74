package io.isequencer.storage.contract;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a piece of a test in several threads that begin at once; the first failure fails the test. */
public final class InThreads {
    /** Far more than a busy machine needs: it ends a hang. */
    private static final int LIMIT_SECONDS = 120;

    private static final Set<Thread.State> HELD_UP = EnumSet.of(Thread.State.BLOCKED, Thread.State.WAITING);

    private InThreads() {}

    /** What one thread does. */
    @FunctionalInterface
    public interface Body {
        void run(int thread) throws Exception;
    }

    public static void run(int threads, Body body) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                running.add(pool.submit(() -> {
                    start.await(LIMIT_SECONDS, TimeUnit.SECONDS);
                    body.run(thread);
                    return null;
                }));
            }
            for (Future<?> future : running) {
                future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** What a call in a thread of its own answers, without waiting for a lock of the calling thread. */
    public static <T> T call(Callable<T> body) {
        FutureTask<T> task = new FutureTask<>(body);
        Thread thread = new Thread(task, "call");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("call must be answered: state=" + thread.getState(), e);
        }
    }

    /** Waits until a thread waits for a lock, or has ended. */
    public static void awaitHeldUp(Thread thread) {
        long begin = System.nanoTime();
        while (thread.isAlive() && !HELD_UP.contains(thread.getState())) {
            if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
                throw new AssertionError("thread must end or be held up: state=" + thread.getState());
            }
            Thread.yield();
        }
    }

    /** Waits for the end of a thread. */
    public static void awaitEnd(Thread thread) throws InterruptedException {
        thread.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
        if (thread.isAlive()) {
            throw new AssertionError("thread must end: state=" + thread.getState());
        }
    }
}
