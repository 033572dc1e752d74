package io.isequencer.cli.oracle;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Terminal;
import io.isequencer.laboratory.PathStep;
import io.isequencer.laboratory.Stopwatch;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.drive.CheckPlan;
import io.isequencer.oracle.drive.Hello;
import io.isequencer.oracle.drive.ParallelCheck;
import io.isequencer.oracle.drive.Profile;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.oracle.modelpaths.PathCheck;
import io.isequencer.oracle.modelpaths.PathPlan;
import io.isequencer.oracle.modelpaths.Steering;
import io.isequencer.oracle.report.CheckReport;
import io.isequencer.oracle.report.CheckText;
import java.util.List;

/**
 * Plays paths of the explored model against an adapter, in processes side by side.
 *
 * <ul>
 *   <li><i>Threading:</i> one use. A failure is reported by the thread of the process that it happened in.
 *   <li><i>Errors:</i> {@link CliException}.
 * </ul>
 */
final class PathsCheck {
    private static final long LOG_INTERVAL_MS = 5_000;

    private final Terminal terminal;
    private final PathOptions options;
    private final AdapterOptions adapter;
    private final CheckPlan plan;
    private final boolean json;
    private ParallelCheck parallel;
    private final Stopwatch watch = new Stopwatch();
    private Hello hello;
    private PathCheck check;
    private long paths;
    private long chosen;
    private long lastMs;

    PathsCheck(Terminal terminal, PathOptions options, AdapterOptions adapter, long patienceMs, boolean json) {
        this.terminal = terminal;
        this.options = options;
        this.adapter = adapter;
        this.json = json;
        plan = new CheckPlan(Level.L3, null, 1, Profile.STRICT, patienceMs);
    }

    /** Nothing that comes of the paths behind is of interest. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        Enough() {
            super(null, null, false, false);
        }
    }

    ExitCode run() {
        ModelVectors.requireConfig(options.config());
        try (ParallelCheck opened =
                new ParallelCheck(adapter.launcher(null), plan.profile(), plan.patienceMs(), options.jobs())) {
            parallel = opened;
            hello = parallel.begin();
            check = new PathCheck(parallel, this::show);
            long edges = playAll();
            parallel.finish();
            terminal.erase();
            PathsReport report = new PathsReport(hello, options.config(), paths, chosen, edges, check, watch.millis());
            ExitCode exit = exit();
            if (json) {
                terminal.print(report.tree(exit).toString());
            } else {
                report.lines().forEach(terminal::print);
                terminal.print("exit         " + exit.code() + ", " + meaning(exit));
            }
            return exit;
        }
    }

    /** The end of what the adapter wrote to standard error when it was asked to introduce itself. */
    String stderrTail() {
        return parallel == null ? "" : parallel.stderrTail();
    }

    /** Plays what is to be played; the edges of the graph, or 0 if they were not counted to the end. */
    private long playAll() {
        boolean lateAppends = ModelVectors.hasLateAppends(options.config());
        try {
            return ModelVectors.cover(options.config(), (steps, numbers) -> play(steps, numbers, lateAppends))
                    .edges();
        } catch (Enough enough) {
            return 0;
        }
    }

    private void play(List<PathStep> steps, int[] edges, boolean lateAppends) {
        paths++;
        if (options.includes(paths)) {
            chosen++;
            if (!check.play(new PathPlan(options.config(), paths, edges, steps, lateAppends))) {
                throw new Enough();
            }
        }
        progress();
        if (options.endsAt(paths)) {
            throw new Enough();
        }
    }

    private void progress() {
        long now = watch.millis();
        if (now - lastMs < LOG_INTERVAL_MS) {
            return;
        }
        lastMs = now;
        String text =
                "oracle check: " + check.played() + " paths, " + check.playedCases() + " cases, " + now / 1_000 + " s";
        if (terminal.errTerminal()) {
            terminal.redraw(text);
        } else {
            terminal.err().println(text);
        }
    }

    private void show(CaseResult result) {
        if (json) {
            return;
        }
        CheckReport report = new CheckReport(hello, plan, adapter.command(), List.of(result), 0);
        terminal.erase();
        CheckText.lines(report, result).forEach(terminal::print);
        terminal.print("");
    }

    private ExitCode exit() {
        if (check.cases(Verdict.BROKE_PROTOCOL) > 0) {
            return ExitCode.ADAPTER;
        }
        if (check.cases(Verdict.FAIL) > 0) {
            return ExitCode.VIOLATION;
        }
        if (check.cases(Verdict.UNKNOWN) > 0) {
            return ExitCode.UNKNOWN;
        }
        return check.ledger().count(Steering.FORCED) == 0 ? ExitCode.VACUOUS : ExitCode.OK;
    }

    private static String meaning(ExitCode exit) {
        return switch (exit) {
            case OK -> "all paths that were played passed";
            case VIOLATION -> "a path failed";
            case UNKNOWN -> CheckEnd.UNKNOWN;
            case ADAPTER -> CheckEnd.BROKE_PROTOCOL;
            default -> "no edge was forced";
        };
    }
}
