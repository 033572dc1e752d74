package io.isequencer.cli.simulate;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Exits;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.output.ForceOption;
import io.isequencer.cli.output.OutputFile;
import io.isequencer.cli.output.SideOutputs;
import io.isequencer.cli.output.TimelineOutput;
import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.render.Framer;
import io.isequencer.simulation.render.RelationJudge;
import io.isequencer.simulation.render.RunHeader;
import io.isequencer.simulation.render.SimTracer;
import io.isequencer.simulation.run.Capsule;
import io.isequencer.simulation.run.Run;
import io.isequencer.simulation.run.RunObserver;
import io.isequencer.simulation.run.RunResult;
import io.isequencer.spi.StepListener;
import io.isequencer.timeline.Frame;
import io.isequencer.timeline.TimelinePage;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code replay}: the same run again, to be looked at. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        header = "Runs a capsule or a seed again, exactly.",
        description = {
            "",
            "With --trace each move is one line: number, virtual time, owner, lane, what happened.",
            "",
            "A capsule proves something only if its moves are made. A move that is impossible now is replaced by the "
                    + "closest one, or passed over: if a capsule passes after that, the exit code is 6. Moves that a "
                    + "fix rightly made impossible are named in the capsule: \"impossible\": [20, 21].",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./isequencer replay --trace simulation-failures/seed-17.json",
            "  ./isequencer replay --seed 17 --html run.html",
            "  ./isequencer replay --defect R10-prune-without-comparing --html defect.html"
        })
@Exits({ExitCode.VIOLATION, ExitCode.LIVENESS, ExitCode.VACUOUS, ExitCode.MISSING_FILE})
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

    @Option(names = "--until", paramLabel = "MOVE", description = "Show the moves up to this one.")
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

    @Option(
            names = "--defect",
            paramLabel = "ID",
            description =
                    "With this planted defect in the core; without CAPSULE and --seed: its capsule of the corpus.")
    private String defect;

    @Mixin
    private ForceOption force = new ForceOption();

    @Spec
    private CommandSpec spec;

    public ReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (traceFile != null && (trace || html != null)) {
            throw new CliException(
                    ExitCode.USAGE, "--trace-json must be without --trace and --html: trace-json=" + traceFile);
        }
        if (file != null && seed != null || file == null && seed == null && defect == null) {
            throw new CliException(
                    ExitCode.USAGE,
                    "one of CAPSULE and --seed must be given: given=" + (file == null ? "none" : "both"));
        }
        if (defect != null && !PlantedReplay.isPlanted(defect)) {
            return new PlantedReplay(defect, terminal)
                    .run(spec.commandLine().getParseResult().originalArgs());
        }
        String again = command();
        if (file == null && seed == null) {
            file = PlantedReplay.capsule(defect);
        }
        List<OutputFile> outputs = Stream.of(html, traceFile)
                .filter(Objects::nonNull)
                .map(this::output)
                .toList();
        outputs.forEach(OutputFile::check);
        Capsule capsule = file == null ? null : CapsuleFiles.read(file);
        Options options =
                capsule == null ? Options.forSeed(seed, moves, EnumSet.allOf(FaultKind.class)) : capsule.options();
        TimelinePage page = new TimelinePage();
        Framer framer = new Framer(frame -> take(frame, page));
        RunResult result = run(capsule, options, framer);
        SideOutputs written = new SideOutputs();
        if (html != null) {
            written.write(() -> {
                TimelineOutput.write(output(html), page, RunHeader.of(result, again));
                terminal.tell("the run is explained in " + html);
            });
        }
        Playback playback = new Playback(capsule, result);
        terminal.print(playback.summary());
        written.requireWritten();
        return playback.exitCode().code();
    }

    private OutputFile output(Path path) {
        return OutputFile.of(path.equals(html) ? "html" : "trace-json", path, force.given());
    }

    private RunResult run(Capsule capsule, Options options, Framer framer) {
        if (traceFile != null) {
            try (SimTracer tracer = new SimTracer(output(traceFile).writer(), options)) {
                return run(capsule, options, tracer, tracer);
            }
        }
        boolean watched = trace || html != null;
        return run(capsule, options, watched ? framer : RunObserver.NONE, watched ? framer : StepListener.NONE);
    }

    private RunResult run(Capsule capsule, Options options, RunObserver observer, StepListener listener) {
        return capsule == null
                ? new Run(seed, options, observer, listener).execute()
                : capsule.replay(observer, listener, RelationJudge.of(capsule));
    }

    /** What runs the same again: as it was asked for, wherever the corpus is. */
    private String command() {
        String planted = defect == null ? "" : " --defect " + defect;
        if (file != null) {
            return TimelineFile.replayCommand(file) + planted;
        }
        String seeded = seed == null ? "" : " --seed " + seed + (moves == 2000 ? "" : " --ops " + moves);
        return "./isequencer replay --trace" + seeded + planted;
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
}
