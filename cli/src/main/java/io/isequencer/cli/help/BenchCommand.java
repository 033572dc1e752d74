package io.isequencer.cli.help;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Exits;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command {@code bench}, for the help: the launcher of a checkout starts the benchmarks, which are a program of their
 * own and never part of this one.
 */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        header = "Measures how fast the sequencer is, beside yardsticks in the same run.",
        description = {
            "",
            "Each round measures a row's subject and its yardstick, one after the other, in fresh JVMs. Results go to "
                    + "stdout, progress to stderr. docs/benchmarks.md says what the columns mean.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./isequencer bench --quick",
            "  ./isequencer bench --filter recovery --json",
            "  ./isequencer bench --curves --filter simulate"
        })
@Exits({ExitCode.VACUOUS, ExitCode.MISSING_FILE})
public final class BenchCommand implements Runnable {
    @Option(names = "--quick", description = "One short round each, without the rows that take long.")
    private boolean quick;

    @Option(names = "--curves", description = "Measure with more and more work, instead of beside yardsticks.")
    private boolean curves;

    @Option(names = "--json", description = "Print the results as JSON.")
    private boolean json;

    @Option(names = "--filter", paramLabel = "TEXT", description = "Only what has this in its name.")
    private String filter;

    @Option(
            names = "--document",
            paramLabel = "FILE",
            description = "Measure nothing; show FILE, of --json, as Markdown.")
    private Path document;

    @Option(
            names = "--chart",
            paramLabel = "FILE",
            description = "Measure nothing; show FILE, of --json, as SVG: its rows, or its curve of recovery.")
    private Path chart;

    @Override
    public void run() {
        throw new CliException(
                ExitCode.USAGE, "bench must be started by the launcher of a checkout: ./isequencer bench");
    }
}
