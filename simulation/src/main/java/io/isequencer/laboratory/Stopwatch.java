package io.isequencer.laboratory;

import java.util.concurrent.TimeUnit;

/** The wall time since it was made. */
public final class Stopwatch {
    private static final double NANOS_PER_SECOND = 1e9;

    private final long startNanos = System.nanoTime();

    public double seconds() {
        return nanos() / NANOS_PER_SECOND;
    }

    public long millis() {
        return TimeUnit.NANOSECONDS.toMillis(nanos());
    }

    public long nanos() {
        return System.nanoTime() - startNanos;
    }
}
