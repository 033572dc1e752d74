package io.isequencer.cli;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine;

/** Which exit codes each command has: those that its help lists. */
final class CommandExits {
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

    private static final Map<String, Set<ExitCode>> OF_ONE = Map.ofEntries(
            Map.entry("isequencer", EnumSet.allOf(ExitCode.class)),
            Map.entry(
                    "isequencer simulate",
                    EnumSet.of(
                            ExitCode.VIOLATION,
                            ExitCode.UNKNOWN,
                            ExitCode.LIVENESS,
                            ExitCode.NOT_DETERMINISTIC,
                            ExitCode.VACUOUS,
                            ExitCode.MISSING_FILE)),
            Map.entry(
                    "isequencer replay",
                    EnumSet.of(ExitCode.VIOLATION, ExitCode.LIVENESS, ExitCode.VACUOUS, ExitCode.MISSING_FILE)),
            Map.entry("isequencer shrink", EnumSet.of(ExitCode.VACUOUS, ExitCode.MISSING_FILE)),
            Map.entry("isequencer defects", EnumSet.of(ExitCode.DEFECT_SURVIVED, ExitCode.MISSING_FILE)),
            Map.entry("isequencer doctor", EnumSet.of(ExitCode.NOT_DETERMINISTIC)),
            Map.entry(
                    "isequencer explore",
                    EnumSet.of(
                            ExitCode.VIOLATION,
                            ExitCode.UNKNOWN,
                            ExitCode.VACUOUS,
                            ExitCode.DEFECT_SURVIVED,
                            ExitCode.MISSING_FILE)),
            Map.entry(
                    "isequencer model",
                    EnumSet.of(ExitCode.VIOLATION, ExitCode.DEFECT_SURVIVED, ExitCode.MISSING_FILE)),
            Map.entry(
                    "isequencer prove",
                    EnumSet.of(
                            ExitCode.VIOLATION,
                            ExitCode.UNKNOWN,
                            ExitCode.VACUOUS,
                            ExitCode.DEFECT_SURVIVED,
                            ExitCode.MISSING_FILE)),
            Map.entry("isequencer trace", Set.of()),
            Map.entry(
                    "isequencer trace validate",
                    EnumSet.of(
                            ExitCode.VIOLATION,
                            ExitCode.UNKNOWN,
                            ExitCode.VACUOUS,
                            ExitCode.TORN,
                            ExitCode.MISSING_FILE)),
            Map.entry("isequencer oracle", Set.of()),
            Map.entry(
                    "isequencer oracle check",
                    EnumSet.of(
                            ExitCode.VIOLATION,
                            ExitCode.UNKNOWN,
                            ExitCode.ADAPTER,
                            ExitCode.VACUOUS,
                            ExitCode.MISSING_FILE)),
            Map.entry("isequencer oracle init", Set.of()),
            Map.entry(
                    "isequencer oracle engine",
                    EnumSet.of(ExitCode.VIOLATION, ExitCode.ADAPTER, ExitCode.VACUOUS, ExitCode.MISSING_FILE)),
            Map.entry("isequencer oracle list", EnumSet.of(ExitCode.VACUOUS)),
            Map.entry("isequencer oracle diff", EnumSet.of(ExitCode.VIOLATION, ExitCode.MISSING_FILE)),
            Map.entry("isequencer oracle serve", Set.of()),
            Map.entry(
                    "isequencer oracle history",
                    EnumSet.of(ExitCode.VIOLATION, ExitCode.VACUOUS, ExitCode.TORN, ExitCode.MISSING_FILE)),
            Map.entry("isequencer vectors", EnumSet.of(ExitCode.VIOLATION, ExitCode.MISSING_FILE)),
            Map.entry("isequencer sequence", EnumSet.of(ExitCode.MISSING_FILE)),
            Map.entry("isequencer plog", EnumSet.of(ExitCode.MISSING_FILE)),
            Map.entry("isequencer inspect", EnumSet.of(ExitCode.MISSING_FILE)),
            Map.entry("isequencer explain", Set.of()),
            Map.entry("isequencer bench", EnumSet.of(ExitCode.VACUOUS, ExitCode.MISSING_FILE)),
            Map.entry("isequencer completion", Set.of()),
            Map.entry("isequencer help", Set.of()));

    private CommandExits() {}

    /**
     * The codes of a command, in ascending order.
     *
     * @param name with those of the commands around it, as picocli qualifies it
     */
    static Set<ExitCode> of(String name) {
        Set<ExitCode> own = OF_ONE.get(name);
        if (own == null) {
            throw new IllegalArgumentException("command must have its exit codes listed: command=" + name);
        }
        Set<ExitCode> all = EnumSet.copyOf(OF_ALL);
        all.addAll(own);
        return all;
    }

    /** Adds to each command's help the exit codes that it can end with, in its own words where it has some. */
    static void addToHelp(CommandLine commandLine) {
        var usage = commandLine.getCommandSpec().usageMessage();
        Map<Integer, String> codes = new TreeMap<>();
        for (ExitCode exit : of(commandLine.getCommandSpec().qualifiedName())) {
            codes.put(exit.code(), exit.meaning());
        }
        usage.exitCodeList().forEach((code, words) -> codes.put(Integer.parseInt(code.strip()), words));
        Map<String, String> list = new LinkedHashMap<>();
        codes.forEach((code, words) -> list.put(String.format(Locale.ROOT, "%4d", code), words));
        usage.exitCodeListHeading("%nExit codes:%n").exitCodeList(list);
        commandLine.getSubcommands().values().forEach(CommandExits::addToHelp);
    }
}
