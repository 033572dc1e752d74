package io.isequencer.cli;

import io.isequencer.spi.EventLog;

/**
 * Finds the place in the input where the log ends.
 *
 * <p>The log tells which line its last event came from. The input's lines up to it are skipped; that one must have the
 * same ref, or it is another input.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#BAD_DATA} for another input.
 * </ul>
 */
final class Resume {
    private final EventPayload last;
    private boolean found;

    private Resume(EventPayload last) {
        this.last = last;
        found = last == null;
    }

    /** For a run that takes the whole input. */
    static Resume none() {
        return new Resume(null);
    }

    /** For a run that goes on after the log's last event. */
    static Resume after(EventLog log) {
        EventPayload[] payload = new EventPayload[1];
        long end = log.end();
        if (end > 1) {
            log.scan(end - 1, event -> {
                payload[0] = EventPayload.decode(event);
                return true;
            });
        }
        return new Resume(payload[0]);
    }

    /** Whether the line is in the log already, or lies before one that is. */
    boolean skips(InputLine line, EventCommandParser parser) {
        if (found) {
            return false;
        }
        if (line.number() == last.line()) {
            requireSameRef(line, parser);
            found = true;
        }
        return true;
    }

    /** The input has ended: the line must have been among its lines. */
    void requireFound() {
        if (!found) {
            throw new CliException(
                    ExitCode.BAD_DATA,
                    "input must reach the log's last line, is it the same input: line=" + last.line()
                            + ", ref in the log=" + Text.quoted(last.ref()));
        }
    }

    private void requireSameRef(InputLine line, EventCommandParser parser) {
        String ref;
        try {
            ref = Text.quoted(parser.parse(line.bytes()).ref());
            if (ref.equals(Text.quoted(last.ref()))) {
                return;
            }
        } catch (BadLineException e) {
            ref = "none, because " + e.getMessage();
        }
        throw new CliException(
                ExitCode.BAD_DATA,
                "line " + line.number() + ": ref must be the one in the log, is it the same input: ref in the log="
                        + Text.quoted(last.ref()) + ", ref in the input=" + ref);
    }
}
