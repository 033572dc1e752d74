package io.isequencer.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;

/** Adds the exit codes to each command's help: those that it names itself, or the ones that all share. */
final class Footer {
    private static final ExitCode[] SHARED = {
        ExitCode.OK,
        ExitCode.USAGE,
        ExitCode.BAD_DATA,
        ExitCode.MISSING_FILE,
        ExitCode.INTERNAL,
        ExitCode.INTERRUPTED,
        ExitCode.OUTPUT_CLOSED,
        ExitCode.TERMINATED
    };

    private Footer() {}

    static void addExitCodes(CommandLine commandLine) {
        var usage = commandLine.getCommandSpec().usageMessage();
        if (usage.exitCodeList().isEmpty()) {
            Map<String, String> codes = new LinkedHashMap<>();
            for (ExitCode exit : commandLine.getParent() == null ? ExitCode.values() : SHARED) {
                codes.put(String.format(Locale.ROOT, "%4d", exit.code()), exit.meaning());
            }
            usage.exitCodeListHeading("%nExit codes:%n").exitCodeList(codes);
        }
        commandLine.getSubcommands().values().forEach(Footer::addExitCodes);
    }
}
