package io.isequencer.runtime;

import io.isequencer.core.Partition;
import io.isequencer.core.Task;
import io.isequencer.core.Want;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
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

    /**
     * How long a task that may rest does so after a call that brought its work forward, twice that at most: what comes
     * meanwhile is done in one go, instead of waking a thread for each piece.
     */
    private static final long REST_MS = 1;

    /** After so many steps other partitions get their turn. */
    private static final int STEPS_PER_TURN = 256;

    private final String name;
    private final Task task;
    private final BooleanSupplier io;
    private final BooleanSupplier mayRest;
    private final PartitionLock lock;
    private final Crew crew;
    private final long retryDelayMs;
    private final Function<Partition, Want> turn = partition -> stepIfWanted();
    private final Runnable toTheCrew = this::execute;
    private boolean queued;
    private boolean worked;
    private long workedAtNanos;
    private @Nullable Future<?> alarm;

    /**
     * Whether something will end a rest. It comes once a millisecond at most: under load a rest ends much earlier, and to
     * cancel what would have ended it, and ask for another one, would wake the timer's thread each time.
     */
    private boolean restEnds;

    private int refusalsInRow;

    /** Null behind a success: most partitions have none, and keep nothing for it. */
    private volatile @Nullable FailedRow failedRow;

    /**
     * Failures in a row.
     *
     * @param last what was thrown last; null if there is nothing left to try again
     */
    private record FailedRow(int failures, @Nullable Throwable last) {}

    /** @param mayRest whether the task, although it wants a step, can wait for a moment; asked with the lock held */
    TaskRunner(
            String name,
            Task task,
            BooleanSupplier io,
            BooleanSupplier mayRest,
            PartitionLock lock,
            Crew crew,
            long retryDelayMs) {
        this.name = name;
        this.task = task;
        this.io = io;
        this.mayRest = mayRest;
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
            case STEP, IO -> begin();
            case SLEEP -> setAlarm(retryDelayMs);
            case WAIT, STOPPED -> {
                cancelAlarm();
                forgetFailure();
            }
        }
    }

    private void begin() {
        if (!rests()) {
            cancelAlarm();
            enqueue();
        }
    }

    private boolean rests() {
        if (!worked || !mayRest.getAsBoolean()) {
            return false;
        }
        if (!restEnds && crew.nanoTime() - workedAtNanos < TimeUnit.MILLISECONDS.toNanos(REST_MS)) {
            // Made anew, once a millisecond at most: an idle partition is to keep nothing for it.
            offer(this::setRestEnd);
        }
        // Nobody would end a rest without an alarm.
        worked = restEnds;
        return worked;
    }

    private void setRestEnd() {
        crew.schedule(REST_MS, this::onRestEnd);
        restEnds = true;
    }

    private void onRestEnd() {
        lock.step(partition -> restEnds = false);
    }

    @Override
    public void run() {
        for (int i = 0; i < STEPS_PER_TURN; i++) {
            Want want = lock.call(turn);
            if (want == Want.IO) {
                performIo();
            } else if (want != Want.STEP) {
                return;
            }
        }
        lock.step(partition -> enqueue());
    }

    private Want stepIfWanted() {
        Want want = rests() ? Want.WAIT : task.want();
        if (want == Want.STEP) {
            step();
        } else if (want != Want.IO) {
            queued = false;
        }
        return want;
    }

    private void step() {
        try {
            task.step();
        } catch (Throwable failure) {
            task.failed();
            noteFailure(failure);
        }
    }

    private void performIo() {
        try {
            if (io.getAsBoolean()) {
                endFailures();
                workedAtNanos = crew.nanoTime();
                worked = true;
            }
        } catch (Throwable failure) {
            lock.step(partition -> task.failed());
            noteFailure(failure);
        }
    }

    /** Comes after the task was told: logging takes memory too. */
    private void noteFailure(Throwable failure) {
        FailedRow before = failedRow;
        int failures = before == null ? 1 : before.failures + 1;
        failedRow = new FailedRow(failures, failure);
        log("{}: failure {} in a row, next try in {} ms", failures, failure);
    }

    /** Reads first, as {@link #forgetFailure}. */
    private void endFailures() {
        if (failedRow != null) {
            failedRow = null;
        }
    }

    /** Reads first: it comes after each step of a client, and a volatile write costs more. */
    private void forgetFailure() {
        FailedRow row = failedRow;
        if (row != null && row.last != null) {
            failedRow = new FailedRow(row.failures, null);
        }
    }

    /** What the task has to try again for; null if nothing. Needs no lock. */
    @Nullable
    Throwable failure() {
        FailedRow row = failedRow;
        return row == null ? null : row.last;
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
        offer(toTheCrew);
    }

    private void execute() {
        crew.execute(this);
        queued = true;
    }

    private void setAlarm(long delayMs) {
        if (alarm == null) {
            offer(() -> alarm = crew.schedule(delayMs, this::onAlarm));
        }
    }

    /** What the crew cannot take now is offered again with the next step; whose step this is need not know. */
    private void offer(Runnable work) {
        try {
            work.run();
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
