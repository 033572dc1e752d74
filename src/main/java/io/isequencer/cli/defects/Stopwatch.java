package io.isequencer.cli.defects;

import java.util.concurrent.TimeUnit;

/**
 * The wall time since it was made.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable.
 * </ul>
 */
final class Stopwatch {
    private final long startNanos = System.nanoTime();

    double seconds() {
        return (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
