package io.isequencer.architecture.violators.core;

import java.time.Instant;

/** Breaks a rule on purpose. */
public final class ReadsDate {
    private ReadsDate() {}

    static Instant now() {
        return Instant.now();
    }
}
