package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code oracle check} can be told beyond the cases: baselines, repetitions, debuggers, adapters that listen. */
@Tag("slow")
class OracleCheckOptionsTest {
    private static final String CASES = "L0-drain-00[1-3],L0-use-001";
    /** Our own sequencer, whose offsets are wrong from the second on. */
    private static final String WRONG_OFFSET = "s/\"plogOffset\":\"2\"}/\"plogOffset\":\"7\"}/";

    private static final String WITHOUT_USE = "s/\"use\",//";

    @TempDir
    Path directory;

    @Test
    void exactlyWhatIsListedMayFail() throws IOException {
        Path baseline = directory.resolve("known.txt");
        String file = baseline.toString();
        List<String> update = List.of("--case", CASES, "--baseline", file, "--update-baseline");
        List<String> compare = List.of("--case", CASES, "--baseline", file);

        OracleCheckTest.check(update, filtered(WRONG_OFFSET)).requireExit(ExitCode.OK);
        assertTrue(Files.readString(baseline).contains("\nL0-drain-002 FAIL "), Files.readString(baseline));
        Cli.Result same = OracleCheckTest.check(compare, filtered(WRONG_OFFSET)).requireExit(ExitCode.OK);
        assertTrue(same.out().contains("FAIL L0-drain-002  R"), same.out());
        assertTrue(same.out().contains("  (known: baseline)"), same.out());
        assertTrue(same.out().contains("exit         0, what failed is known of the baseline: cases="), same.out());

        Cli.Result repaired =
                OracleCheckTest.check(compare, OracleCheckTest.serve("")).requireExit(ExitCode.VIOLATION);
        assertTrue(repaired.out().contains("  stale      L0-drain-002 passed, and is listed as FAIL "), repaired.out());
        assertTrue(repaired.out().contains("exit         1, the baseline does not list exactly what failed"));

        // An update may replace a baseline.
        OracleCheckTest.check(update, OracleCheckTest.serve("")).requireExit(ExitCode.OK);
        assertEquals("# isequencer baseline 1\n", Files.readString(baseline));
        Cli.Result worse =
                OracleCheckTest.check(compare, filtered(WRONG_OFFSET)).requireExit(ExitCode.VIOLATION);
        assertTrue(worse.out().contains("  not listed L0-drain-002 is FAIL "), worse.out());
        Cli.Result skipped =
                OracleCheckTest.check(compare, filtered(WITHOUT_USE)).requireExit(ExitCode.VIOLATION);
        assertTrue(
                skipped.out().contains("  skipped    L0-use-001 is UNIMPLEMENTED, and is not listed"), skipped.out());
    }

    @Test
    void onlyABaselineIsReplacedByOne() throws IOException {
        Path other = Files.writeString(directory.resolve("notes.txt"), "mine\n");
        List<String> update = List.of("--case", "L0-drain-001", "--baseline", other.toString(), "--update-baseline");
        Cli.Result refused =
                OracleCheckTest.check(update, OracleCheckTest.serve("")).requireExit(ExitCode.BAD_DATA);
        assertTrue(refused.err().contains("baseline must be a new file, or --force must be given"), refused.err());
        assertEquals("mine\n", Files.readString(other));
    }

    @Test
    void aBaselineThatCannotBeUsedIsToldBeforeAnythingIsRun() throws IOException {
        Path none = directory.resolve("none.txt");
        List<String> nobody = List.of(directory.resolve("nobody").toString());
        OracleCheckTest.check(List.of("--baseline", none.toString()), nobody).requireExit(ExitCode.MISSING_FILE);
        OracleCheckTest.check(List.of("--update-baseline"), nobody).requireExit(ExitCode.USAGE);
        Files.writeString(none, "L0-drain-001\n");
        Cli.Result bad = OracleCheckTest.check(List.of("--baseline", none.toString()), nobody);
        bad.requireExit(ExitCode.BAD_DATA);
        assertTrue(bad.err().contains("': found=L0-drain-001, file="), bad.err());
    }

    /** As editors write it that mark the encoding, or end lines as Windows does. */
    @Test
    void aBaselineIsReadInWhateverEncodingItIs() throws IOException {
        String text = "\ufeff# isequencer baseline 1\r\nL0-drain-002 FAIL Reply R3\r\n";
        for (Charset encoding : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Path baseline = Files.writeString(directory.resolve("known.txt"), text, encoding);
            Cli.Result result = OracleCheckTest.check(
                    List.of("--baseline", baseline.toString()),
                    List.of(directory.resolve("nobody").toString()));
            result.requireExit(ExitCode.MISSING_FILE);
            assertTrue(result.err().contains("the adapter must be a program that can be started"), result.err());
        }
        Path latin = Files.write(directory.resolve("latin.txt"), new byte[] {'#', (byte) 0xfc});
        Cli.Result bad = OracleCheckTest.check(List.of("--baseline", latin.toString()), List.of("true"));
        bad.requireExit(ExitCode.BAD_DATA);
        assertTrue(bad.err().contains("baseline must be UTF-8: file="), bad.err());
    }

    @Test
    void anAdapterThatEndsLeavesNoBaseline() {
        Path baseline = directory.resolve("known.txt");
        List<String> update = List.of("--level", "L0", "--baseline", baseline.toString(), "--update-baseline");
        String ends = "read l; echo '{\"re\":1,\"name\":\"x\",\"version\":\"1\",\"language\":\"x\","
                + "\"protocol\":1,\"capabilities\":[]}'; read l; exit 3";
        Cli.Result result = OracleCheckTest.check(update, List.of("sh", "-c", ends));
        result.requireExit(ExitCode.ADAPTER);
        assertTrue(result.err().contains("a baseline must come of a check that ran all its cases"), result.err());
        assertFalse(Files.exists(baseline));
    }

    @Test
    void whatFailsOnlyBesideOthersIsSaidToPassAlone() throws IOException {
        Path marker = directory.resolve("was-here");
        List<String> once = List.of(
                "sh",
                "-c",
                "if [ -e '" + marker + "' ]; then exec \"$@\"; fi; : >'" + marker + "'; \"$@\" | sed -u '"
                        + WRONG_OFFSET + "'",
                "sh");
        List<String> adapter = new ArrayList<>(once);
        adapter.addAll(OracleCheckTest.serve(""));
        Cli.Result result = OracleCheckTest.check(List.of("--case", CASES, "--json"), adapter);
        result.requireExit(ExitCode.VIOLATION);
        JsonNode first = new ObjectMapper().readTree(result.out()).get("cases").get(0);
        assertEquals("FAIL", first.get("verdict").asText(), result.out());
        assertEquals("PASS", first.get("alone").asText(), result.out());
    }

    @Test
    void casesAreRepeatedAndTheRunsCounted() {
        Cli.Result result =
                OracleCheckTest.check(List.of("--case", "L0-drain-00[12]", "--repeat", "3"), OracleCheckTest.serve(""));
        result.requireExit(ExitCode.OK);
        assertTrue(result.out().contains("repeated     runs of a case=3\n"), result.out());
        Cli.Result untilFailure =
                OracleCheckTest.check(List.of("--case", CASES, "--until-failure"), filtered(WRONG_OFFSET));
        untilFailure.requireExit(ExitCode.VIOLATION);
        assertTrue(untilFailure.out().contains("stopped      at the first failure; not run: cases=3"));
        OracleCheckTest.check(List.of("--repeat", "0"), OracleCheckTest.serve(""))
                .requireExit(ExitCode.USAGE);
    }

    @Test
    void aCheckWithoutEndEndsOnASignalWithTheVerdictOnWhatWasRun() throws Exception {
        Path err = directory.resolve("err.txt");
        List<String> line = new ArrayList<>(
                List.of("oracle", "check", "--case", "L0-drain-00[12]", "--until-failure", "--json", "--"));
        line.addAll(OracleCheckTest.serve(""));
        try (ChildProcess child = ChildProcess.start(err, line.toArray(String[]::new))) {
            while (!Files.readString(err).contains(" cases, 0 failed, ")) {
                assertTrue(child.isAlive(), () -> "child must run cases: " + err);
                Thread.sleep(20);
            }
            child.interrupt();
            String out = String.join("\n", child.readRest());
            assertEquals(ExitCode.OK.code(), child.exitCode(), out);
            JsonNode report = new ObjectMapper().readTree(out);
            assertTrue(report.get("stopped").asBoolean(), out);
            assertTrue(report.get("counts").get("PASS").asInt() > 0, out);
            assertEquals(
                    report.get("cases").size(), report.get("counts").get("PASS").asInt(), out);
        }
    }

    @Test
    void aDebuggerIsWaitedForAtEachProcess() {
        List<String> line = new ArrayList<>(List.of("oracle", "check", "--case", "L0-drain-001", "--debug", "--"));
        line.addAll(OracleCheckTest.serve(""));
        Cli.Result result = Cli.runWith("\n", line.toArray(String[]::new)).requireExit(ExitCode.OK);
        assertTrue(result.err().matches("(?s).*the adapter runs: pid=\\d+, command=.*java.*"), result.err());
        assertTrue(result.err().contains("attach a debugger: jdb -attach 5005"), result.err());
        assertTrue(result.err().contains("press Enter to go on"), result.err());
        Cli.Result many = OracleCheckTest.check(List.of("--level", "L0", "--debug"), List.of("true"));
        many.requireExit(ExitCode.USAGE);
        assertTrue(many.err().contains("--debug must come with one case"), many.err());
        assertEquals(1, many.err().lines().count(), "a wrong command line needs no trace: " + many.err());
    }

    @Test
    void anAdapterThatListensIsJudgedWithoutBeingStarted() throws Exception {
        for (String mode : List.of("--debug", "--threads")) {
            try (ChildProcess adapter = ChildProcess.start(
                    directory.resolve("err" + mode + ".txt"), "oracle", "serve", "--listen", "0", mode)) {
                String address = adapter.read(1).get(0).replace("listening ", "");
                Cli.Result result =
                        Cli.run("oracle", "check", "--case", "L0-*,L3-crash-*,L3-two-owners-*", "--attach", address);
                result.requireExit(ExitCode.OK);
                assertTrue(result.out().contains("adapter      isequencer "), result.out());
                assertTrue(adapter.isAlive());
            }
        }
    }

    @Test
    void whoDoesNotListenCannotBeAttachedTo() {
        Cli.Result nobody = Cli.run("oracle", "check", "--attach", "localhost:1");
        nobody.requireExit(ExitCode.MISSING_FILE);
        assertTrue(
                nobody.err()
                        .contains("the adapter must listen where --attach says: nobody listens: host=localhost,"
                                + " port=1"),
                nobody.err());
        Cli.run("oracle", "check", "--attach", "localhost").requireExit(ExitCode.USAGE);
        Cli.run("oracle", "check", "--attach", "localhost:70000").requireExit(ExitCode.USAGE);
        Cli.run("oracle", "check", "--attach", "localhost:1", "--", "true").requireExit(ExitCode.USAGE);
        Cli.run("oracle", "serve", "--listen", "70000").requireExit(ExitCode.USAGE);
    }

    /** Our own sequencer, what it says edited on the way. */
    static List<String> filtered(String edit) {
        String command = OracleCheckTest.serve("").stream().collect(Collectors.joining("' '", "'", "'"));
        return List.of("sh", "-c", command + " | sed -u '" + edit + "'");
    }
}
