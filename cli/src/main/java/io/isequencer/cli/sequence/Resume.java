package io.isequencer.cli.sequence;

import io.isequencer.api.StorageException;
import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Text;
import io.isequencer.spi.EventLog;

/**
 * Finds the place in the input where the log ends.
 *
 * <p>The log says which line of which stream its last event came from, and the digest of the input up to it. The
 * input's lines up to there are skipped; if their digest is another, it is another input.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#BAD_DATA} for another input.
 * </ul>
 */
final class Resume {
    private final EventLog log;
    private final EventPayload last;
    private final DigestSamples samples = new DigestSamples();
    private boolean found;

    private Resume(EventLog log, EventPayload last) {
        this.log = log;
        this.last = last;
        found = last == null;
    }

    /** For a run that takes the whole input. */
    static Resume none() {
        return new Resume(null, null);
    }

    /** For a run that goes on after the log's last event. */
    static Resume after(EventLog log, EventPayload last) {
        return new Resume(log, last);
    }

    /** Whether the line is in the log already, or lies before one that is. */
    boolean skips(InputLine line, EventCommandParser parser) {
        if (found) {
            return false;
        }
        samples.add(line.number(), line.digest());
        if (line.number() == last.line()) {
            requireSame(line, parser);
            found = true;
        }
        return true;
    }

    /** The input has ended: the line must have been among its lines. */
    void requireFound() {
        if (!found) {
            throw new CliException(
                    ExitCode.BAD_DATA,
                    "input must reach the log's last line, is it the same input: " + lastText()
                            + ", lines of the input=" + samples.lines());
        }
    }

    private void requireSame(InputLine line, EventCommandParser parser) {
        if (!last.hasDigest()) {
            requireSameRef(line, parser);
        } else if (line.digest() != last.digest()) {
            throw different(line);
        }
    }

    /** What can be told of an event that an earlier version wrote. */
    private void requireSameRef(InputLine line, EventCommandParser parser) {
        String ref;
        try {
            EventCommand command = parser.parse(line.bytes());
            if (command.ref().equals(last.ref())) {
                return;
            }
            ref = Text.quoted(command.ref());
        } catch (BadLineException e) {
            ref = "none, because " + e.getMessage();
        }
        throw new CliException(
                ExitCode.BAD_DATA,
                "line " + line.number() + ": ref must be the one in the log, is it the same input: ref in the log="
                        + Text.quoted(last.ref()) + ", ref in the input=" + ref);
    }

    private CliException different(InputLine line) {
        DigestSamples.Difference first;
        try {
            first = samples.firstDifference(log, last, line.digest());
        } catch (StorageException damaged) {
            // The log's earlier part cannot be read: then nobody can say where the difference begins.
            first = new DigestSamples.Difference(1, last, line.digest());
        }
        EventPayload expected = first.expected();
        return new CliException(
                ExitCode.BAD_DATA,
                lines(first.from(), expected.line())
                        + ": input must be the one that the log has numbered: digest in the"
                        + " log=" + LineDigest.text(expected.digest()) + ", digest of the input="
                        + LineDigest.text(first.found()) + ", ref in the log=" + Text.quoted(expected.ref()) + "; "
                        + lastText() + " (for a further input give --append)");
    }

    private static String lines(long from, long to) {
        return from == to ? "line " + to : "a line of " + from + ".." + to;
    }

    private String lastText() {
        return "last line in the log=" + last.line()
                + (last.hasDigest() ? " of stream " + Text.quoted(last.stream()) : "") + ", its ref="
                + Text.quoted(last.ref());
    }
}
