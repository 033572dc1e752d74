package io.isequencer.cli.trace;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code trace}, which only groups others. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        header = "Works on recorded runs: validate.",
        synopsisSubcommandLabel = "COMMAND")
public final class TraceCommand implements Runnable {
    /** The command with its subcommands. */
    public static CommandLine of(Terminal terminal) {
        return new CommandLine(new TraceCommand()).addSubcommand(new TraceValidateCommand(terminal));
    }

    @Override
    public void run() {
        throw new CliException(ExitCode.USAGE, "a command must be given: trace validate FILE…");
    }
}
