package io.isequencer.cli;

import io.isequencer.cli.data.InspectCommand;
import io.isequencer.cli.data.PlogCommand;
import io.isequencer.cli.defects.DefectsCommand;
import io.isequencer.cli.explain.ExplainCommand;
import io.isequencer.cli.explore.ExploreCommand;
import io.isequencer.cli.help.BenchCommand;
import io.isequencer.cli.help.CommandExits;
import io.isequencer.cli.help.CommandGroups;
import io.isequencer.cli.help.CompletionCommand;
import io.isequencer.cli.help.HelpCommand;
import io.isequencer.cli.model.ModelCommand;
import io.isequencer.cli.oracle.OracleCommand;
import io.isequencer.cli.oracle.VectorsCommand;
import io.isequencer.cli.prove.ProveCommand;
import io.isequencer.cli.sequence.SequenceCommand;
import io.isequencer.cli.simulate.DoctorCommand;
import io.isequencer.cli.simulate.ReplayCommand;
import io.isequencer.cli.simulate.ShrinkCommand;
import io.isequencer.cli.simulate.SimulateCommand;
import io.isequencer.cli.trace.TraceCommand;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/**
 * The command line's entry. A new command is one class and one name in {@link #commands}.
 *
 * <ul>
 *   <li><i>Errors:</i> none: each run ends in an {@link ExitCode}.
 * </ul>
 */
@Command(
        name = "isequencer",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        header = "Numbers the events of an event-sourced system: increasing, without gaps, crash-safe.",
        description = {
            "",
            "Events come in as lines of JSON, get an offset in the partition's log (PLog) and the numbers that they "
                    + "ask for, and are printed when they are durable.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./isequencer simulate",
            "  ./isequencer sequence --data /tmp/d docs/samples/voedger-commits.ndjson",
            "  ./isequencer plog --data /tmp/d | head -3",
            "  ./isequencer inspect --data /tmp/d",
            "  ./isequencer explain R7",
            ""
        })
public final class Main implements Runnable {
    private final Terminal terminal;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--debug",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Show stack traces and debug messages on stderr.")
    private boolean debug;

    private Main(Terminal terminal) {
        this.terminal = terminal;
    }

    public static void main(String[] args) {
        // Or libraries write numbers into our messages as the machine's locale has them.
        Locale.setDefault(Locale.ROOT);
        int exitCode = run(Terminal.ofProcess(), args);
        System.exit(exitCode);
    }

    /** Runs one command line and returns its exit code. */
    public static int run(Terminal terminal, String... args) {
        Main main = new Main(terminal);
        CommandLine commandLine = commandLine(main);
        ErrorReporter failures = new ErrorReporter(terminal, () -> main.debug);
        commandLine
                .setOut(new PrintWriter(new OutputStreamWriter(terminal.out(), StandardCharsets.UTF_8), true))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.outColor() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(100)
                .registerConverter(Path.class, new PathConverter())
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setExecutionStrategy(parsed -> {
                    main.configureLogging();
                    return failures.guard(parsed, () -> new CommandLine.RunLast().execute(parsed));
                });
        try {
            return commandLine.execute(args);
        } catch (RuntimeException | Error failure) {
            // An Error, which picocli lets pass.
            return failures.report(failure);
        }
    }

    /** All commands, with their help complete. */
    static CommandLine commandLine(Terminal terminal) {
        return commandLine(new Main(terminal));
    }

    private static CommandLine commandLine(Main main) {
        CommandLine commandLine = new CommandLine(main);
        commands(main.terminal).addTo(commandLine);
        CommandExits.addToHelp(commandLine);
        return commandLine;
    }

    private static CommandGroups commands(Terminal terminal) {
        return new CommandGroups()
                .with(
                        "Number events:",
                        new SequenceCommand(terminal),
                        new PlogCommand(terminal),
                        new InspectCommand(terminal))
                .with(
                        "Judge an implementation or its runs:",
                        OracleCommand.of(terminal),
                        TraceCommand.of(terminal),
                        new VectorsCommand(terminal))
                .with(
                        "Test under faults, and understand a failure:",
                        new SimulateCommand(terminal),
                        new ReplayCommand(terminal),
                        new ShrinkCommand(terminal),
                        new ExplainCommand(terminal))
                .with(
                        "Work on this project:",
                        new ModelCommand(terminal),
                        new ProveCommand(terminal),
                        new ExploreCommand(terminal),
                        new DefectsCommand(terminal),
                        new DoctorCommand(terminal),
                        new BenchCommand())
                .with("Find your way:", new HelpCommand(terminal), new CompletionCommand(terminal));
    }

    /** No command was given: a newcomer is shown all there is. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new CliException(ExitCode.USAGE, "a command must be given: see the list above");
    }

    /** Effective only before the first logger is made. */
    private void configureLogging() {
        if (debug) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "debug");
            System.setProperty("org.slf4j.simpleLogger.log.io.isequencer.runtime", "debug");
        }
    }
}
