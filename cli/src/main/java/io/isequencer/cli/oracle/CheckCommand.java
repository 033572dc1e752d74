package io.isequencer.cli.oracle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Exits;
import io.isequencer.cli.StopSignal;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.output.ForceOption;
import io.isequencer.cli.output.OutputFile;
import io.isequencer.laboratory.Stopwatch;
import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.channel.Channel;
import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.drive.Check;
import io.isequencer.oracle.drive.CheckPlan;
import io.isequencer.oracle.drive.Timelines;
import io.isequencer.oracle.judge.VerdictException;
import io.isequencer.oracle.report.Baseline;
import io.isequencer.oracle.report.CheckJson;
import io.isequencer.oracle.report.CheckJunit;
import io.isequencer.oracle.report.CheckReport;
import io.isequencer.oracle.report.CheckText;
import io.isequencer.oracle.wire.Escaped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code oracle check}: judges an adapter. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        header = "Judges a sequencer behind an adapter, in any language.",
        description = {
            "",
            "Starts COMMAND, as often as the cases need, and speaks the protocol of conformance/PROTOCOL.md with it. "
                    + "Storage and log are the oracle's, so it can fail, tear, delay and end the process there.",
            "",
            "With --until-failure and without --repeat it runs until a case fails. SIGINT, SIGTERM and SIGHUP end that "
                    + "with the verdict on what was run until then, and that verdict's exit code.",
            "",
            "With --debug and one case, nothing times out, and it stops at each process of the adapter so that a "
                    + "debugger can be attached.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "   0:" + CheckEnd.PASSED,
            "   1:" + CheckEnd.FAILED + ", or " + CheckEnd.DIFFERS,
            "   2:" + CheckEnd.UNKNOWN,
            "   5:" + CheckEnd.BROKE_PROTOCOL,
            "   6:" + CheckEnd.VACUOUS,
            "  64:the command line is wrong",
            "  66:the adapter cannot be started or connected to, or the baseline is not there"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./isequencer oracle check -- ./isequencer oracle serve",
            "  ./isequencer oracle check --paths small -- ./my-adapter",
            "  ./isequencer oracle check --level L1 -- python3 my_adapter.py",
            "  ./isequencer oracle check --case 'L3-torn-*' --html torn.html -- ./my-adapter",
            "  ./isequencer oracle check --baseline known.txt --update-baseline -- ./my-adapter",
            "  ./isequencer oracle check --case L2-fill-005 --debug -- ./my-adapter",
            "  ./isequencer oracle check --case L2-fill-005 --attach localhost:4711",
            "  ./isequencer oracle check --case 'L2-*' --repeat 20 --until-failure -- ./my-adapter",
            "  ./isequencer oracle check --profile go-2026-08 -- ./voedger-adapter"
        })
@Exits({ExitCode.VIOLATION, ExitCode.UNKNOWN, ExitCode.ADAPTER, ExitCode.VACUOUS, ExitCode.MISSING_FILE})
public final class CheckCommand implements Callable<Integer> {
    private static final int MAX_SHOWN = 200;
    /** As {@code TypeError: }, {@code java.lang.IllegalStateException: } and {@code error: }. */
    private static final Pattern ERROR_NAME = Pattern.compile("([Ee]rror|Exception)\\b.*:");

    private final Terminal terminal;

    @Mixin
    private CaseOptions cases = new CaseOptions();

    @Mixin
    private PathOptions paths = new PathOptions();

    @Option(
            names = "--patience",
            paramLabel = "DURATION",
            defaultValue = CheckPlan.USUAL_PATIENCE_MS / 1_000 + "s",
            converter = Patience.class,
            description = "How long a reply may take, as 500ms, 10s or 1m; the first one, for which the adapter has to"
                    + " start, three times as long. Default: ${DEFAULT-VALUE}.")
    private Duration patience;

    @Option(
            names = "--json",
            description = "Print one JSON object instead of text, at the end; how far it is stands on stderr.")
    private boolean json;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write JUnit XML too.")
    private Path junit;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write a timeline of the first failure that no baseline lists, or else of the last case.")
    private Path html;

    @Mixin
    private BaselineOptions baseline = new BaselineOptions();

    @Mixin
    private ForceOption force = new ForceOption();

    @Mixin
    private RerunOptions reruns = new RerunOptions();

    @Mixin
    private AdapterOptions adapter = new AdapterOptions();

    @Spec
    private CommandSpec spec;

    /** Null before it begins. */
    private volatile Check check;

    public CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (paths.given(spec.commandLine().getParseResult())) {
            return playPaths().code();
        }
        return (reruns.isEndless() && !isDebugged() ? judgeUntilStopped() : judge()).code();
    }

    /** Nothing but a failure ends it, or a signal; the exit code is that of the verdict either way. */
    private ExitCode judgeUntilStopped() {
        StopSignal signal = StopSignal.install(this::stop);
        try {
            ExitCode exit = judge();
            signal.exitWith(exit);
            return exit;
        } finally {
            signal.finished();
        }
    }

    private void stop() {
        if (check != null) {
            check.stop();
        }
    }

    private ExitCode judge() {
        List<OutputFile> outputs = outputs();
        outputs.forEach(OutputFile::check);
        baseline.check(force.given());
        Baseline expected = baseline.expected();
        CheckPlan plan = plan();
        Stopwatch watch = new Stopwatch();
        CheckProgress progress = new CheckProgress(terminal, System::nanoTime);
        int all = plan.cases(Bounds.USUAL).size() * reruns.rounds();
        Channel.Launcher launcher = adapter.launcher(isDebugged() ? new DebugStop(terminal) : null);
        Set<String> told = new HashSet<>();
        Function<CaseResult, CheckReport> ofOne = result -> report(plan, List.of(result), 0, expected);
        Predicate<CaseResult> isFailure = result -> CheckEnd.isUnexpected(ofOne.apply(result));
        Timelines timelines = new Timelines(html != null, isFailure);
        check = new Check(
                launcher,
                plan,
                result -> show(ofOne.apply(result), result, told, progress, all),
                timelines,
                reruns.reruns(isFailure));
        List<CaseResult> results = judged(check::run, check::stderrTail);
        long elapsedMs = watch.millis();
        progress.erase();
        if (check.isStopped() && results.isEmpty()) {
            throw stoppedTooEarly(null);
        }
        CheckReport report = report(plan, results, elapsedMs, expected);
        if (baseline.toBeUpdated()) {
            report = baseline.update(report, force.given(), terminal);
        }
        ExitCode exit = CheckEnd.exitCode(report);
        write(report, exit);
        if (junit != null) {
            output("junit", junit).write(CheckJunit.text(report));
        }
        if (html != null) {
            CaseTimeline.write(output("html", html), report, timelines);
            terminal.tell(timelines.result().testCase().id() + " is explained in " + html);
        }
        return exit;
    }

    private CheckReport report(CheckPlan plan, List<CaseResult> results, long elapsedMs, Baseline expected) {
        return new CheckReport(check.hello(), plan, adapter.command(), results, elapsedMs, expected, check.isStopped());
    }

    private static CliException stoppedTooEarly(Exception cause) {
        return new CliException(ExitCode.VACUOUS, "a case must be run before the check is stopped: cases=0", cause);
    }

    private ExitCode playPaths() {
        if (isDebugged()) {
            throw new CliException(ExitCode.USAGE, "--debug must come without --paths");
        }
        PathsCheck all = new PathsCheck(terminal, paths, adapter, patience.toMillis(), json);
        return judged(all::run, all::stderrTail);
    }

    /** Behind oracle check, --debug is about the adapter; before it, about this program alone. */
    private boolean isDebugged() {
        return spec.commandLine().getParseResult().hasMatchedOption("--debug");
    }

    private CheckPlan plan() {
        CheckPlan plan = cases.plan(isDebugged() ? CheckPlan.FOR_EVER_MS : patience.toMillis());
        int count = plan.cases(Bounds.USUAL).size();
        if (isDebugged() && count != 1) {
            throw new CliException(
                    ExitCode.USAGE, "--debug must come with one case, as --case L0-drain-001: cases=" + count);
        }
        return plan;
    }

    private List<OutputFile> outputs() {
        List<OutputFile> outputs = new ArrayList<>();
        if (junit != null) {
            outputs.add(output("junit", junit));
        }
        if (html != null) {
            outputs.add(output("html", html));
        }
        return outputs;
    }

    private OutputFile output(String role, Path file) {
        return OutputFile.of(role, file, force.given());
    }

    private <T> T judged(Supplier<T> run, Supplier<String> stderrTail) {
        try {
            return run.get();
        } catch (Channel.LaunchException e) {
            throw adapter.missing(e);
        } catch (VerdictException e) {
            if (check != null && check.isStopped()) {
                throw stoppedTooEarly(e);
            }
            throw new CliException(
                    ExitCode.ADAPTER,
                    "the adapter must introduce itself as in conformance/PROTOCOL.md: " + e.getMessage()
                            + stderr(stderrTail.get()),
                    e);
        }
    }

    /** The first line, the last one, and one between them that has the error's name: some languages put it there. */
    private static String stderr(String tail) {
        List<String> lines = tail.lines().filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty()) {
            return "";
        }
        List<String> shown = new ArrayList<>(List.of(lines.get(0)));
        if (lines.size() > 2) {
            lines.subList(1, lines.size() - 1).stream()
                    .filter(line -> ERROR_NAME.matcher(line).find())
                    .findFirst()
                    .ifPresent(shown::add);
        }
        if (lines.size() > 1) {
            shown.add(lines.get(lines.size() - 1));
        }
        return "; its standard error: "
                + shown.stream()
                        .map(line -> Escaped.text(line.strip(), MAX_SHOWN))
                        .collect(Collectors.joining(" … "));
    }

    private void write(CheckReport report, ExitCode exit) {
        if (json) {
            ObjectNode tree = CheckJson.tree(report, exit.code());
            terminal.print(tree.toString());
            return;
        }
        CheckText.summary(report).forEach(terminal::print);
        terminal.print("exit         " + exit.code() + ", " + CheckEnd.meaning(report));
    }

    /** A failure is reported at once: a sequencer that hangs makes a check long. */
    private void show(CheckReport report, CaseResult result, Set<String> told, CheckProgress progress, int all) {
        if (!json && CheckReport.isTold(result) && told.add(result.testCase().id())) {
            progress.erase();
            CheckText.lines(report, result).forEach(terminal::print);
            terminal.print("");
        }
        progress.ended(result, all);
    }
}
