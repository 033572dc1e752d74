package io.isequencer.cli;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Names the argument that is wrong. A typo in an option leaves another one missing: what is to be named is the typo.
 */
final class WrongArgument {
    private static final Pattern GROUP =
            Pattern.compile("Error: Missing required argument \\(specify one of these\\): \\((.*)\\)");

    private WrongArgument() {}

    /** The problem in one line, or nothing if the failure names it well. */
    static Optional<String> in(ParameterException failure, String[] args) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return Optional.of(
                    unknown(failure.getCommandLine(), unmatched.getUnmatched().get(0)));
        }
        if (failure instanceof MissingParameterException) {
            return firstUnknownOption(failure.getCommandLine(), args)
                    .map(option -> unknown(failure.getCommandLine(), option))
                    .or(() -> oneOfThese(failure.getMessage()));
        }
        return Optional.empty();
    }

    /** The failure of a command line that asks for help of a command that is none; otherwise null. */
    static ParameterException helpOfNoCommand(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        CommandLine command = last.commandSpec().commandLine();
        List<String> unmatched = last.unmatched();
        boolean named = !unmatched.isEmpty() && !unmatched.get(0).startsWith("-");
        return named && !command.getSubcommands().isEmpty() ? new UnmatchedArgumentException(command, unmatched) : null;
    }

    /** Of a group of options, picocli says that there was an error, and little more. */
    private static Optional<String> oneOfThese(String message) {
        Matcher group = GROUP.matcher(message);
        return group.matches() ? Optional.of("one of these must be given: " + group.group(1)) : Optional.empty();
    }

    private static String unknown(CommandLine command, String argument) {
        if (argument.startsWith("-") && argument.length() > 1) {
            String option = nameOf(argument);
            return "option must be one of " + command.getCommandSpec().qualifiedName() + ": option="
                    + Text.shown(option) + KnownNames.hint(option, options(command));
        }
        if (command.getSubcommands().isEmpty()) {
            return "argument must be one that " + command.getCommandSpec().qualifiedName() + " takes: argument="
                    + Text.shown(argument);
        }
        return "command must be one of " + command.getCommandSpec().qualifiedName() + ": command="
                + Text.shown(argument)
                + KnownNames.hint(argument, command.getSubcommands().keySet());
    }

    /** Numbers are values, and what follows {@code --} is an adapter's. */
    private static Optional<String> firstUnknownOption(CommandLine command, String[] args) {
        for (String argument : args) {
            if (argument.equals("--")) {
                return Optional.empty();
            }
            boolean option = argument.matches("--?[a-zA-Z].*");
            if (option && !options(command).contains(nameOf(argument))) {
                return Optional.of(argument);
            }
        }
        return Optional.empty();
    }

    private static String nameOf(String argument) {
        int value = argument.indexOf('=');
        return value < 0 ? argument : argument.substring(0, value);
    }

    private static Collection<String> options(CommandLine command) {
        return command.getCommandSpec().optionsMap().keySet();
    }
}
