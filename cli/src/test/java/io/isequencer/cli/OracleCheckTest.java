package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code oracle check}, mostly against our own sequencer behind the protocol. */
@Tag("slow")
class OracleCheckTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", "--threads"})
    void ourOwnSequencerPassesAllLevels(String mode) throws IOException {
        Cli.Result result = check(List.of("--level", "L4", "--json"), serve(mode));
        result.requireExit(ExitCode.OK);
        JsonNode json = new ObjectMapper().readTree(result.out());
        assertTrue(json.get("badge").asText().matches("L4 (\\d+)/\\1, 0 unimplemented"), result.out());
        assertTrue(json.get("counts").get("PASS").asInt() >= 290, result.out());
    }

    @Test
    void writesReportsForOthersToRead() throws IOException {
        Path junit = directory.resolve("junit.xml");
        Path html = directory.resolve("case.html");
        Cli.Result result = check(
                List.of("--case", "L2-torn-*", "--junit", junit.toString(), "--html", html.toString()), serve(""));
        result.requireExit(ExitCode.OK);
        assertTrue(Files.readString(junit).contains("<testcase"), "JUnit XML has the cases");
        assertTrue(Files.readString(html).contains("L2-torn-"), "the timeline names its case");
        assertTrue(
                result.err().matches("(?s).*isequencer: L2-torn-[a-z-]*\\d{3} is explained in \\Q" + html + "\\E\n"),
                result.err());
        assertTrue(result.out().contains("badge"), result.out());
    }

    @Test
    void noCaseIsVacuous() {
        check(List.of("--case", "L9-*"), serve("")).requireExit(ExitCode.VACUOUS);
    }

    @Test
    void anAdapterThatIsNotThereIsAMissingFile() {
        Cli.Result result =
                check(List.of(), List.of(directory.resolve("nothing").toString()));
        result.requireExit(ExitCode.MISSING_FILE);
        assertEquals(1, result.err().lines().count(), result.err());
    }

    @Test
    void aProgramThatIsThereAndCannotBeStartedIsExplained() throws IOException {
        Path program = Files.writeString(directory.resolve("adapter.py"), "#!/nowhere/python\n");
        Cli.Result plain = check(List.of(), List.of(program.toString())).requireExit(ExitCode.MISSING_FILE);
        assertTrue(plain.err().contains("; the file must be executable, or behind its interpreter"), plain.err());
        assertTrue(program.toFile().setExecutable(true));
        Cli.Result executable = check(List.of(), List.of(program.toString())).requireExit(ExitCode.MISSING_FILE);
        assertTrue(executable.err().contains("; the file is there: what its first line names"), executable.err());
        Cli.Result folder = check(List.of(), List.of(directory.toString())).requireExit(ExitCode.MISSING_FILE);
        assertTrue(folder.err().endsWith("; it is a directory\n"), folder.err());
        Cli.Result unknown = check(List.of(), List.of("no-such-program")).requireExit(ExitCode.MISSING_FILE);
        assertFalse(unknown.err().contains(";"), unknown.err());
    }

    /** The name of the error stands in the middle of what Node.js writes, and at the end of what Python does. */
    @Test
    void theLineWithTheErrorIsShownOfWhatTheAdapterWroteLast() {
        String script = "printf 'loader:1\\n  at x\\nError: Cannot find module\\n  at y\\nNode v20\\n' >&2; exit 1";
        Cli.Result result = check(List.of(), List.of("sh", "-c", script)).requireExit(ExitCode.ADAPTER);
        assertTrue(result.err().contains(": loader:1 … Error: Cannot find module … Node v20\n"), result.err());
    }

    @Test
    void aMissingCommandAndAnUnknownFlagAreWrongCommandLines() {
        Cli.run("oracle", "check").requireExit(ExitCode.USAGE);
        Cli.run("oracle", "check", "--levels", "L1", "--", "true").requireExit(ExitCode.USAGE);
    }

    @Test
    void anAdapterThatEndsIsNotJudged() {
        Cli.Result result = check(List.of("--case", "L0-*"), List.of("true"));
        result.requireExit(ExitCode.ADAPTER);
        assertFalse(result.err().contains("\tat "), result.err());
    }

    @Test
    void anAdapterThatIsBrokenForGoodIsLeftAlone() {
        String hello = "read l; echo '{\"re\":1,\"name\":\"x\",\"version\":\"1\",\"language\":\"x\","
                + "\"protocol\":1,\"capabilities\":[]}'; read l; exit 3";
        Cli.Result result = check(List.of("--level", "L0"), List.of("sh", "-c", hello));
        result.requireExit(ExitCode.ADAPTER);
        assertTrue(result.lines().get(0).startsWith("BROKE-PROTOCOL L0-"), result.out());
        assertTrue(result.out().matches("(?s).*\nstopped +too many cases broke the protocol; not run: cases=\\d+\n.*"));
        assertTrue(result.out().contains("exit         5, the adapter broke the protocol, was silent, or died"));
        assertFalse(result.out().contains("why it matters"), "nothing was judged");
    }

    @Test
    void listNamesEachCaseWithItsRule() {
        List<String> lines = Cli.run("oracle", "list").requireExit(ExitCode.OK).lines();
        assertTrue(lines.size() >= 290, "cases=" + lines.size());
        assertTrue(
                lines.stream().allMatch(line -> line.matches("L[0-4]-\\S+ +(R\\d+|WA|PROTOCOL) .*")), lines::toString);
    }

    static Cli.Result check(List<String> options, List<String> adapter) {
        List<String> line = new ArrayList<>(List.of("oracle", "check"));
        line.addAll(options);
        line.add("--");
        line.addAll(adapter);
        return Cli.run(line.toArray(String[]::new));
    }

    static List<String> serve(String mode) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.isequencer.cli.Main",
                "oracle",
                "serve"));
        if (!mode.isEmpty()) {
            command.add(mode);
        }
        return command;
    }
}
