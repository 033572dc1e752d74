package io.isequencer.oracle.judge;

import java.util.Objects;

/**
 * Why a case did not pass.
 *
 * @param property what does not hold, as {@code CheckpointSound}; empty if it has no name
 * @param rule the rule that this breaks whatever the case is about; empty if it is the case's own
 * @param allowed what would have been right
 * @param got what came
 */
public record Finding(String property, String rule, String allowed, String got) {
    public Finding {
        Objects.requireNonNull(property, "property");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(allowed, "allowed");
        Objects.requireNonNull(got, "got");
    }

    /** A finding whose rule is the case's own. */
    public static Finding of(String property, String allowed, String got) {
        return new Finding(property, "", allowed, got);
    }
}
