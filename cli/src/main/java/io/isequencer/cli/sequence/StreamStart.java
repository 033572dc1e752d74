package io.isequencer.cli.sequence;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.Text;
import io.isequencer.spi.EventLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Which stream a run of {@code sequence} numbers, and where in it it begins. A stream is one input from its first line
 * on; the log may hold several, one behind the other, and only the last can be gone on with.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#USAGE} if it is not said how to continue behind the events
 *       that are there; with {@link ExitCode#BAD_DATA} if they are not from {@code sequence}.
 * </ul>
 *
 * @param stream the name that is stored with each event
 */
public record StreamStart(String stream, Resume resume) {
    /** The name of an input that has none. */
    static final String STDIN = "stdin";

    private static final String PACKED = ".gz";

    /** What the user said about the events that are in the log already. */
    enum Mode {
        /** Nothing: then there must be none. */
        NEW,
        /** The input is the one that they came from. */
        RESUME,
        /** The input is another one. */
        APPEND
    }

    /**
     * Decides.
     *
     * @param asked the stream's name, or null
     * @param file the input, or null for stdin
     */
    static StreamStart of(EventLog log, Mode mode, String asked, Path file, Terminal terminal) {
        String name = asked == null ? nameOf(file) : asked;
        requireName(name, asked == null);
        EventPayload last = last(log);
        if (last == null) {
            return new StreamStart(name, Resume.none());
        }
        return switch (mode) {
            case NEW -> throw filled(log, last);
            case RESUME -> resume(log, last, asked, name, terminal);
            case APPEND -> append(last, asked, file, name);
        };
    }

    private static StreamStart resume(EventLog log, EventPayload last, String asked, String name, Terminal terminal) {
        if (!last.hasDigest()) {
            terminal.tell("the log's last event is from an earlier version, which kept no digest of its input: whether"
                    + " the lines before line " + last.line() + " are the same cannot be told");
            return new StreamStart(name, Resume.after(log, last));
        }
        if (asked != null && !asked.equals(last.stream())) {
            throw new CliException(
                    ExitCode.USAGE,
                    "stream must be the log's last one to be resumed: stream=" + Text.quoted(asked) + ", last stream="
                            + Text.quoted(last.stream()));
        }
        // The name that it began with, wherever the file is now: the digest tells whether it is the same input.
        return new StreamStart(last.stream(), Resume.after(log, last));
    }

    private static StreamStart append(EventPayload last, String asked, Path file, String name) {
        boolean named = asked != null || file != null;
        if (named && name.equals(last.stream())) {
            throw new CliException(
                    ExitCode.USAGE,
                    "stream must be another than the log's last one to be appended: stream=" + Text.quoted(name)
                            + "; --resume continues it after line " + last.line()
                            + ", --stream NAME gives a further input a name of its own");
        }
        return new StreamStart(name, Resume.none());
    }

    private static CliException filled(EventLog log, EventPayload last) {
        return new CliException(
                ExitCode.USAGE,
                "log must be empty, or --resume or --append be given: events=" + (log.end() - log.begin())
                        + "; --resume continues the same input after line " + last.line()
                        + (last.hasDigest() ? " of stream " + Text.quoted(last.stream()) : "")
                        + ", --append numbers a further input after these events");
    }

    /** Where the log's last event came from; null if it holds none. */
    public static EventPayload last(EventLog log) {
        EventPayload[] last = new EventPayload[1];
        long end = log.end();
        if (end > log.begin()) {
            log.scan(end - 1, event -> {
                last[0] = EventPayload.decode(event);
                return true;
            });
        }
        return last[0];
    }

    /** The same for a file wherever it lies, packed or not. */
    private static String nameOf(Path file) {
        if (file == null) {
            return STDIN;
        }
        String name = String.valueOf(file.getFileName());
        boolean packed = name.endsWith(PACKED) && name.length() > PACKED.length();
        return packed ? name.substring(0, name.length() - PACKED.length()) : name;
    }

    private static void requireName(String name, boolean derived) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        boolean control = name.codePoints().anyMatch(Character::isISOControl);
        boolean expressible = Text.isUnicode(name);
        if (bytes < 1 || bytes > EventPayload.MAX_STREAM_BYTES || control || !expressible) {
            throw new CliException(
                    ExitCode.USAGE,
                    "stream must have 1.." + EventPayload.MAX_STREAM_BYTES + " bytes of UTF-8 and no control characters"
                            + (derived ? ", give --stream NAME: stream=" : ": stream=") + Text.quoted(name) + ", bytes="
                            + bytes);
        }
    }
}
