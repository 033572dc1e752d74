package io.isequencer.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The streams of a run. Tests bring their own.
 *
 * <p>{@code System.out} would swallow a broken pipe, so stdout is the bare descriptor here: whoever writes much brings a
 * buffer.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable; each stream belongs to the command's thread.
 *   <li><i>Errors:</i> writing to {@code out} throws {@link CliException}, see {@link StandardOutput}.
 * </ul>
 *
 * @param outColor whether help may be coloured
 * @param errTerminal whether someone watches stderr
 */
public record Terminal(InputStream in, OutputStream out, PrintStream err, boolean outColor, boolean errTerminal) {
    public Terminal {
        Objects.requireNonNull(in, "in");
        out = new StandardOutput(out);
        Objects.requireNonNull(err, "err");
    }

    /** The process's own. Java cannot ask whether a stream is a terminal: the launcher does, and tells. */
    static Terminal ofProcess() {
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        boolean color = Boolean.getBoolean("isequencer.stdout.terminal")
                && empty(System.getenv("NO_COLOR"))
                && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                err,
                color,
                Boolean.getBoolean("isequencer.stderr.terminal"));
    }

    /** A line of the command's result, on stdout. */
    public void print(String line) {
        new ByteText().string(line).string("\n").writeTo(out);
    }

    /** A line for the user, marked as ours. */
    public void tell(String line) {
        err.println("isequencer: " + line);
    }

    private static boolean empty(String value) {
        return value == null || value.isEmpty();
    }
}
