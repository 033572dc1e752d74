package io.isequencer.cli.simulate;

import io.isequencer.cli.CliException;
import io.isequencer.cli.DurationConverter;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Exits;
import io.isequencer.cli.KnownNames;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.output.ForceOption;
import io.isequencer.cli.output.OutputDirectory;
import io.isequencer.cli.output.OutputFile;
import io.isequencer.cli.output.SideOutputs;
import io.isequencer.simulation.fleet.Fleet;
import io.isequencer.simulation.fleet.FleetResult;
import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.FaultProfile;
import io.isequencer.simulation.run.Campaign;
import io.isequencer.simulation.run.StorageKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code simulate}: many seeds, every fault, every invariant after each move. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        header = "Tests the sequencer under faults: each seed is one run, replayable forever.",
        description = {
            "",
            "A run has several owners of one partition with the production core, and simulated devices for storage and "
                    + "log. A seed decides what happens next: calls, crashes, torn and late writes, lost tails. All "
                    + "invariants are checked after each move; then the faults stop, and the partition must recover, "
                    + "serve, drain and close within bounds. Each seed is run twice and compared.",
            "",
            "Without --seed, --seeds and --time-budget it runs seeds from 1 on for 60 seconds. A failing seed is shrunk "
                    + "and written to the --out directory as a capsule, with a page that explains it.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./isequencer simulate",
            "  ./isequencer simulate --seeds 1..200 --json",
            "  ./isequencer simulate --config small --seeds 1..1000",
            "  ./isequencer simulate --faults torn-batch,crash --time-budget 10m --jobs 2",
            "  ./isequencer simulate --profile fleet --partitions 1000 --events-per-second 2000"
        })
@Exits({
    ExitCode.VIOLATION,
    ExitCode.UNKNOWN,
    ExitCode.LIVENESS,
    ExitCode.NOT_DETERMINISTIC,
    ExitCode.VACUOUS,
    ExitCode.MISSING_FILE
})
public final class SimulateCommand implements Callable<Integer> {
    private static final Duration DEFAULT_BUDGET = Duration.ofSeconds(60);
    private static final int KNOWN_SEEDS = 1_000;

    private final Terminal terminal;

    @Option(names = "--seed", paramLabel = "N", description = "One seed.")
    private Long seed;

    @Option(
            names = "--seeds",
            paramLabel = "A..B",
            converter = SeedRange.Converter.class,
            description = "Seeds A to B.")
    private SeedRange seeds;

    @Option(
            names = "--ops",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Moves with faults per seed (default: ${DEFAULT-VALUE}).")
    private int moves;

    @Option(
            names = "--faults",
            paramLabel = "LIST",
            split = ",",
            description =
                    "Only these kinds or profiles of faults (default: all); './isequencer explain faults' lists them.")
    private Set<String> faults;

    @Option(
            names = "--storage",
            paramLabel = "KIND",
            defaultValue = "sim",
            description = "What stores the numbers: sim, or the real mapdb or mapdb-file (default: ${DEFAULT-VALUE}).")
    private String storage;

    @Option(
            names = "--time-budget",
            paramLabel = "60s",
            converter = Budget.class,
            description = "Stop after this time: 90s, 10m, 2h.")
    private Duration budget;

    @Option(names = "--jobs", paramLabel = "N", description = "Worker threads (default: the processors, at most 8).")
    private Integer jobs;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "simulation-failures",
            description = "Where capsules of failures go (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--config",
            paramLabel = "NAME",
            description =
                    "Instead: hold the runs in the bounds of this file of tla/explore (small), all of whose states "
                            + "and edges are known, and print how many they reach.")
    private String config;

    @Mixin
    private FleetArguments fleet = new FleetArguments();

    @Option(names = "--allow-vacuous", description = "Do not fail when a fault kind or mark was never reached.")
    private boolean allowVacuous;

    @Option(
            names = "--relation",
            description =
                    "In one of the two runs of each seed, also judge each step by the proved relation. It must agree "
                            + "with the reference model.")
    private boolean relation;

    @Option(names = "--json", description = "The summary as one JSON object on stdout.")
    private boolean json;

    @Option(names = "--junit", paramLabel = "FILE", description = "Also write the result as JUnit XML.")
    private Path junit;

    @Mixin
    private ForceOption force = new ForceOption();

    public SimulateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (fleet.chosen()) {
            return simulateFleet();
        }
        SimulatePlan plan = plan();
        if (config != null) {
            SeedRange range = plan.seeds() == null ? new SeedRange(1, KNOWN_SEEDS) : plan.seeds();
            KnownStates known = KnownStates.of(config, range, moves, terminal);
            terminal.print(json ? known.json() : known.text());
            return ExitCode.OK.code();
        }
        OutputDirectory directory = new OutputDirectory("out", out, force.given());
        directory.checkPlace();
        OutputFile junitFile = junit == null ? null : OutputFile.of("junit", junit, force.given());
        if (junitFile != null) {
            junitFile.check();
        }
        SimulateRun run = new SimulateRun(plan, terminal);
        try {
            return report(plan, run.execute(), directory, junitFile);
        } finally {
            run.reported();
        }
    }

    private int simulateFleet() {
        FleetResult result = Fleet.run(fleet.options(), seed == null ? 1 : seed);
        FleetReport report = new FleetReport(result, allowVacuous);
        terminal.print(json ? report.json() : report.text());
        return report.exitCode().code();
    }

    private int report(
            SimulatePlan plan, SimulateRun.Outcome outcome, OutputDirectory directory, OutputFile junitFile) {
        SideOutputs outputs = new SideOutputs();
        CapsuleFiles files = new CapsuleFiles(directory, outputs, terminal);
        Campaign campaign = outcome.campaign();
        Map<Long, Path> capsules = files.write(campaign.failures(), campaign.disagreements());
        SimulateReport report = new SimulateReport(plan, outcome, capsules);
        if (junitFile != null) {
            outputs.write(() -> junitFile.write(report.junit()));
        }
        terminal.print(json ? report.json() : report.text());
        outputs.requireWritten();
        return report.exitCode().code();
    }

    private SimulatePlan plan() {
        if (seed != null && seeds != null) {
            throw new CliException(ExitCode.USAGE, "only one of --seed and --seeds can be given: seed=" + seed);
        }
        require("ops", moves, 1, 10_000_000);
        int workers = jobs == null ? Math.min(8, Runtime.getRuntime().availableProcessors()) : jobs;
        require("jobs", workers, 1, 256);
        SeedRange range = seed != null ? new SeedRange(seed, seed) : seeds;
        Duration time = budget == null && range == null ? DEFAULT_BUDGET : budget;
        return new SimulatePlan(range, moves, chosenFaults(), chosenStorage(), time, workers, allowVacuous, relation);
    }

    private StorageKind chosenStorage() {
        List<String> ids =
                Arrays.stream(StorageKind.values()).map(StorageKind::id).toList();
        KnownNames.require("storage", "one of these", storage, ids);
        return StorageKind.values()[ids.indexOf(storage)];
    }

    private Set<FaultKind> chosenFaults() {
        if (faults == null) {
            return EnumSet.allOf(FaultKind.class);
        }
        Set<FaultKind> chosen = EnumSet.noneOf(FaultKind.class);
        List<String> known = Stream.concat(
                        Arrays.stream(FaultProfile.values()).map(FaultProfile::id),
                        Arrays.stream(FaultKind.values()).map(FaultKind::id))
                .toList();
        for (String name : faults) {
            KnownNames.require("faults", "one that './isequencer explain faults' lists", name, known);
            chosen.addAll(FaultProfile.faultsOf(name));
        }
        return chosen;
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new CliException(
                    ExitCode.USAGE, name + " must be " + least + ".." + most + ": " + name + "=" + value);
        }
    }

    private static final class Budget extends DurationConverter {
        Budget() {
            super("(\\d{1,6})([smh])", "time budget must be a number with s, m or h: time-budget=");
        }
    }
}
