package io.isequencer.architecture.violators.storage.one;

/** Breaks a rule on purpose. */
public final class StartsThread {
    private StartsThread() {}

    static void start() {
        new Thread(() -> {}).start();
    }
}
