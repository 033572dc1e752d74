package io.isequencer.oracle.drive;

import java.io.IOException;

/** The adapter cannot be started. */
public final class LaunchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LaunchException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
