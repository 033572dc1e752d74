package io.isequencer.oracle.judge;

/**
 * The outcome of a case.
 *
 * <ul>
 *   <li><i>Source:</i> section 7 of {@code conformance/PROTOCOL.md}.
 * </ul>
 */
public enum Verdict {
    /** All that came was allowed. */
    PASS("PASS"),
    /** A rule was broken. */
    FAIL("FAIL"),
    /** A recommendation was not followed. */
    NON_STRICT("NON-STRICT"),
    /** A capability that the case needs was not declared. */
    UNIMPLEMENTED("UNIMPLEMENTED"),
    /** The profile leaves it out. */
    SKIPPED("SKIPPED"),
    /** Patience or budget ran out in a way that proves nothing. */
    UNKNOWN("UNKNOWN"),
    /** The adapter ended, was silent, or did not speak the protocol: it is not judged. */
    BROKE_PROTOCOL("BROKE-PROTOCOL");

    private final String id;

    Verdict(String id) {
        this.id = id;
    }

    /** As reports have it. */
    public String id() {
        return id;
    }
}
