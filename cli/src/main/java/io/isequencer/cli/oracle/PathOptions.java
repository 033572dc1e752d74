package io.isequencer.cli.oracle;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/**
 * Which paths of the model are played instead of the cases.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#USAGE}.
 * </ul>
 */
final class PathOptions {
    /** What is said of cases, and of nothing else. */
    private static final List<String> OF_CASES = List.of(
            "--level",
            "--case",
            "--seed",
            "--profile",
            "--baseline",
            "--update-baseline",
            "--repeat",
            "--until-failure",
            "--junit",
            "--html");

    private static final int MAX_JOBS = 256;

    @Option(
            names = "--paths",
            paramLabel = "CONFIG",
            arity = "0..1",
            fallbackValue = "small",
            description = "Instead of the cases: play all paths of the explored model, a configuration of tla/explore"
                    + " (${FALLBACK-VALUE} if none is named), and report which of its edges they force.")
    private String config;

    @Option(
            names = "--every",
            paramLabel = "N",
            description = "With --paths: only every Nth path. Default: every path.")
    private Integer every;

    @Option(names = "--path", paramLabel = "N", description = "With --paths: only the path with that number.")
    private Long number;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "With --paths: this many processes of the adapter in parallel. Default: one per processor.")
    private Integer jobs;

    /** Whether paths are played at all; fails if the options do not fit each other. */
    boolean given(ParseResult parsed) {
        if (config == null) {
            List<String> alone = List.of("--every", "--path", "--jobs");
            require("must come with --paths", alone, parsed);
            return false;
        }
        require("must come without --paths, which plays no cases", OF_CASES, parsed);
        if (every != null && every < 1) {
            throw new CliException(ExitCode.USAGE, "every must be 1 or more: every=" + every);
        }
        if (number != null && (number < 1 || every != null)) {
            throw new CliException(ExitCode.USAGE, "path must be 1 or more, and without --every: path=" + number);
        }
        if (jobs != null && (jobs < 1 || jobs > MAX_JOBS)) {
            throw new CliException(ExitCode.USAGE, "jobs must be 1.." + MAX_JOBS + ": jobs=" + jobs);
        }
        return true;
    }

    private static void require(String rule, List<String> names, ParseResult parsed) {
        for (String name : names) {
            if (parsed.hasMatchedOption(name)) {
                throw new CliException(ExitCode.USAGE, name + " " + rule);
            }
        }
    }

    String config() {
        return config;
    }

    /** Whether the path with that number is to be played. */
    boolean includes(long path) {
        return number == null ? every == null || path % every == 0 : path == number;
    }

    /** Whether there is nothing to be played behind the path with that number. */
    boolean endsAt(long path) {
        return number != null && path >= number;
    }

    int jobs() {
        if (number != null) {
            return 1;
        }
        return jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
    }
}
