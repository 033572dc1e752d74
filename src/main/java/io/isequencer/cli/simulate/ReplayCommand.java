package io.isequencer.cli.simulate;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Terminal;
import io.isequencer.simulation.Capsule;
import io.isequencer.simulation.FaultKind;
import io.isequencer.simulation.Framer;
import io.isequencer.simulation.Options;
import io.isequencer.simulation.Run;
import io.isequencer.simulation.RunHeader;
import io.isequencer.simulation.RunObserver;
import io.isequencer.simulation.RunResult;
import io.isequencer.simulation.SimTracer;
import io.isequencer.simulation.timeline.Frame;
import io.isequencer.simulation.timeline.TimelinePage;
import io.isequencer.spi.StepListener;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command {@code replay}: the same run again, to be looked at.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException}; what the run found comes as the exit code.
 * </ul>
 */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        header = "Runs a capsule or a seed again, exactly.",
        description = {"", "With --trace each move is one line: number, virtual time, owner, lane, what happened.", ""},
        footerHeading = "%nExamples:%n",
        footer = {
            "  isequencer replay --trace simulation-failures/seed-17.json",
            "  isequencer replay --seed 17 --html run.html"
        })
public final class ReplayCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "CAPSULE", description = "A capsule that simulate or shrink wrote.")
    private Path file;

    @Option(names = "--seed", paramLabel = "N", description = "A seed instead of a capsule.")
    private Long seed;

    @Option(
            names = "--ops",
            paramLabel = "N",
            defaultValue = "2000",
            description = "With --seed: moves with faults (default: ${DEFAULT-VALUE}).")
    private int moves;

    @Option(names = "--until", paramLabel = "STEP", description = "Show the moves up to this one.")
    private int until = Integer.MAX_VALUE;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the run as a page that explains it.")
    private Path html;

    @Option(names = "--trace", description = "One line per move on stdout.")
    private boolean trace;

    @Option(
            names = "--trace-json",
            paramLabel = "FILE",
            description = "Write the run's trace, to be checked with trace validate.")
    private Path traceFile;

    public ReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (traceFile != null && (trace || html != null)) {
            throw new CliException(
                    ExitCode.USAGE, "--trace-json must be without --trace and --html: trace-json=" + traceFile);
        }
        if (file == null == (seed == null)) {
            throw new CliException(ExitCode.USAGE, "one of CAPSULE and --seed must be given: capsule=" + file);
        }
        Capsule capsule = file == null ? null : CapsuleFiles.read(file);
        Options options =
                capsule == null ? Options.forSeed(seed, moves, EnumSet.allOf(FaultKind.class)) : capsule.options();
        TimelinePage page = new TimelinePage();
        Framer framer = new Framer(frame -> take(frame, page));
        boolean watched = trace || html != null;
        RunResult result;
        if (traceFile != null) {
            try (SimTracer tracer = new SimTracer(traceWriter(), options)) {
                result = run(capsule, options, tracer, tracer);
            }
        } else {
            result = run(capsule, options, watched ? framer : RunObserver.NONE, watched ? framer : StepListener.NONE);
        }
        if (html != null) {
            TimelineFile.write(html, page, RunHeader.of(result, command()));
        }
        terminal.print(summary(result));
        if (result.passed()) {
            return ExitCode.OK.code();
        }
        return (result.violation().isLiveness() ? ExitCode.LIVENESS : ExitCode.VIOLATION).code();
    }

    private RunResult run(Capsule capsule, Options options, RunObserver observer, StepListener listener) {
        return capsule == null
                ? new Run(seed, options, observer, listener).execute()
                : capsule.replay(observer, listener);
    }

    private Writer traceWriter() {
        try {
            return Files.newBufferedWriter(traceFile);
        } catch (IOException failure) {
            throw new CliException(ExitCode.BAD_DATA, "trace must be writable: file=" + traceFile, failure);
        }
    }

    private String command() {
        return file != null
                ? TimelineFile.replayCommand(file)
                : "./isequencer replay --trace --seed " + seed + (moves == 2000 ? "" : " --ops " + moves);
    }

    private void take(Frame frame, TimelinePage page) {
        if (frame.number() > until) {
            return;
        }
        if (html != null) {
            page.accept(frame);
        }
        if (trace) {
            terminal.print(String.format(
                    Locale.ROOT,
                    "%6d %8d ms  owner %d  %-10s %-26s %s",
                    frame.number(),
                    frame.virtualMs(),
                    frame.owner(),
                    frame.lane(),
                    frame.actions().isEmpty() ? moveName(frame) : String.join("+", frame.actions()),
                    frame.detail() + (frame.fault() ? "  [fault]" : "")));
        }
    }

    private static String moveName(Frame frame) {
        return frame.move().split(" ")[1];
    }

    private static String summary(RunResult result) {
        String found = result.passed()
                ? "all checks passed"
                : "move " + result.moves() + ": " + result.violation().getMessage();
        return String.format(Locale.ROOT, "%d moves, hash %016x, %s", result.moves(), result.hash(), found);
    }
}
