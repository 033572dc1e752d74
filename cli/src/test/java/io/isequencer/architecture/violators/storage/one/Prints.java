package io.isequencer.architecture.violators.storage.one;

/** Breaks a rule on purpose. */
public final class Prints {
    private Prints() {}

    static void print() {
        System.out.println("storages have a log");
    }
}
