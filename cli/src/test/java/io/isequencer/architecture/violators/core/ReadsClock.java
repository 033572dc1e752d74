package io.isequencer.architecture.violators.core;

/** Breaks a rule on purpose. */
public final class ReadsClock {
    private ReadsClock() {}

    static long now() {
        return System.nanoTime();
    }
}
