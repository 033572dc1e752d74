package io.isequencer.api;

import org.jspecify.annotations.Nullable;

/**
 * A storage or log call failed.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link #definite()} tells whether the call surely had no effect. A write or append that is not
 *       definite may have happened, may have happened in part, or may happen later (R1, R7).
 * </ul>
 */
public class StorageException extends SequencerException {
    private static final long serialVersionUID = 1L;

    private final boolean definite;

    public StorageException(String message, boolean definite) {
        super(message);
        this.definite = definite;
    }

    public StorageException(@Nullable String message, boolean definite, Throwable cause) {
        super(message, cause);
        this.definite = definite;
    }

    /** True if the call surely had no effect; false if its outcome is unknown. */
    public boolean definite() {
        return definite;
    }
}
