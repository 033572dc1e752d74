package io.isequencer.architecture.violators.storage.one;

/** Breaks a rule on purpose. */
public final class HasPublicField {
    public int field;
}
