package io.isequencer.cli.oracle;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code oracle}, which only groups others. */
@Command(
        name = "oracle",
        mixinStandardHelpOptions = true,
        header = "Judges other implementations: init, check, engine, list, diff, serve, history.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nTo explain a case or a rule:%n",
        footer = {"  ./isequencer explain L2-fill-005", "  ./isequencer explain R8"})
public final class OracleCommand implements Runnable {
    /** The command with its subcommands. */
    public static CommandLine of(Terminal terminal) {
        return new CommandLine(new OracleCommand())
                .addSubcommand(new ServeCommand(terminal))
                .addSubcommand(new InitCommand(terminal))
                .addSubcommand(new CheckCommand(terminal))
                .addSubcommand(new EngineCommand(terminal))
                .addSubcommand(new ListCommand(terminal))
                .addSubcommand(new DiffCommand(terminal))
                .addSubcommand(new HistoryCommand(terminal));
    }

    @Override
    public void run() {
        throw new CliException(
                ExitCode.USAGE, "a command must be given: oracle init, check, engine, list, diff, serve or history");
    }
}
