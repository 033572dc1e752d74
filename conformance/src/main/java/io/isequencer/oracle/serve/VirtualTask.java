package io.isequencer.oracle.serve;

import io.isequencer.core.Task;
import io.isequencer.core.Want;

/**
 * Drives one background task in virtual time.
 *
 * <ul>
 *   <li><i>Units:</i> milliseconds of virtual time.
 * </ul>
 */
final class VirtualTask {
    /** Stands for: no delay runs. */
    static final long NEVER = Long.MAX_VALUE;

    private final Task task;
    private final Runnable io;
    private final long retryDelayMs;
    private boolean calling;
    private long wakeAtMs = NEVER;

    /** @param io begins the call that the task asks for */
    VirtualTask(Task task, Runnable io, long retryDelayMs) {
        this.task = task;
        this.io = io;
        this.retryDelayMs = retryDelayMs;
    }

    /** Does one thing that the task wants. Returns false if there is none before an answer comes or time passes. */
    boolean advance(long nowMs) {
        if (calling) {
            return false;
        }
        Want want = task.want();
        if (want != Want.SLEEP) {
            wakeAtMs = NEVER;
        }
        switch (want) {
            case STEP -> task.step();
            case IO -> {
                calling = true;
                io.run();
            }
            case SLEEP -> {
                return wakeIfDue(nowMs);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** When the delay that runs is over, or {@link #NEVER}. */
    long wakeAtMs() {
        return wakeAtMs;
    }

    /** The call brought what was asked for. */
    void returned() {
        calling = false;
    }

    void failed() {
        calling = false;
        task.failed();
    }

    private boolean wakeIfDue(long nowMs) {
        if (wakeAtMs == NEVER) {
            wakeAtMs = nowMs + retryDelayMs;
        }
        if (nowMs < wakeAtMs) {
            return false;
        }
        wakeAtMs = NEVER;
        task.wake();
        return true;
    }
}
