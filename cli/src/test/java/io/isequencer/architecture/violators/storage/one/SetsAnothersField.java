package io.isequencer.architecture.violators.storage.one;

/** Breaks a rule on purpose. */
public final class SetsAnothersField {
    void set(HasPublicField another) {
        another.field = 1;
    }
}
