package io.isequencer.laboratory;

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
    public static Violation safety(String property, String message) {
        return new Violation(property, false, message);
    }

    /** A good state was not reached within its bound. */
    public static Violation liveness(String property, String message) {
        return new Violation(property, true, message);
    }

    /** The broken property's name in {@code tla/Sequencer.tla}. */
    public String property() {
        return property;
    }

    public boolean isLiveness() {
        return liveness;
    }
}
