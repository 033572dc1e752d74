package io.isequencer.architecture.violators.proof.relation;

import org.objectweb.asm.Label;

/** Breaks a rule on purpose. */
public final class KnowsByteCode {
    private KnowsByteCode() {}

    public static Class<?> place() {
        return Label.class;
    }
}
