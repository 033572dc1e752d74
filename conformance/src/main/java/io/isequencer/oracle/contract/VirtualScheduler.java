package io.isequencer.oracle.contract;

import io.isequencer.oracle.serve.VirtualTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks at once, each on a thread of its own, and delayed ones when time was made to pass. Tasks may block.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe. All threads are daemons.
 *   <li><i>Units:</i> milliseconds of virtual time; a shorter delay is one of them.
 *   <li><i>Errors:</i> {@link UnsupportedOperationException} for tasks that repeat.
 * </ul>
 */
final class VirtualScheduler extends AbstractExecutorService implements ScheduledExecutorService, VirtualTime {
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "sequencer-background");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Delay<?>> delays = new ArrayList<>();
    private long nowMs;
    private long created;
    private int running;

    @Override
    public void tick(long ms) {
        List<Delay<?>> due;
        synchronized (this) {
            nowMs += ms;
            due = delays.stream().filter(delay -> delay.atMs <= nowMs).sorted().toList();
            delays.removeAll(due);
        }
        due.forEach(this::execute);
    }

    @Override
    public synchronized long wakeInMs() {
        delays.removeIf(FutureTask::isCancelled);
        return delays.stream()
                .min(Comparator.naturalOrder())
                .map(delay -> delay.atMs - nowMs)
                .orElse(NEVER);
    }

    @Override
    public synchronized int running() {
        return running;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            running++;
        }
        threads.execute(() -> {
            try {
                task.run();
            } finally {
                synchronized (this) {
                    running--;
                }
            }
        });
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return schedule(Executors.callable(task), delay, unit);
    }

    @Override
    public synchronized <T> ScheduledFuture<T> schedule(Callable<T> task, long delay, TimeUnit unit) {
        created++;
        Delay<T> one = new Delay<>(task, nowMs + Math.max(1, unit.toMillis(delay)), created);
        delays.add(one);
        return one;
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
        throw new UnsupportedOperationException("a task must be scheduled once, and again by itself");
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("a task must be scheduled once, and again by itself");
    }

    @Override
    public void shutdown() {
        threads.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return threads.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return threads.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return threads.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return threads.awaitTermination(timeout, unit);
    }

    private final class Delay<T> extends FutureTask<T> implements ScheduledFuture<T> {
        private final long atMs;
        private final long number;

        Delay(Callable<T> task, long atMs, long number) {
            super(task);
            this.atMs = atMs;
            this.number = number;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            synchronized (VirtualScheduler.this) {
                return unit.convert(atMs - nowMs, TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public int compareTo(Delayed other) {
            Delay<?> delay = (Delay<?>) other;
            int byTime = Long.compare(atMs, delay.atMs);
            return byTime == 0 ? Long.compare(number, delay.number) : byTime;
        }
    }
}
