package io.isequencer.oracle.cases;

import com.fasterxml.jackson.annotation.JsonValue;

/** What happens to a storage call. */
public enum FaultType {
    /** Nothing is stored, and the reply says so: error 11, definite. */
    FAIL_BEFORE("failBefore"),
    /** All is stored, and the reply says that the outcome is unknown: error 0. */
    FAIL_AFTER("failAfter"),
    /** The first values are stored, as many as {@code applied} says, no checkpoint; error 13, nobody knows. */
    TORN("torn"),
    /** Nothing is stored now, error 0; it is stored when a step {@code land} says so. */
    LATE("late"),
    /** The call waits until a step {@code release}. */
    HOLD("hold");

    private final String id;

    FaultType(String id) {
        this.id = id;
    }

    @JsonValue
    public String id() {
        return id;
    }
}
