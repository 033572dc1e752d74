package io.isequencer.cli.oracle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Exits;
import io.isequencer.cli.StopSignal;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.follow.Follower;
import io.isequencer.laboratory.Stopwatch;
import io.isequencer.oracle.history.BadHistoryException;
import io.isequencer.oracle.history.HistoryChecker;
import io.isequencer.oracle.history.HistoryVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
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
                    + "or continues where the previous one ended. A file may hold several lives too.",
            "",
            "With --follow the last file is watched while it is written. A line that is not finished is waited for. "
                    + "When the file is renamed and another one takes its place, that one is read next; it must not be "
                    + "truncated. The command ends at the first violation, or on SIGINT or SIGTERM with the verdict on "
                    + "what was written until then, and that verdict's exit code.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./isequencer sequence --data /tmp/d --history run.ndjson events.ndjson > numbered.ndjson",
            "  ./isequencer oracle history run.ndjson",
            "  ./isequencer oracle history monday.ndjson.gz tuesday.ndjson.gz",
            "  zcat run.ndjson.gz | ./isequencer oracle history --json -",
            "  ./isequencer oracle history --follow run.ndjson.1.gz run.ndjson"
        })
@Exits({ExitCode.VIOLATION, ExitCode.VACUOUS, ExitCode.TORN, ExitCode.MISSING_FILE})
public final class HistoryCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(names = "--json", description = "Print the verdict as JSON.")
    private boolean json;

    @Option(names = "--follow", description = "Go on while the last FILE, or stdin, is written.")
    private boolean follow;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "The history, or its parts in order; plain or gzip. - is stdin.")
    private List<String> files = List.of();

    /** The last one that was read. */
    private String file = "";

    private HistoryChecker checker;

    public HistoryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (Collections.frequency(files, HistoryInputs.STDIN) > 1) {
            throw new CliException(
                    ExitCode.USAGE,
                    "stdin must be named once: count=" + Collections.frequency(files, HistoryInputs.STDIN));
        }
        for (String name : files) {
            Path path = Path.of(name);
            if (!name.equals(HistoryInputs.STDIN) && (!Files.isReadable(path) || Files.isDirectory(path))) {
                throw new CliException(ExitCode.MISSING_FILE, "history must be a readable file: file=" + name);
            }
        }
        return (follow ? checkWhileWritten() : check(new Follower(Follower.UNWATCHED))).code();
    }

    /** Ends with the verdict's exit code, even if a signal ends it: who stops the watch asks what it has seen. */
    private ExitCode checkWhileWritten() throws IOException {
        FollowProgress progress = new FollowProgress(terminal);
        Follower follower = new Follower(new Follower.Watcher() {
            @Override
            public void reads() {
                progress.reads(checker.lines());
            }

            @Override
            public void waits() {
                progress.waits(checker.lines());
            }
        });
        StopSignal signal = StopSignal.install(follower::stop);
        try {
            ExitCode exitCode = check(follower);
            signal.exitWith(exitCode);
            return exitCode;
        } finally {
            signal.finished();
        }
    }

    private ExitCode check(Follower follower) throws IOException {
        Stopwatch watch = new Stopwatch();
        HistoryInputs inputs = new HistoryInputs(files, terminal.in(), follower, follow);
        HistoryVerdict verdict;
        try (inputs) {
            checker = new HistoryChecker(inputs);
            verdict = checker.check();
            terminal.erase();
        } catch (BadHistoryException e) {
            throw new CliException(
                    ExitCode.BAD_DATA, "line " + e.line() + ": " + e.getMessage() + ", file=" + inputs.file(), e);
        } catch (CliException e) {
            throw new CliException(e.exitCode(), e.getMessage() + ", file=" + inputs.file(), e);
        }
        file = inputs.file();
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
                    + lives.lost() + " events found that were not recorded=" + lives.unrecorded());
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
