package io.isequencer.crash;

/** What happens at the chosen call. */
public enum Ending {
    /** The machine or the process stops before the call takes effect. */
    STOP_BEFORE,
    /** It stops when a part of a write, or all of any other call, has taken effect. */
    STOP_WITHIN,
    /** The disk is full from here on: a write takes effect in part. */
    NO_SPACE,
    /** The call fails, once; an fsync that fails forgets what it should have written. */
    IO_ERROR;

    boolean stops() {
        return this == STOP_BEFORE || this == STOP_WITHIN;
    }

    boolean fits(CallKind kind) {
        return this != NO_SPACE || kind == CallKind.WRITE || kind == CallKind.CREATE;
    }
}
