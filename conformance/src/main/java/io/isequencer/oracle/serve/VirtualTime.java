package io.isequencer.oracle.serve;

/**
 * A time that passes only on request, and the tasks that live in it.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 *   <li><i>Units:</i> milliseconds of virtual time.
 * </ul>
 */
public interface VirtualTime {
    /** Stands for: no delay runs. */
    long NEVER = Long.MAX_VALUE;

    /** Lets time pass, and begins what has become due. */
    void tick(long ms);

    /** The time until the next delay is over, or {@link #NEVER}. */
    long wakeInMs();

    /** How many tasks have been begun and are not over. */
    int running();
}
