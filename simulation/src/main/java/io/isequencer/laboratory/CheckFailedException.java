package io.isequencer.laboratory;

import java.util.Objects;

/** A check that could not be made. What a check finds is a result, and never this. */
public final class CheckFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Why a check could not be made; a command ends with an exit code for each. */
    public enum Kind {
        /** What was asked for does not exist. */
        UNKNOWN_NAME,
        /** A file is not what it has to be, or cannot be written. */
        BAD_DATA,
        /** A file is not there, or cannot be read. */
        MISSING_FILE,
        /** It would have checked nothing. */
        VACUOUS,
        /** Something that has to work does not. */
        INTERNAL
    }

    public CheckFailedException(Kind kind, String message) {
        this(kind, message, null);
    }

    public CheckFailedException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    public Kind kind() {
        return kind;
    }
}
