package io.isequencer.cli.follow;

import java.io.InterruptedIOException;

/** Whoever waited for input has been told to wait no longer. */
final class StoppedException extends InterruptedIOException {
    private static final long serialVersionUID = 1L;
}
