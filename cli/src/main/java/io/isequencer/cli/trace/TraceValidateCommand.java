package io.isequencer.cli.trace;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.OutputFile;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.TextInput;
import io.isequencer.cli.simulate.SeedRange;
import io.isequencer.laboratory.ProjectHome;
import io.isequencer.laboratory.Stopwatch;
import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.render.SimTracer;
import io.isequencer.simulation.run.Run;
import io.isequencer.simulation.run.RunResult;
import io.isequencer.trace.validation.TraceFile;
import io.isequencer.trace.validation.TraceValidator;
import io.isequencer.trace.validation.TraceVerdict;
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
        header = "Checks with TLC that recorded runs are behaviours of the specification.",
        description = {
            "",
            "Each line of a trace must be a step of tla/Sequencer.tla and change what the sequencer was seen to change, "
                    + "no more and no less. The first line that fits no action is shown, with the actions that were "
                    + "possible there.",
            "",
            "With --seeds runs of the simulation are made and validated, one after the other.",
            "",
            "Limit: each state holds every key, so the time grows faster than the trace where keys keep coming. 50, 100, "
                    + "200 and 400 events of a commit stream took 4, 7, 28 and 130 s of CPU; trace some hundred events, "
                    + "or few keys.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./isequencer replay --seed 17 --trace-json run.ndjson",
            "  ./isequencer trace validate run.ndjson",
            "  ./isequencer trace validate --seeds 1..50"
        })
public final class TraceValidateCommand implements Callable<Integer> {
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

    public TraceValidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (files.isEmpty() == (seeds == null)) {
            throw new CliException(ExitCode.USAGE, "one of FILE and --seeds must be given: files=" + files.size());
        }
        if (moves < 1 || moves > 10_000_000) {
            throw new CliException(ExitCode.USAGE, "ops must be 1..10000000: ops=" + moves);
        }
        Path home = ProjectHome.path();
        Path work = home.resolve("target/tlc/trace-" + ProcessHandle.current().pid());
        boolean valid = true;
        for (Path file : files) {
            valid &= validate(file, home, work);
        }
        if (seeds != null) {
            valid = validateSeeds(home, work);
        }
        return (valid ? ExitCode.OK : ExitCode.VIOLATION).code();
    }

    private boolean validate(Path file, Path home, Path work) {
        TraceFile trace = TraceFile.read(file, in -> new TextInput("trace", in));
        int steps = trace.lines().size();
        TraceVerdict verdict = new TraceValidator(
                        trace,
                        home.resolve("tla"),
                        work,
                        TraceValidator.WINDOW,
                        fitting -> terminal.redraw(file.getFileName() + ": " + fitting + " of " + steps + " steps fit"))
                .validate();
        terminal.erase();
        terminal.print(verdict.text());
        return verdict.valid();
    }

    private boolean validateSeeds(Path home, Path work) {
        Stopwatch watch = new Stopwatch();
        long passed = 0;
        for (long seed = seeds.first(); seed <= seeds.last(); seed++) {
            Path file = work.resolveSibling(work.getFileName() + "-seed-" + seed + ".ndjson");
            record(seed, file);
            passed += validate(file, home, work) ? 1 : 0;
        }
        terminal.print(String.format(
                Locale.ROOT,
                "%d of %d runs are behaviours of the specification, %.1f s",
                passed,
                seeds.size(),
                watch.seconds()));
        return passed == seeds.size();
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
