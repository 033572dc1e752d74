package io.isequencer.runtime;

import io.isequencer.core.Task;
import io.isequencer.core.Want;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one background task on the shared threads: queued at most once, and only while it wants something.
 *
 * <ul>
 *   <li><i>Threading:</i> {@link #kick} needs the partition's lock; {@link #run} is for the workers.
 *   <li><i>Errors:</i> whatever a call or a step throws, an {@link Error} too, is a failure that is tried again after
 *       the retry delay: no work ends for good because memory was short once. A failure is logged at the 1st, 2nd, 4th,
 *       8th, … in a row. What ends a row is a call that brought the work forward, as {@code io} tells: not the sync
 *       before a write that fails each time.
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
    private @Nullable Future<?> alarm;
    private int failuresInRow;
    private int refusalsInRow;

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
                enqueue();
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
        lock.step(partition -> enqueue());
    }

    private Want stepIfWanted() {
        return lock.call(partition -> {
            Want want = task.want();
            if (want == Want.STEP) {
                step();
            } else if (want != Want.IO) {
                queued = false;
            }
            return want;
        });
    }

    private void step() {
        try {
            task.step();
        } catch (Throwable failure) {
            task.failed();
            logFailure(failure);
        }
    }

    private void performIo() {
        try {
            if (io.getAsBoolean()) {
                failuresInRow = 0;
            }
        } catch (Throwable failure) {
            lock.step(partition -> task.failed());
            logFailure(failure);
        }
    }

    /** Comes after the task was told: logging takes memory too. */
    private void logFailure(Throwable failure) {
        failuresInRow++;
        log("{}: failure {} in a row, next try in {} ms", failuresInRow, failure);
    }

    private void log(String words, int inRow, Throwable failure) {
        if (Integer.bitCount(inRow) == 1) {
            try {
                LOG.warn(words, name, inRow, retryDelayMs, failure);
            } catch (Throwable unsaid) {
                // What cannot be said must not end the work.
            }
        }
    }

    private void enqueue() {
        queued = false;
        offer(() -> {
            crew.execute(this);
            queued = true;
        });
    }

    private void setAlarm() {
        if (alarm == null) {
            offer(() -> alarm = crew.schedule(retryDelayMs, this::onAlarm));
        }
    }

    /** What the crew cannot take now is offered again with the next step; whose step this is need not know. */
    private void offer(Runnable toTheCrew) {
        try {
            toTheCrew.run();
            refusalsInRow = 0;
        } catch (Throwable refusal) {
            refusalsInRow++;
            log("{}: no thread took the work, refusal {} in a row, retryDelayMs={}", refusalsInRow, refusal);
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
