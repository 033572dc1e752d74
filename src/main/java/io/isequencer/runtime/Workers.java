package io.isequencer.runtime;

import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shared threads: some that work, one that keeps the time and never blocks. All of them are there from the beginning:
 * where there is no memory for another thread, no crew comes into being, and none is found short of hands later.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe. All threads are daemons.
 * </ul>
 */
final class Workers implements Crew, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private final long endTimeoutMs;
    private final ThreadPoolExecutor pool;
    private final ScheduledThreadPoolExecutor timer;

    /** @param endTimeoutMs how long {@link #close} waits for work that is under way before it interrupts it */
    Workers(int threads, long endTimeoutMs) {
        this.endTimeoutMs = endTimeoutMs;
        pool = new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), named("isequencer-worker-"));
        timer = new ScheduledThreadPoolExecutor(1, named("isequencer-timer-"));
        timer.setRemoveOnCancelPolicy(true);
        begin();
    }

    private void begin() {
        try {
            pool.prestartAllCoreThreads();
            timer.prestartCoreThread();
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    @Override
    public void execute(Runnable work) {
        try {
            pool.execute(work);
        } catch (RejectedExecutionException ended) {
            LOG.debug("work came after the end and is dropped");
        }
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Future<?> schedule(long delayMs, Runnable work) {
        return timer.schedule(work, delayMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        pool.shutdown();
        try {
            if (!pool.awaitTermination(endTimeoutMs, TimeUnit.MILLISECONDS)) {
                LOG.warn("a storage or log call hangs: its thread is interrupted and abandoned");
                pool.shutdownNow();
            }
            timer.awaitTermination(endTimeoutMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
