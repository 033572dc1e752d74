package io.isequencer.cli.help;

import io.isequencer.cli.ExitCode;
import io.isequencer.cli.KnownNames;
import io.isequencer.cli.Terminal;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command {@code help}: what {@code --help} behind a command says.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link ExitCode#USAGE} for a command that is none.
 * </ul>
 */
@Command(
        name = "help",
        mixinStandardHelpOptions = true,
        header = "Shows the help of a command.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./isequencer help simulate",
            "  ./isequencer help oracle check",
            "  ./isequencer help --man | man -l -"
        })
public final class HelpCommand implements Runnable {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Option(names = "--man", description = "Print the manual page of all commands, as source for man.")
    private boolean man;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "A command, and one of its commands.")
    private List<String> names = List.of();

    public HelpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        if (man) {
            terminal.print(ManPage.of(spec.root().commandLine()).stripTrailing());
            return;
        }
        CommandLine command = spec.parent().commandLine();
        for (String name : names) {
            CommandLine next = command.getSubcommands().get(name);
            if (next == null) {
                throw KnownNames.unknown(
                        "command",
                        "a command of " + command.getCommandSpec().qualifiedName(),
                        name,
                        command.getSubcommands().keySet());
            }
            command = next;
        }
        command.usage(spec.commandLine().getOut());
    }
}
