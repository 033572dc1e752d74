package io.isequencer.cli.oracle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.TextInput;
import io.isequencer.laboratory.Stopwatch;
import io.isequencer.oracle.history.BadHistoryException;
import io.isequencer.oracle.history.HistoryChecker;
import io.isequencer.oracle.history.HistoryReader;
import io.isequencer.oracle.history.HistoryVerdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command {@code oracle history}: checks a recorded history offline.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link ExitCode#VIOLATION}, {@link ExitCode#VACUOUS} if no event reached the log, {@link
 *       ExitCode#TORN} if all is right and the last line is cut, {@link ExitCode#BAD_DATA} for a line that is none,
 *       {@link ExitCode#MISSING_FILE}.
 * </ul>
 */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        header = "Checks a recorded history of calls, log and storage.",
        description = {
            "",
            "Reads a history, one JSON object a line as conformance/HISTORY.md describes, and checks it from its first "
                    + "line to the first violation. What any system did can be checked, in any language: it only has to "
                    + "log it.",
            "",
            "Several files are one history, in this order: each begins with the next life of the same log and storage, "
                    + "or goes on where the one before ended. A file may hold several lives too.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./isequencer sequence --data /tmp/d --history run.ndjson events.ndjson > numbered.ndjson",
            "  ./isequencer oracle history run.ndjson",
            "  ./isequencer oracle history monday.ndjson.gz tuesday.ndjson.gz",
            "  zcat run.ndjson.gz | ./isequencer oracle history --json -"
        })
public final class HistoryCommand implements Callable<Integer> {
    private static final String STDIN = "-";

    private final Terminal terminal;

    @Option(names = "--json", description = "Print the verdict as JSON.")
    private boolean json;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "The history, or its parts in order; plain or gzip. - is stdin.")
    private List<String> files = List.of();

    /** The one that is read. */
    private String file = "";

    public HistoryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (Collections.frequency(files, STDIN) > 1) {
            throw new CliException(
                    ExitCode.USAGE, "stdin must be named once: count=" + Collections.frequency(files, STDIN));
        }
        for (String name : files) {
            Path path = Path.of(name);
            if (!name.equals(STDIN) && (!Files.isReadable(path) || Files.isDirectory(path))) {
                throw new CliException(ExitCode.MISSING_FILE, "history must be a readable file: file=" + name);
            }
        }
        return check().code();
    }

    private ExitCode check() throws IOException {
        Stopwatch watch = new Stopwatch();
        HistoryVerdict verdict;
        try (Inputs inputs = new Inputs()) {
            verdict = new HistoryChecker(inputs).check();
        } catch (BadHistoryException e) {
            throw new CliException(ExitCode.BAD_DATA, "line " + e.line() + ": " + e.getMessage() + ", file=" + file, e);
        } catch (CliException e) {
            throw new CliException(e.exitCode(), e.getMessage() + ", file=" + file, e);
        }
        double seconds = watch.seconds();
        print(verdict);
        terminal.tell(String.format(
                Locale.ROOT,
                "%d lines in %.2f s (%.0f lines/s)",
                verdict.lines(),
                seconds,
                verdict.lines() / Math.max(seconds, 1e-3)));
        return exitCode(verdict);
    }

    private static ExitCode exitCode(HistoryVerdict verdict) {
        if (verdict.breach() != null) {
            return ExitCode.VIOLATION;
        }
        if (verdict.vacuous()) {
            return ExitCode.VACUOUS;
        }
        return verdict.lives().end() == null ? ExitCode.OK : ExitCode.TORN;
    }

    /** Opens one part after the other, when it is its turn. */
    private final class Inputs implements Iterator<HistoryReader>, AutoCloseable {
        private final Iterator<String> names = files.iterator();
        private HistoryReader reader;

        @Override
        public boolean hasNext() {
            return names.hasNext();
        }

        @Override
        public HistoryReader next() {
            try {
                close();
                file = names.next();
                InputStream in = file.equals(STDIN) ? terminal.in() : Files.newInputStream(Path.of(file));
                reader = new HistoryReader(new TextInput("history", in));
                return reader;
            } catch (IOException e) {
                throw new CliException(ExitCode.MISSING_FILE, "history must be readable: cause=" + e.getMessage(), e);
            }
        }

        @Override
        public void close() throws IOException {
            if (reader != null) {
                reader.close();
            }
        }
    }

    private void print(HistoryVerdict verdict) {
        if (json) {
            terminal.print(jsonOf(verdict).toString());
            return;
        }
        HistoryVerdict.Breach breach = verdict.breach();
        if (breach == null) {
            terminal.print(good(verdict));
        } else {
            String where = files.size() == 1 ? "" : " of " + file;
            terminal.print("VIOLATION  " + breach.rule().id() + " at line " + breach.line() + where + " (e="
                    + breach.kind() + ")");
            terminal.print("  broken:   " + breach.problem());
            terminal.print("  allowed:  " + breach.allowed());
            terminal.print("  rule:     " + breach.rule().sentence() + " ("
                    + breach.rule().nearest() + ")");
            terminal.print("  good:     lines 1.." + (breach.line() - 1) + where);
        }
        terminal.print("  lines=" + verdict.lines() + " events=" + verdict.events() + " numbers=" + verdict.numbers()
                + " keys=" + verdict.keys() + " uncovered at most=" + verdict.maxUncovered());
        printLives(verdict.lives());
        if (breach != null) {
            terminal.print("  explain:  ./isequencer explain " + breach.rule().id());
            terminal.print("  again:    ./isequencer oracle history " + String.join(" ", files));
        }
    }

    private static String good(HistoryVerdict verdict) {
        if (verdict.vacuous()) {
            return "VACUOUS  an event must reach the log for anything to be checked: events=0";
        }
        return verdict.lives().end() == null
                ? "OK  every line fits"
                : "TORN  every whole line fits; what came after the last one is not known";
    }

    private void printLives(HistoryVerdict.Lives lives) {
        if (lives.end() != null) {
            terminal.print("  torn:     line " + lives.end().line() + " of " + file + " is cut after "
                    + lives.end().bytes() + " bytes");
        }
        if (lives.count() > 1) {
            terminal.print("  lives=" + lives.count() + " cut off=" + lives.torn() + " events lost between="
                    + lives.lost() + " events found that none has told of=" + lives.unrecorded());
        }
        if (lives.assumed() > 0) {
            terminal.print("  appends of unknown outcome that were taken to be in the log before a line said so="
                    + lives.assumed());
        }
    }

    private ObjectNode jsonOf(HistoryVerdict verdict) {
        HistoryVerdict.Breach breach = verdict.breach();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("file", file)
                .put("verdict", word(verdict))
                .put("lines", verdict.lines())
                .put("goodLines", breach == null ? verdict.lines() : verdict.lines() - 1)
                .put("events", verdict.events())
                .put("numbers", verdict.numbers())
                .put("keys", verdict.keys())
                .put("maxUncovered", verdict.maxUncovered())
                .put("lives", verdict.lives().count())
                .put("tornLives", verdict.lives().torn())
                .put("lostEvents", verdict.lives().lost())
                .put("unrecordedEvents", verdict.lives().unrecorded())
                .put("assumedAppends", verdict.lives().assumed());
        if (files.size() > 1) {
            files.forEach(json.putArray("files")::add);
        }
        if (verdict.lives().end() != null) {
            json.putObject("torn")
                    .put("line", verdict.lives().end().line())
                    .put("bytes", verdict.lives().end().bytes());
        }
        if (breach != null) {
            json.putObject("violation")
                    .put("line", breach.line())
                    .put("e", breach.kind())
                    .put("rule", breach.rule().id())
                    .put("protocolRule", breach.rule().nearest())
                    .put("problem", breach.problem())
                    .put("allowed", breach.allowed());
        }
        return json;
    }

    private static String word(HistoryVerdict verdict) {
        return switch (exitCode(verdict)) {
            case VIOLATION -> "violation";
            case VACUOUS -> "vacuous";
            case TORN -> "torn";
            default -> "ok";
        };
    }
}
