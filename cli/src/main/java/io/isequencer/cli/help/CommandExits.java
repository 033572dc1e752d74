package io.isequencer.cli.help;

import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Exits;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine;

/** Which exit codes each command has: those that its help lists. */
public final class CommandExits {
    /** A full disk behind stdout is {@link ExitCode#BAD_DATA}; the rest is what happens to any process. */
    private static final Set<ExitCode> OF_ALL = EnumSet.of(
            ExitCode.OK,
            ExitCode.USAGE,
            ExitCode.BAD_DATA,
            ExitCode.INTERNAL,
            ExitCode.HUNG_UP,
            ExitCode.INTERRUPTED,
            ExitCode.OUTPUT_CLOSED,
            ExitCode.TERMINATED);

    private CommandExits() {}

    /** The codes of a command, in ascending order; of the program itself those of all commands. */
    private static Set<ExitCode> of(CommandLine command) {
        if (command.getParent() == null) {
            return EnumSet.allOf(ExitCode.class);
        }
        Set<ExitCode> all = EnumSet.copyOf(OF_ALL);
        Exits own = command.getCommandSpec().userObject().getClass().getAnnotation(Exits.class);
        if (own != null) {
            all.addAll(List.of(own.value()));
        }
        return all;
    }

    /** Adds to each command's help the exit codes that it can end with, in its own words where it has some. */
    public static void addToHelp(CommandLine commandLine) {
        var usage = commandLine.getCommandSpec().usageMessage();
        Map<Integer, String> codes = new TreeMap<>();
        for (ExitCode exit : of(commandLine)) {
            codes.put(exit.code(), exit.meaning());
        }
        usage.exitCodeList().forEach((code, words) -> codes.put(Integer.parseInt(code.strip()), words));
        Map<String, String> list = new LinkedHashMap<>();
        codes.forEach((code, words) -> list.put(String.format(Locale.ROOT, "%4d", code), words));
        usage.exitCodeListHeading("%nExit codes:%n").exitCodeList(list);
        commandLine.getSubcommands().values().forEach(CommandExits::addToHelp);
    }
}
