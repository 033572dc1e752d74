package io.isequencer.architecture.violators.proof.evaluate;

import org.objectweb.asm.ClassWriter;

/** Breaks a rule on purpose. */
public final class WritesByteCode {
    private WritesByteCode() {}

    public static Class<?> writer() {
        return ClassWriter.class;
    }
}
