package io.isequencer.cli;

import io.isequencer.laboratory.FileTrouble;
import io.isequencer.laboratory.ProjectHome;
import java.io.IOException;
import java.util.Objects;

/** Ends a command with an exit code and one line for the user. */
public class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public CliException(ExitCode exitCode, String message) {
        this(exitCode, message, null);
    }

    public CliException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = Objects.requireNonNull(exitCode, "exitCode");
    }

    /**
     * A file, or a directory, cannot be read.
     *
     * @param role what the user calls it
     * @param place as {@code file=NAME}
     */
    public static CliException unreadable(String role, String place, IOException failure) {
        return new CliException(
                ExitCode.MISSING_FILE,
                role + " must be readable: " + place + ", cause=" + FileTrouble.cause(failure),
                failure);
    }

    /** The same of what only a checkout of the sources has. */
    public static CliException unreadableInCheckout(String role, String place, IOException failure) {
        return new CliException(
                ExitCode.MISSING_FILE, unreadable(role, place, failure).getMessage() + ProjectHome.ADVICE, failure);
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
