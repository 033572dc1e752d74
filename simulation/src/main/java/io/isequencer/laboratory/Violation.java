package io.isequencer.laboratory;

import io.isequencer.rules.Property;

/** A rule was broken. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String property;
    private final boolean liveness;

    private Violation(String property, boolean liveness, String message) {
        super(property + ": " + message);
        this.property = property;
        this.liveness = liveness;
    }

    /** A bad state was reached. */
    public static Violation safety(Property property, String message) {
        return new Violation(property.id(), false, message);
    }

    /** A good state was not reached within its bound. */
    public static Violation liveness(Property property, String message) {
        return new Violation(property.id(), true, message);
    }

    /** A state or a step is none of the proved relation's: the part of its invariant, or what the step breaks. */
    public static Violation ofRelation(String part, String message) {
        return new Violation(part, false, message);
    }

    /** The broken property's name. */
    public String property() {
        return property;
    }

    public boolean isLiveness() {
        return liveness;
    }
}
