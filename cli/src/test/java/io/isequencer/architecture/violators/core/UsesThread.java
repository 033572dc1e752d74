package io.isequencer.architecture.violators.core;

/** Breaks a rule on purpose. */
public final class UsesThread {
    private UsesThread() {}

    static void pause() {
        Thread.yield();
    }
}
