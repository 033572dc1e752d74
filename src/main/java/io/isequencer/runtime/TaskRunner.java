package io.isequencer.runtime;

import io.isequencer.core.Task;
import io.isequencer.core.Want;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one background task on the shared threads: queued at most once, and only while it wants something.
 *
 * <ul>
 *   <li><i>Threading:</i> {@link #kick} needs the partition's lock; {@link #run} is for the workers.
 *   <li><i>Errors:</i> a failed call is logged at the 1st, 2nd, 4th, 8th, … failure in a row. What ends a row is a call
 *       that brought the work forward, as {@code io} tells: not the sync before a write that fails each time.
 *   <li><i>Units:</i> milliseconds.
 * </ul>
 */
final class TaskRunner implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);

    /** After so many steps other partitions get their turn. */
    private static final int STEPS_PER_TURN = 256;

    private final String name;
    private final Task task;
    private final BooleanSupplier io;
    private final PartitionLock lock;
    private final Crew crew;
    private final long retryDelayMs;
    private boolean queued;
    private Future<?> alarm;
    private int failuresInRow;

    TaskRunner(String name, Task task, BooleanSupplier io, PartitionLock lock, Crew crew, long retryDelayMs) {
        this.name = name;
        this.task = task;
        this.io = io;
        this.lock = lock;
        this.crew = crew;
        this.retryDelayMs = retryDelayMs;
    }

    /** Sees to it that the task runs if it wants to. Call with the lock held, after each step of the partition. */
    void kick() {
        if (queued) {
            return;
        }
        switch (task.want()) {
            case STEP, IO -> {
                cancelAlarm();
                queued = true;
                crew.execute(this);
            }
            case SLEEP -> setAlarm();
            case WAIT, STOPPED -> cancelAlarm();
        }
    }

    @Override
    public void run() {
        for (int i = 0; i < STEPS_PER_TURN; i++) {
            Want want = stepIfWanted();
            if (want == Want.IO) {
                performIo();
            } else if (want != Want.STEP) {
                return;
            }
        }
        crew.execute(this);
    }

    private Want stepIfWanted() {
        return lock.call(partition -> {
            Want want = task.want();
            if (want == Want.STEP) {
                task.step();
            } else if (want != Want.IO) {
                queued = false;
            }
            return want;
        });
    }

    private void performIo() {
        try {
            if (io.getAsBoolean()) {
                failuresInRow = 0;
            }
        } catch (Throwable failure) {
            failuresInRow++;
            if (Integer.bitCount(failuresInRow) == 1) {
                LOG.warn("{}: failure {} in a row, next try in {} ms", name, failuresInRow, retryDelayMs, failure);
            }
            lock.step(partition -> task.failed());
        }
    }

    private void setAlarm() {
        if (alarm == null) {
            alarm = crew.schedule(retryDelayMs, this::onAlarm);
        }
    }

    private void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }

    /** One that was cancelled too late shortens a later delay at worst. */
    private void onAlarm() {
        lock.step(partition -> {
            alarm = null;
            task.wake();
        });
    }
}
