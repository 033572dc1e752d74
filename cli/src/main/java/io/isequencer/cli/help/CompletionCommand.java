package io.isequencer.cli.help;

import io.isequencer.cli.Terminal;
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
public final class CompletionCommand implements Runnable {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    public CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        CommandLine root = spec.root().commandLine();
        terminal.print(withAsciiDigits(AutoComplete.bash(root.getCommandName(), root)));
    }

    /** The script's variables have numbers in their names, written as the machine's locale has them. */
    private static String withAsciiDigits(String script) {
        return script.codePoints()
                .map(each -> Character.isDigit(each) ? '0' + Character.digit(each, 10) : each)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
