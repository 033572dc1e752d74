package io.isequencer.oracle.cases;

import com.fasterxml.jackson.annotation.JsonValue;

/** What becomes of an append to the PLog. */
public enum Outcome {
    /** The event is in the log, and the client knows. */
    OK("ok"),
    /** It is not, and the client knows. */
    FAILED("failed"),
    /** It is in the log, and the client does not know. */
    UNKNOWN_LANDED("unknownLanded"),
    /** It is not and never will be, and the client does not know. */
    UNKNOWN_LOST("unknownLost"),
    /** It is not yet; the client does not know. A later {@code landAppend} brings it. */
    LATE("late"),
    /** Another owner's event took the offset a moment before; the append is refused. */
    TAKEN("taken");

    private final String id;

    Outcome(String id) {
        this.id = id;
    }

    @JsonValue
    public String id() {
        return id;
    }
}
