package io.isequencer.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * Turns a failed write to stdout into the end of the command.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#OUTPUT_CLOSED} if the reader has gone, else with {@link
 *       ExitCode#BAD_DATA}.
 * </ul>
 */
final class StandardOutput extends OutputStream {
    private final OutputStream out;

    StandardOutput(OutputStream out) {
        this.out = Objects.requireNonNull(out, "out");
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        try {
            out.write(bytes, from, length);
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    @Override
    public void flush() {
        try {
            out.flush();
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    private static CliException failed(IOException failure) {
        String reason = String.valueOf(failure.getMessage());
        // Java tells a broken pipe from a full disk by the message alone.
        return reason.contains("Broken pipe")
                ? new CliException(ExitCode.OUTPUT_CLOSED, "stdout must be open: reason=" + reason, failure)
                : new CliException(ExitCode.BAD_DATA, "stdout must be writable: reason=" + reason, failure);
    }
}
