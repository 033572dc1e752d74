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
 * @param errTerminal whether someone watches stderr, on a terminal that can draw over a line
 */
public record Terminal(InputStream in, OutputStream out, PrintStream err, boolean outColor, boolean errTerminal) {
    private static final String ERASE_LINE = "\r\u001b[K";
    private static final int USUAL_COLUMNS = 80;

    public Terminal {
        Objects.requireNonNull(in, "in");
        out = new StandardOutput(out);
        Objects.requireNonNull(err, "err");
    }

    /** The process's own. Java cannot ask whether a stream is a terminal: the launcher does, and tells. */
    static Terminal ofProcess() {
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        boolean dumb = "dumb".equals(System.getenv("TERM"));
        boolean color = Boolean.getBoolean("isequencer.stdout.terminal") && empty(System.getenv("NO_COLOR")) && !dumb;
        return new Terminal(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                err,
                color,
                Boolean.getBoolean("isequencer.stderr.terminal") && !dumb);
    }

    /** Draws a line over the one that was drawn before, for someone who watches stderr; otherwise nothing. */
    public void redraw(String line) {
        if (errTerminal) {
            err.print(ERASE_LINE + fitting(line, columns(System.getenv("COLUMNS"))));
            err.flush();
        }
    }

    /** Makes room for other lines. */
    public void erase() {
        if (errTerminal) {
            err.print(ERASE_LINE);
            err.flush();
        }
    }

    /** What the shell says of the terminal's width; it need not say anything. */
    static int columns(String told) {
        return told != null && told.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(told) : USUAL_COLUMNS;
    }

    /** One column stays free: a terminal whose last column is used may begin another line, which is not drawn over. */
    static String fitting(String line, int columns) {
        int most = Math.max(1, columns - 1);
        return line.length() <= most ? line : line.substring(0, most - 1) + "…";
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
