package io.isequencer.oracle.history;

import io.isequencer.rules.Property;

/** A line broke a rule: ends the check, and costs no stack trace. */
final class BreachException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Property rule;
    private final String allowed;

    /**
     * @param problem as {@code rule: name=value}
     * @param allowed what the line could have been
     */
    BreachException(Property rule, String problem, String allowed) {
        super(problem, null, false, false);
        this.rule = rule;
        this.allowed = allowed;
    }

    Property rule() {
        return rule;
    }

    String allowed() {
        return allowed;
    }
}
