package io.isequencer.cli;

import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code completion}: what a shell needs to complete commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        header = "Prints a script by which bash or zsh completes commands and options.",
        footerHeading = "%nExamples:%n",
        footer = {"  . <(./isequencer completion)", "  ./isequencer completion > ~/.isequencer-completion"})
final class CompletionCommand implements Runnable {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        CommandLine root = spec.root().commandLine();
        // The script's variables have numbers in their names, which must be digits of ASCII.
        Locale before = Locale.getDefault(Locale.Category.FORMAT);
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        try {
            terminal.print(AutoComplete.bash(root.getCommandName(), root));
        } finally {
            Locale.setDefault(Locale.Category.FORMAT, before);
        }
    }
}
