package io.isequencer.cli.trace;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Exits;
import io.isequencer.cli.StopSignal;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.follow.Follower;
import io.isequencer.cli.input.TextInput;
import io.isequencer.cli.output.OutputFile;
import io.isequencer.cli.simulate.SeedRange;
import io.isequencer.laboratory.ProjectHome;
import io.isequencer.laboratory.Stopwatch;
import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.render.SimTracer;
import io.isequencer.simulation.run.Run;
import io.isequencer.simulation.run.RunResult;
import io.isequencer.trace.validation.RelationValidator;
import io.isequencer.trace.validation.TraceFile;
import io.isequencer.trace.validation.TraceValidator;
import io.isequencer.trace.validation.TraceVerdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command {@code trace validate}.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException}; {@link ExitCode#VIOLATION} if a trace does not fit.
 * </ul>
 */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        header = "Checks that recorded runs are behaviours of the specification.",
        description = {
            "",
            "Each line of a trace must be a step of the proved relation, which is tla/Sequencer.tla, and change what the "
                    + "sequencer was seen to change, no more and no less. The first line that fits no action is shown, "
                    + "with the actions that were possible there.",
            "",
            "The relation is evaluated line by line, in memory that depends on the keys alone. With --engine tlc, TLC walks "
                    + "along the trace instead: the time grows faster than the trace where keys keep coming, so trace "
                    + "some hundred events, or few keys.",
            "",
            "With --seeds runs of the simulation are made and validated, one after the other.",
            "",
            "With --follow a file, or - for stdin, is read while it is written. The first line that does not fit ends the "
                    + "command; SIGINT and SIGTERM end it with the verdict so far, and with that verdict's exit code.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./isequencer replay --seed 17 --trace-json run.ndjson",
            "  ./isequencer trace validate run.ndjson",
            "  ./isequencer trace validate --engine tlc run.ndjson",
            "  ./isequencer trace validate --seeds 1..50",
            "  ./isequencer trace validate --follow run.ndjson"
        })
@Exits({ExitCode.VIOLATION, ExitCode.UNKNOWN, ExitCode.VACUOUS, ExitCode.TORN, ExitCode.MISSING_FILE})
public final class TraceValidateCommand implements Callable<Integer> {
    /** Who judges a trace. */
    enum Engine {
        RELATION,
        TLC;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Terminal terminal;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Traces: NDJSON, as --trace and --trace-json write.")
    private List<Path> files = List.of();

    @Option(
            names = "--seeds",
            paramLabel = "A..B",
            converter = SeedRange.Converter.class,
            description = "Runs of the simulation instead of files.")
    private SeedRange seeds;

    @Option(
            names = "--ops",
            paramLabel = "N",
            defaultValue = "2000",
            description = "With --seeds: moves with faults per seed (default: ${DEFAULT-VALUE}).")
    private int moves;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = "relation",
            description = "What judges: relation (the proved relation, evaluated) or tlc (default: ${DEFAULT-VALUE}).")
    private Engine engine;

    @Option(
            names = "--follow",
            description =
                    "Read one FILE, or - for stdin, as it is written, until a line does not fit or a signal comes.")
    private boolean follow;

    public TraceValidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (files.isEmpty() == (seeds == null)) {
            throw new CliException(
                    ExitCode.USAGE,
                    "one of FILE and --seeds must be given: given=" + (seeds == null ? "none" : "both"));
        }
        if (moves < 1 || moves > 10_000_000) {
            throw new CliException(ExitCode.USAGE, "ops must be 1..10000000: ops=" + moves);
        }
        if (follow) {
            if (files.size() != 1 || engine != Engine.RELATION) {
                throw new CliException(
                        ExitCode.USAGE,
                        "follow must be given one FILE and the engine relation: files=" + files.size() + ", engine="
                                + engine);
            }
            return follow(files.get(0)).code();
        }
        ExitCode worst = ExitCode.OK;
        if (seeds != null) {
            worst = validateSeeds();
        }
        for (Path file : files) {
            worst = worse(worst, validate(file));
        }
        return worst.code();
    }

    private static ExitCode worse(ExitCode one, ExitCode other) {
        return one == ExitCode.VIOLATION || other == ExitCode.OK ? one : other;
    }

    private ExitCode validate(Path file) {
        TraceVerdict verdict = engine == Engine.TLC ? byTlc(file) : byRelation(file);
        terminal.erase();
        terminal.print(verdict.text());
        return code(verdict);
    }

    private static ExitCode code(TraceVerdict verdict) {
        if (verdict.undecided()) {
            return ExitCode.UNKNOWN;
        }
        if (verdict.valid()) {
            return verdict.torn() ? ExitCode.TORN : ExitCode.OK;
        }
        return ExitCode.VIOLATION;
    }

    private TraceVerdict byRelation(Path file) {
        return new RelationValidator(file, fitting -> terminal.redraw(progress(file, fitting)))
                .validate(in -> new TextInput("trace", in));
    }

    private static String progress(Path file, long fitting) {
        return file.getFileName() + ": " + fitting + " steps fit";
    }

    /** Ends with the verdict's exit code, even if a signal ends it: who stops the watch asks what it has seen. */
    private ExitCode follow(Path file) {
        boolean fromStdin = file.toString().equals("-");
        RelationValidator validator = new RelationValidator(file, fitting -> terminal.redraw(progress(file, fitting)));
        Follower follower = new Follower(new Follower.Watcher() {
            @Override
            public void waits() {
                validator.tellProgress();
            }
        });
        try (InputStream followed = fromStdin ? follower.stream(terminal.in()) : follower.growing(open(file))) {
            StopSignal signal = StopSignal.install(follower::stop);
            try {
                TraceVerdict verdict = validator.follow(follower.text("trace", followed));
                terminal.erase();
                terminal.print(verdict.text());
                ExitCode exitCode = verdict.valid() && verdict.steps() == 0 ? ExitCode.VACUOUS : code(verdict);
                signal.exitWith(exitCode);
                return exitCode;
            } finally {
                signal.finished();
            }
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_DATA, "trace must be lines of UTF-8: file=" + file, e);
        }
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new CliException(ExitCode.MISSING_FILE, "trace must be a readable file: file=" + file, e);
        }
    }

    private TraceVerdict byTlc(Path file) {
        TraceFile trace = TraceFile.read(file, in -> new TextInput("trace", in));
        int steps = trace.lines().size();
        return new TraceValidator(
                        trace,
                        ProjectHome.specification(),
                        work(),
                        TraceValidator.WINDOW,
                        fitting -> terminal.redraw(file.getFileName() + ": " + fitting + " of " + steps + " steps fit"))
                .validate();
    }

    private static Path work() {
        return ProjectHome.work("tlc/trace-" + ProcessHandle.current().pid());
    }

    private ExitCode validateSeeds() {
        Stopwatch watch = new Stopwatch();
        long passed = 0;
        for (long seed = seeds.first(); seed <= seeds.last(); seed++) {
            Path file = work().resolveSibling(work().getFileName() + "-seed-" + seed + ".ndjson");
            record(seed, file);
            passed += validate(file) == ExitCode.OK ? 1 : 0;
        }
        terminal.print(String.format(
                Locale.ROOT,
                "%d of %d runs are behaviours of the specification, %.1f s",
                passed,
                seeds.size(),
                watch.seconds()));
        return passed == seeds.size() ? ExitCode.OK : ExitCode.VIOLATION;
    }

    private void record(long seed, Path file) {
        Options options = Options.forSeed(seed, moves, EnumSet.allOf(FaultKind.class));
        try (SimTracer tracer =
                new SimTracer(OutputFile.of("scratch file", file, true).writer(), options)) {
            RunResult result = new Run(seed, options, tracer, tracer).execute();
            if (!result.passed()) {
                terminal.tell("seed " + seed + ": " + result.violation().getMessage());
            }
        }
    }
}
