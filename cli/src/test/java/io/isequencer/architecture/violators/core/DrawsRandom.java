package io.isequencer.architecture.violators.core;

import java.util.UUID;

/** Breaks a rule on purpose. */
public final class DrawsRandom {
    private DrawsRandom() {}

    static UUID draw() {
        return UUID.randomUUID();
    }
}
