package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What holds for every command alike. */
@Tag("slow")
class CommandLineTest {
    private static final String VECTORS =
            ProjectFiles.ROOT.resolve("conformance/vectors").toString();
    private static final String CAPSULE = ProjectFiles.ROOT
            .resolve("simulation/corpus/R10-prune-without-comparing.json")
            .toString();

    /** Besides 0, 64, 65, 70, 129, 130, 141 and 143, which each command has. */
    private static final Map<String, String> EXITS = Map.ofEntries(
            Map.entry("", "1 2 3 4 5 6 7 8 66"),
            Map.entry("simulate", "1 2 3 4 6 66"),
            Map.entry("replay", "1 3 6 66"),
            Map.entry("shrink", "6 66"),
            Map.entry("defects", "7 66"),
            Map.entry("doctor", "4"),
            Map.entry("explore", "1 2 6 7 66"),
            Map.entry("model", "1 7 66"),
            Map.entry("prove", "1 2 6 7 66"),
            Map.entry("trace", ""),
            Map.entry("trace validate", "1 2 6 8 66"),
            Map.entry("oracle", ""),
            Map.entry("oracle check", "1 2 5 6 66"),
            Map.entry("oracle init", ""),
            Map.entry("oracle engine", "1 5 6 66"),
            Map.entry("oracle list", "6"),
            Map.entry("oracle diff", "1 66"),
            Map.entry("oracle serve", ""),
            Map.entry("oracle history", "1 6 8 66"),
            Map.entry("vectors", "1 66"),
            Map.entry("sequence", "66"),
            Map.entry("plog", "66"),
            Map.entry("inspect", "66"),
            Map.entry("explain", ""),
            Map.entry("bench", "6 66"),
            Map.entry("completion", ""),
            Map.entry("help", ""));

    /** Every command, as words: {@code oracle check}; the first is none. */
    static List<String> commands() {
        List<String> commands = new ArrayList<>();
        collect("", commandLine(), commands);
        return commands;
    }

    /** What writes to stdout and takes no child processes. */
    static Stream<String> outputs() {
        return Stream.concat(
                commands().stream().map(command -> (command + " --help").strip()),
                Stream.of(
                        "--version",
                        "help",
                        "help oracle check",
                        "help --man",
                        "completion",
                        "explain",
                        "explain exit-codes",
                        "oracle list --level L0",
                        "oracle list --level L0 --json",
                        "replay --seed 3 --ops 20",
                        "replay --seed 3 --ops 20 --trace",
                        "replay " + CAPSULE,
                        "simulate --seed 1 --ops 20 --jobs 1",
                        "simulate --seed 1 --ops 20 --jobs 1 --json",
                        "vectors --check " + VECTORS));
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void aFullStdoutIsOneLineAndBadData(String commandLine) {
        Cli.Result result = into("No space left on device", commandLine);
        result.requireExit(ExitCode.BAD_DATA);
        assertEquals("isequencer: stdout must be writable: reason=No space left on device\n", result.err());
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void aReaderThatHasGoneEndsTheCommandQuietly(String commandLine) {
        Cli.Result result = into("Broken pipe", commandLine);
        result.requireExit(ExitCode.OUTPUT_CLOSED);
        assertEquals("", result.err());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theHelpListsTheExitCodesOfTheCommandAndNoOthers(String command) {
        String help = Cli.run((command + " --help").strip().split(" "))
                .requireExit(ExitCode.OK)
                .out();
        String list = help.substring(help.indexOf("Exit codes:"));
        Set<String> known = new HashSet<>(List.of("0", "64", "65", "70", "129", "130", "141", "143"));
        known.addAll(List.of(EXITS.get(command.strip()).split(" ")));
        for (ExitCode exit : ExitCode.values()) {
            boolean listed = list.contains(String.format(Locale.ROOT, "\n  %4d   ", exit.code()));
            assertEquals(known.contains(Integer.toString(exit.code())), listed, exit::name);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpOfACommandIsWhatItsOptionSays(String command) {
        String option = Cli.run((command + " --help").strip().split(" "))
                .requireExit(ExitCode.OK)
                .out();
        assertEquals(
                option,
                Cli.run(("help " + command).strip().split(" "))
                        .requireExit(ExitCode.OK)
                        .out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "simulat --seed 1 | command must be one of isequencer: command=simulat; did you mean simulate?",
                "simulat --help | command must be one of isequencer: command=simulat; did you mean simulate?",
                "nonsense --help | command must be one of isequencer: command=nonsense (try",
                "oracle chekc | command must be one of isequencer oracle: command=chekc; did you mean check?",
                "oracle chekc --help | command must be one of isequencer oracle: command=chekc; did you mean check?",
                "trace validat | command must be one of isequencer trace: command=validat; did you mean validate?",
                "help simulat | command=simulat; did you mean simulate?",
                "help oracle chek | command=chek; did you mean check?",
                "plog --dta d | option must be one of isequencer plog: option=--dta; did you mean --data?",
                "plog --dta=d | option must be one of isequencer plog: option=--dta; did you mean --data?",
                "replay --sede 3 | option must be one of isequencer replay: option=--sede; did you mean --seed?",
                "vectors --oot d | option must be one of isequencer vectors: option=--oot; did you mean --out?",
                "oracle check --levle L1 | option must be one of isequencer oracle check: option=--levle; did you mean --level?",
                "explain R1 R2 | argument must be one that isequencer explain takes: argument=R2 (try",
                "explain exit-code | ID=\"exit-code\"; did you mean exit-codes?",
                "explain torn-bacth | ID=\"torn-bacth\"; did you mean torn-batch?",
                "explore --config tinny | config=tinny; did you mean tiny?",
                "explore --wrong R4_CheckpointN3 | wrong=R4_CheckpointN3; did you mean R4_CheckpointN?",
                "explore --wrong nope | wrong must be a wrong reading of tla: wrong=nope",
                "explore --wrong R4_CheckpointN2 --code-only | --wrong must be without --code-only and --defect",
                "explore --defect R10-prune-without-compering | did you mean R10-prune-without-comparing?",
                "model --config R7-plain-lat | config=R7-plain-lat; did you mean R7-plain-late?",
                "prove --part covr | part=covr; did you mean cover?",
                "prove --action Flsh | action=Flsh; did you mean Flush?",
                "prove --wrong R4_Checkpoint | wrong=R4_Checkpoint; did you mean R4_CheckpointN?",
                "prove --wrong all --needed | --wrong must be alone, or with --json or --html: wrong=all",
                "prove --wrong all --html page.html | --html must be with one wrong reading: wrong=all",
                "model --mutant nope | mutant must be a change of tla/mutants.txt",
                "simulate --config tinny | config=tinny; did you mean tiny?",
                "simulate --faults crush | faults=crush; did you mean crash?",
                "simulate --storage mapbd | storage=mapbd; did you mean mapdb?",
                "defects --defect R10-prune-without-compering | did you mean R10-prune-without-comparing?",
                "defects --column lincheq | column=lincheq; did you mean lincheck?",
                "vectors --from-model tinny --cases /dev/null | config=tinny; did you mean tiny?"
            })
    void whatIsUnknownIsNamedWithWhatMayBeMeant(String commandLine, String message) {
        Cli.Result result = Cli.run(commandLine.split(" ")).requireExit(ExitCode.USAGE);
        assertTrue(result.err().contains(message), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        assertEquals("", result.out());
    }

    @Test
    void aMissingOptionOfAGroupIsReportedInOneLine() {
        Cli.Result result = Cli.run("vectors", "--from-model", "small").requireExit(ExitCode.USAGE);
        assertEquals(
                "isequencer: one of these must be given: --out=DIR | --check=DIR | --cases=FILE"
                        + " (try: ./isequencer vectors --help)\n",
                result.err());
    }

    @ParameterizedTest
    @CsvSource({"seed,sede,1", "seed,seed,0", "seed,,4", "kitten,sitting,3", "ab,ba,1", "abc,ca,3"})
    void theDistanceCountsTypos(String one, String two, int distance) {
        String other = two == null ? "" : two;
        assertEquals(distance, KnownNames.distance(one, other));
        assertEquals(distance, KnownNames.distance(other, one));
    }

    @Test
    void whatIsFarFromEveryNameGetsNoHint() {
        assertEquals("", KnownNames.hint("nonsense", List.of("simulate", "replay")));
        assertEquals("", KnownNames.hint("x", List.of()));
    }

    @Test
    void aProgressLineFitsTheTerminal() {
        String line = "a".repeat(95);
        assertEquals(79, Terminal.fitting(line, 80).length());
        assertTrue(Terminal.fitting(line, 80).endsWith("a…"));
        assertEquals("short", Terminal.fitting("short", 80));
        assertEquals("a".repeat(79), Terminal.fitting("a".repeat(79), 80));
        assertEquals(line, Terminal.fitting(line, 120));
        assertEquals("…", Terminal.fitting(line, 1));
    }

    @ParameterizedTest
    @CsvSource({"120,120", "9,9", ",80", "'',80", "0,80", "-3,80", "wide,80", "99999,80"})
    void theWidthIsWhatTheShellSaysOrEighty(String told, int columns) {
        assertEquals(columns, Terminal.columns(told));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onlyATerminalIsDrawnOn(boolean watched) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new ByteArrayOutputStream(),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                watched);
        terminal.redraw("b".repeat(200));
        terminal.erase();
        assertEquals(
                watched ? 2 * "\r\u001b[K".length() + 78 + "…".getBytes(StandardCharsets.UTF_8).length : 0, err.size());
        assertFalse(err.toString(StandardCharsets.UTF_8).contains("b".repeat(79)));
    }

    static CommandLine commandLine() {
        return Main.commandLine(new Terminal(
                new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), System.err, false, false));
    }

    private static void collect(String prefix, CommandLine command, List<String> names) {
        names.add(prefix);
        command.getSubcommands()
                .forEach((name, subcommand) -> collect((prefix + " " + name).strip(), subcommand, names));
    }

    private static Cli.Result into(String reason, String commandLine) {
        OutputStream failing = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException(reason);
            }
        };
        return Cli.run(
                new ByteArrayInputStream(new byte[0]), failing, new ByteArrayOutputStream(), commandLine.split(" "));
    }
}
