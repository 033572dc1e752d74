package io.isequencer.cli.simulate;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.KnownNames;
import io.isequencer.simulation.fleet.FleetOptions;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The options of {@code simulate} that are about a fleet. */
final class FleetArguments {
    private static final String FLEET = "fleet";

    /** What has a meaning for one partition alone. */
    private static final List<String> NOT_OF_A_FLEET = List.of(
            "--seeds", "--ops", "--faults", "--storage", "--time-budget", "--jobs", "--out", "--config", "--junit");

    private static final List<String> OF_A_FLEET =
            List.of("--partitions", "--machines", "--events-per-second", "--virtual-seconds");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee;

    @Option(
            names = "--profile",
            paramLabel = "fleet",
            description = "Instead: one run of many partitions on many machines, over a storage with queues; safety is "
                    + "checked, and what the storage has to bear is counted.")
    private String profile;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Of a fleet (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--machines",
            paramLabel = "N",
            defaultValue = "20",
            description = "Of a fleet; and as many shards of the storage (default: ${DEFAULT-VALUE}).")
    private int machines;

    @Option(
            names = "--events-per-second",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Of a fleet, all partitions together (default: ${DEFAULT-VALUE}).")
    private int eventsPerSecond;

    @Option(
            names = "--virtual-seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "How long events and troubles come to a fleet (default: ${DEFAULT-VALUE}).")
    private int virtualSeconds;

    /** Whether it is a fleet that shall be simulated. */
    boolean chosen() {
        ParseResult given = mixee.commandLine().getParseResult();
        if (profile == null) {
            refuse(given, OF_A_FLEET, "needs --profile fleet");
            return false;
        }
        KnownNames.require("profile", "one of these", profile, List.of(FLEET));
        refuse(given, NOT_OF_A_FLEET, "cannot be used with --profile fleet");
        return true;
    }

    private static void refuse(ParseResult given, List<String> options, String why) {
        for (String option : options) {
            if (given.hasMatchedOption(option)) {
                throw new CliException(ExitCode.USAGE, option + " " + why);
            }
        }
    }

    FleetOptions options() {
        try {
            return new FleetOptions(partitions, machines, eventsPerSecond, virtualSeconds);
        } catch (IllegalArgumentException outOfRange) {
            throw new CliException(ExitCode.USAGE, outOfRange.getMessage());
        }
    }
}
