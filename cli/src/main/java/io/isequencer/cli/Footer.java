package io.isequencer.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;

/** Adds to each command's help the exit codes that it can end with, in its own words where it has some. */
final class Footer {
    private Footer() {}

    static void addExitCodes(CommandLine commandLine) {
        var usage = commandLine.getCommandSpec().usageMessage();
        Map<Integer, String> codes = new TreeMap<>();
        for (ExitCode exit : CommandExits.of(commandLine.getCommandSpec().qualifiedName())) {
            codes.put(exit.code(), exit.meaning());
        }
        usage.exitCodeList().forEach((code, words) -> codes.put(Integer.parseInt(code.strip()), words));
        Map<String, String> list = new LinkedHashMap<>();
        codes.forEach((code, words) -> list.put(String.format(Locale.ROOT, "%4d", code), words));
        usage.exitCodeListHeading("%nExit codes:%n").exitCodeList(list);
        commandLine.getSubcommands().values().forEach(Footer::addExitCodes);
    }
}
