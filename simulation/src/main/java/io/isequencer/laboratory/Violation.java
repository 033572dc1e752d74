package io.isequencer.laboratory;

import io.isequencer.rules.Property;

/** A rule was broken. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Property property;
    private final boolean liveness;

    private Violation(Property property, boolean liveness, String message) {
        super(property.id() + ": " + message);
        this.property = property;
        this.liveness = liveness;
    }

    /** A bad state was reached. */
    public static Violation safety(Property property, String message) {
        return new Violation(property, false, message);
    }

    /** A good state was not reached within its bound. */
    public static Violation liveness(Property property, String message) {
        return new Violation(property, true, message);
    }

    /** The broken property's name. */
    public String property() {
        return property.id();
    }

    public boolean isLiveness() {
        return liveness;
    }
}
