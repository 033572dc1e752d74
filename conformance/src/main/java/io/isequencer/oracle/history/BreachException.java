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

    /**
     * A number is not the next one of its key.
     *
     * @param last the last one of the key
     * @param highest what the next one follows: the last one, or what is below the initial value
     */
    static BreachException ofNumber(String key, long number, long last, long initialValue, long highest) {
        String where = key + ", number=" + number + ", last=" + last;
        String allowed = highest == Long.MAX_VALUE ? "error 1004" : "number=" + (highest + 1);
        if (number == last) {
            return new BreachException(Property.UNIQUE, "a number must be issued once: " + where, allowed);
        }
        return number < last
                ? new BreachException(
                        Property.MONOTONE, "an issued number must be above those before: " + where, allowed)
                : new BreachException(
                        Property.DENSE,
                        "an issued number must follow the last one, or be the initial value: " + where + ", initial="
                                + initialValue,
                        allowed);
    }

    Property rule() {
        return rule;
    }

    String allowed() {
        return allowed;
    }
}
