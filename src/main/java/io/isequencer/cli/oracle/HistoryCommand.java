package io.isequencer.cli.oracle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.GzipMembers;
import io.isequencer.cli.Terminal;
import io.isequencer.oracle.history.BadHistoryException;
import io.isequencer.oracle.history.HistoryChecker;
import io.isequencer.oracle.history.HistoryReader;
import io.isequencer.oracle.history.HistoryVerdict;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
 *       ExitCode#BAD_DATA} for a line that is none, {@link ExitCode#MISSING_FILE}.
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
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  isequencer sequence --data /tmp/d --history run.ndjson events.ndjson > numbered.ndjson",
            "  isequencer oracle history run.ndjson",
            "  zcat run.ndjson.gz | isequencer oracle history --json -"
        })
public final class HistoryCommand implements Callable<Integer> {
    private static final int BUFFER_BYTES = 256 * 1024;

    private final Terminal terminal;

    @Option(names = "--json", description = "Print the verdict as JSON.")
    private boolean json;

    @Parameters(paramLabel = "FILE", description = "The history, plain or gzip; - is stdin.")
    private String file;

    public HistoryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (file.equals("-")) {
            return check(terminal.in()).code();
        }
        Path path = Path.of(file);
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw new CliException(ExitCode.MISSING_FILE, "history must be a readable file: file=" + file);
        }
        try (InputStream in = Files.newInputStream(path)) {
            return check(in).code();
        }
    }

    private ExitCode check(InputStream in) throws IOException {
        long begin = System.nanoTime();
        HistoryVerdict verdict;
        try (HistoryReader reader = new HistoryReader(unpacked(in))) {
            verdict = new HistoryChecker(reader).check();
        } catch (BadHistoryException e) {
            throw new CliException(ExitCode.BAD_DATA, "line " + e.line() + ": " + e.getMessage() + ", file=" + file, e);
        } catch (GzipMembers.DamagedException e) {
            throw new CliException(ExitCode.BAD_DATA, e.getMessage() + ", file=" + file, e);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        print(verdict);
        terminal.tell(String.format(
                Locale.ROOT,
                "%d lines in %.2f s (%.0f lines/s)",
                verdict.lines(),
                seconds,
                verdict.lines() / Math.max(seconds, 1e-3)));
        if (verdict.breach() != null) {
            return ExitCode.VIOLATION;
        }
        return verdict.vacuous() ? ExitCode.VACUOUS : ExitCode.OK;
    }

    /** Told by its first two bytes, whatever its name. */
    private static InputStream unpacked(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, BUFFER_BYTES);
        buffered.mark(2);
        int magic = buffered.read() | buffered.read() << 8;
        buffered.reset();
        return magic == GzipMembers.MAGIC ? new GzipMembers(buffered) : buffered;
    }

    private void print(HistoryVerdict verdict) {
        if (json) {
            terminal.print(jsonOf(verdict).toString());
            return;
        }
        HistoryVerdict.Breach breach = verdict.breach();
        if (breach == null) {
            terminal.print(
                    verdict.vacuous()
                            ? "VACUOUS  an event must reach the log for anything to be checked: events=0"
                            : "OK  every line fits");
        } else {
            terminal.print(
                    "VIOLATION  " + breach.rule().id() + " at line " + breach.line() + " (e=" + breach.kind() + ")");
            terminal.print("  broken:   " + breach.problem());
            terminal.print("  allowed:  " + breach.allowed());
            terminal.print("  rule:     " + breach.rule().words() + " ("
                    + breach.rule().protocolRule() + ")");
            terminal.print("  good:     lines 1.." + (breach.line() - 1));
        }
        terminal.print("  lines=" + verdict.lines() + " events=" + verdict.events() + " numbers=" + verdict.numbers()
                + " keys=" + verdict.keys() + " uncovered at most=" + verdict.maxUncovered());
        if (breach != null) {
            terminal.print("  explain:  isequencer explain " + breach.rule().id());
            terminal.print("  again:    isequencer oracle history " + file);
        }
    }

    private ObjectNode jsonOf(HistoryVerdict verdict) {
        HistoryVerdict.Breach breach = verdict.breach();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("file", file)
                .put("verdict", breach != null ? "violation" : verdict.vacuous() ? "vacuous" : "ok")
                .put("lines", verdict.lines())
                .put("goodLines", breach == null ? verdict.lines() : breach.line() - 1)
                .put("events", verdict.events())
                .put("numbers", verdict.numbers())
                .put("keys", verdict.keys())
                .put("maxUncovered", verdict.maxUncovered());
        if (breach != null) {
            json.putObject("violation")
                    .put("line", breach.line())
                    .put("e", breach.kind())
                    .put("rule", breach.rule().id())
                    .put("protocolRule", breach.rule().protocolRule())
                    .put("problem", breach.problem())
                    .put("allowed", breach.allowed());
        }
        return json;
    }
}
