package io.isequencer.architecture.violators.storage.one;

/** Breaks a rule on purpose. */
public final class Exits {
    private Exits() {}

    static void exit() {
        System.exit(1);
    }
}
