package io.isequencer.cli.output;

import io.isequencer.cli.CliException;

/**
 * The files that a command writes beside its result: one that cannot be written must cost neither the others nor the
 * result.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException} of the first that failed, from {@link #requireWritten}; what a later one says
 *       is suppressed by it.
 * </ul>
 */
public final class SideOutputs {
    private CliException failure;

    /** Writes one. */
    public void write(Runnable output) {
        try {
            output.run();
        } catch (CliException failed) {
            if (failure == null) {
                failure = failed;
            } else {
                failure.addSuppressed(failed);
            }
        }
    }

    /** To be called when the result is out. */
    public void requireWritten() {
        if (failure != null) {
            throw failure;
        }
    }
}
