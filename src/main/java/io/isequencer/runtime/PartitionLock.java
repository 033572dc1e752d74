package io.isequencer.runtime;

import io.isequencer.core.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Makes each step of a partition atomic, and notifies afterwards those who wait for what it brought about.
 *
 * <p>{@link #admission} is republished after each step, so that {@code start}, {@code next} and {@code use} need no lock:
 * its volatile write orders all that a step did before the client that reads it.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 * </ul>
 */
final class PartitionLock {
    /** Some microseconds: steps are brief, and to be put to sleep and woken takes longer than most of them. */
    private static final int SPINS = 100;

    private final Partition partition;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** What callers wait for: a recovery takes thousands of steps, and to wake a thread takes longer than each of them. */
    private final List<Predicate<Partition>> awaited = new ArrayList<>(1);

    private Runnable afterStep = () -> {};
    private volatile long admission;

    PartitionLock(Partition partition) {
        this.partition = partition;
        admission = partition.admission();
    }

    /** What runs under the lock after each step: it lets the tasks look whether they are wanted. */
    void afterStep(Runnable action) {
        afterStep = action;
    }

    long admission() {
        return admission;
    }

    /** Takes a step. */
    void step(Consumer<Partition> step) {
        lock();
        try {
            step.accept(partition);
        } finally {
            stepped();
        }
    }

    /** Takes a step that answers. */
    <T> T call(Function<Partition, T> step) {
        lock();
        try {
            return step.apply(partition);
        } finally {
            stepped();
        }
    }

    /** Waits until the condition holds; returns whether it does. */
    boolean await(Predicate<Partition> condition, long timeoutMs) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        lock.lockInterruptibly();
        try {
            awaited.add(condition);
            boolean holds = condition.test(partition);
            while (!holds && left > 0) {
                left = changed.awaitNanos(left);
                holds = condition.test(partition);
            }
            return holds;
        } finally {
            awaited.remove(condition);
            lock.unlock();
        }
    }

    /**
     * As {@link #await}; an interrupt is kept for the caller and does not end the wait.
     *
     * @param deadlineNanos in the time of {@link System#nanoTime}
     */
    boolean awaitUninterruptibly(Predicate<Partition> condition, long deadlineNanos) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    long leftNanos = deadlineNanos - System.nanoTime();
                    return await(condition, TimeUnit.NANOSECONDS.toMillis(Math.max(leftNanos, 0)));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void lock() {
        for (int spins = 0; spins < SPINS; spins++) {
            if (lock.tryLock()) {
                return;
            }
            Thread.onSpinWait();
        }
        lock.lock();
    }

    /** Tells of the step and lets go of the lock, come what may: who keeps it stops the whole partition. */
    private void stepped() {
        try {
            admission = partition.admission();
            afterStep.run();
        } finally {
            wakeAndUnlock();
        }
    }

    private void wakeAndUnlock() {
        try {
            if (somethingAwaitedHolds()) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean somethingAwaitedHolds() {
        for (int i = 0; i < awaited.size(); i++) {
            if (awaited.get(i).test(partition)) {
                return true;
            }
        }
        return false;
    }
}
