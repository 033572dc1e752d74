package io.isequencer.cli.sequence;

/** An input line that is no valid event command; the message is {@code rule: name=value}. */
final class BadLineException extends Exception {
    private static final long serialVersionUID = 1L;

    BadLineException(String message) {
        // No stack trace: with --skip-bad there may be millions of these.
        super(message, null, false, false);
    }
}
