package io.isequencer.cli.sequence;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Progress;
import io.isequencer.cli.Terminal;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * One run of {@code sequence}: takes line by line, numbers it, and acknowledges in groups.
 *
 * <ul>
 *   <li><i>Threading:</i> one thread; the input is read ahead by {@link LineReader}.
 *   <li><i>Durability:</i> a line is printed when its event is durable, at the latest when the input pauses.
 *   <li><i>Errors:</i> {@link CliException} for a bad line, unless bad lines are to be skipped; all events before it are
 *       durable and printed.
 * </ul>
 */
final class SequenceRun {
    private static final int MAX_WARNINGS = 10;

    private final Terminal terminal;
    private final LineReader reader;
    private final EventCommandParser parser;
    private final EventNumberer numbering;
    private final GroupCommit group;
    private final StreamStart start;
    private final Progress progress;
    private final LongSupplier inputPosition;
    private final boolean skipBad;
    private final RunCounts counts = new RunCounts();
    private long notAboveLast;

    /** @param inputPosition how many bytes of the input were read, for the progress */
    SequenceRun(
            Terminal terminal,
            LineReader reader,
            EventCommandParser parser,
            EventNumberer numbering,
            GroupCommit group,
            StreamStart start,
            Progress progress,
            LongSupplier inputPosition,
            boolean skipBad) {
        this.terminal = terminal;
        this.reader = reader;
        this.parser = parser;
        this.numbering = numbering;
        this.group = group;
        this.start = start;
        this.progress = progress;
        this.inputPosition = inputPosition;
        this.skipBad = skipBad;
    }

    RunCounts counts() {
        return counts;
    }

    /** Works until the input ends or the reader is stopped. */
    void run() {
        List<InputLine> lines = reader.take(group::commit);
        while (lines != null) {
            for (InputLine line : lines) {
                if (reader.stopped()) {
                    break;
                }
                take(line);
            }
            progress.show(counts.events(), inputPosition.getAsLong());
            lines = reader.take(group::commit);
        }
        group.commit();
        if (!reader.stopped()) {
            start.resume().requireFound();
        }
    }

    private void take(InputLine line) {
        if (start.resume().skips(line, parser)) {
            counts.resumed();
            return;
        }
        try {
            if (line.tooLong()) {
                throw new BadLineException("line must be at most " + LineReader.MAX_LINE_BYTES + " bytes: size>"
                        + LineReader.MAX_LINE_BYTES);
            }
            if (!EventCommandParser.isBlank(line.bytes())) {
                number(line, parser.parse(line.bytes()));
            }
        } catch (BadLineException e) {
            bad(line.number(), e.getMessage());
        }
    }

    private void number(InputLine line, EventCommand command) throws BadLineException {
        EventNumberer.Numbered numbered = numbering.number(
                command, new EventPayload(start.stream(), line.number(), line.digest(), command.ref()));
        if (numbered == null) {
            return;
        }
        counts.numbered(command);
        if (numbered.notAboveLast() > 0) {
            warn(line.number(), numbered.notAboveLast());
        }
        group.add(numbered.event());
    }

    private void bad(long line, String problem) {
        counts.bad();
        if (!skipBad) {
            group.commit();
        }
        progress.erase();
        terminal.err().println("line " + line + ": " + problem);
        if (skipBad) {
            group.relieve();
        } else {
            throw new CliException(
                    ExitCode.BAD_DATA,
                    "stopped at line " + line + ", the events before it are durable: correct it and run again with"
                            + " --resume, or pass over bad lines with --skip-bad");
        }
    }

    private void warn(long line, int count) {
        notAboveLast += count;
        if (notAboveLast <= MAX_WARNINGS) {
            progress.erase();
            terminal.err()
                    .println("line " + line + ": warning: explicit numbers at or below the last-used one are recorded"
                            + " and change nothing, they may collide: count=" + count);
        }
    }
}
