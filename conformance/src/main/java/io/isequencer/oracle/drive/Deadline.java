package io.isequencer.oracle.drive;

import java.util.concurrent.TimeUnit;

/** A moment of real time until which something is waited for. */
record Deadline(long nanos) {
    static Deadline in(long ms) {
        return new Deadline(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms));
    }

    boolean isPast() {
        return System.nanoTime() - nanos > 0;
    }
}
