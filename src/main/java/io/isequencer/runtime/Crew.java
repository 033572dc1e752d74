package io.isequencer.runtime;

import java.util.concurrent.Future;

/**
 * Who does the background work: {@link Workers}, or a test that schedules it step by step.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 *   <li><i>Units:</i> milliseconds.
 * </ul>
 */
interface Crew {
    /** Runs the work soon, in a thread of the crew; drops it after the end. */
    void execute(Runnable work);

    /** The time by which work that may rest is measured, as {@link System#nanoTime}. */
    long nanoTime();

    /** Runs the work after a delay, unless it is cancelled. The work is brief and does not block. */
    Future<?> schedule(long delayMs, Runnable work);
}
