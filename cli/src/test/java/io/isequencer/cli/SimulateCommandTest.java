package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.simulation.moves.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class SimulateCommandTest {
    @TempDir
    Path directory;

    @Test
    void reportsACampaignForPeople() {
        List<String> lines = Cli.run("simulate", "--seeds", "1..120", "--ops", "400", "--allow-vacuous")
                .requireExit(ExitCode.OK)
                .lines();
        assertTrue(lines.get(1).contains("1..120 (120), each run twice"), lines.get(1));
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("verdict   PASS")), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.contains("0 of 120 seeds failed: fewer than 1 in 40 would")));
        assertEquals(
                "replay    ./isequencer simulate --seeds 1..120 --ops 400 --allow-vacuous",
                lines.get(lines.size() - 1));
    }

    @Test
    void reportsACampaignForPrograms() throws IOException {
        JsonNode report = json("--seeds", "1..3");
        assertEquals("PASS", report.get("verdict").asText());
        assertEquals(3, report.get("seeds").asInt());
        assertTrue(report.get("steps").asInt() > 6_000);
        assertTrue(report.get("stepsPerSecond").asInt() > 0);
        assertTrue(report.get("virtualMs").asLong() > 0);
        assertTrue(report.get("faults").get("crash").asInt() > 0);
        assertEquals(Mark.values().length, report.get("marks").size());
        assertFalse(report.get("unreached").isEmpty());
        assertEquals(16, report.get("campaignHash").asText().length());
        assertEquals(0, report.get("failures").size());
    }

    @Test
    void theRelationJudgesToo() throws IOException {
        String[] command = {"simulate", "--seeds", "1..20", "--ops", "200", "--allow-vacuous", "--relation"};
        List<String> lines = Cli.run(command).requireExit(ExitCode.OK).lines();
        assertTrue(
                lines.stream().anyMatch(line -> line.matches("relation  [0-9,]{5,} steps are its own")),
                lines::toString);
        assertEquals("replay    ./isequencer " + String.join(" ", command), lines.get(lines.size() - 1));
        JsonNode alone = json("--seeds", "1..20", "--ops", "200");
        JsonNode both = json("--seeds", "1..20", "--ops", "200", "--relation");
        assertEquals(alone.get("campaignHash"), both.get("campaignHash"));
        assertTrue(both.get("relationSteps").asLong() > 20 * 100);
        assertTrue(both.get("disagreements").isEmpty());
        assertFalse(alone.has("relationSteps"));
    }

    @Test
    void theHashDoesNotDependOnTheNumberOfWorkers() throws IOException {
        JsonNode one = json("--seeds", "5..30", "--ops", "300", "--jobs", "1");
        JsonNode three = json("--seeds", "5..30", "--ops", "300", "--jobs", "3");
        JsonNode others = json("--seeds", "6..31", "--ops", "300", "--jobs", "1");
        assertEquals(one.get("campaignHash"), three.get("campaignHash"));
        assertNotEquals(one.get("campaignHash"), others.get("campaignHash"));
    }

    @Test
    void whatIsNeverReachedMakesACampaignVacuous() {
        Cli.Result result = Cli.run("simulate", "--seeds", "1..100", "--ops", "2");
        result.requireExit(ExitCode.VACUOUS);
        assertTrue(result.out().contains("unreached error-before"), result.out());
        Cli.run("simulate", "--seeds", "1..100", "--ops", "2", "--allow-vacuous")
                .requireExit(ExitCode.OK);
        Cli.run("simulate", "--seeds", "1..100", "--ops", "900", "--faults", "crash,eviction")
                .requireExit(ExitCode.OK);
    }

    @Test
    void aProfileStandsForSeveralFaults() throws IOException {
        JsonNode faults =
                json("--seeds", "1..3", "--faults", "machine,read-error").get("faults");
        assertEquals(5, faults.size());
        assertTrue(faults.has("lost-tail") && faults.has("read-error"), faults.toString());
        assertEquals(
                0, json("--seeds", "1..3", "--faults", "none").get("faults").size());
    }

    @Test
    void aCampaignThatIsCutShortHasNoVerdict() {
        Cli.Result result = Cli.run("simulate", "--seeds", "1..9000000", "--time-budget", "1s");
        result.requireExit(ExitCode.UNKNOWN);
        assertTrue(result.out().contains("verdict   UNKNOWN"), result.out());
    }

    @Test
    void realMapDbRemembersWhatTheDeviceDoes() throws IOException {
        json("--seeds", "1..4", "--storage", "mapdb");
        json("--seeds", "3..3", "--ops", "150", "--storage", "mapdb-file");
    }

    @Test
    @Timeout(300)
    void aSignalIsNoBudgetThatRanOut() throws Exception {
        Path err = directory.resolve("err");
        Map<String, String> watched = Map.of("isequencer.stderr.terminal", "true");
        try (ChildProcess child = ChildProcess.startObserved(
                err, directory, watched, "simulate", "--seeds", "1..9000000", "--ops", "50", "--jobs", "1")) {
            while (!Files.readString(err).contains(" seeds, ")) {
                assertTrue(child.isAlive(), () -> "child must run until it is told to stop");
                Thread.yield();
            }
            child.terminate();
            List<String> report = child.readRest();
            assertEquals(ExitCode.TERMINATED.code(), child.exitCode());
            assertTrue(
                    report.contains("verdict   INTERRUPTED: no verdict: a signal ended it before all was run"),
                    report::toString);
        }
    }

    @Test
    void writesJunitXml() throws IOException {
        Path file = directory.resolve("junit.xml");
        Cli.run("simulate", "--seed", "1", "--junit", file.toString()).requireExit(ExitCode.OK);
        String xml = Files.readString(file);
        assertTrue(xml.contains("tests=\"1\" failures=\"0\""), xml);
        Cli.Result again = Cli.run("simulate", "--seed", "1", "--junit", file.toString());
        again.requireExit(ExitCode.BAD_DATA);
        assertEquals("", again.out());
        Cli.Result full = Cli.run("simulate", "--seed", "1", "--junit", "/dev/full");
        full.requireExit(ExitCode.BAD_DATA);
        assertTrue(full.out().contains("verdict   PASS"), full.out());
        assertEquals("isequencer: junit must be writable: file=/dev/full, cause=No space left on device\n", full.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--seeds 5..1 | seeds must be A..B with A <= B: seeds=5..1",
                "--seeds x | seeds must be A..B with A <= B: seeds=x",
                "--seed 1 --seeds 1..2 | only one of --seed and --seeds can be given: seed=1",
                "--faults crush | faults=crush; did you mean crash?",
                "--storage disk | storage must be one of these (sim, mapdb, mapdb-file): storage=disk",
                "--jobs 0 | jobs must be 1..256: jobs=0",
                "--ops 0 | ops must be 1..10000000: ops=0",
                "--time-budget 5 | time budget must be a number with s, m or h: time-budget=5"
            })
    void namesWhatIsWrong(String options, String message) {
        Cli.Result result = Cli.run(("simulate " + options).split(" "));
        result.requireExit(ExitCode.USAGE);
        assertTrue(result.err().contains(message), result.err());
    }

    private static JsonNode json(String... options) throws IOException {
        String[] args = new String[options.length + 2];
        args[0] = "simulate";
        args[1] = "--json";
        System.arraycopy(options, 0, args, 2, options.length);
        JsonNode report = new ObjectMapper()
                .readTree(Cli.run(args).requireExit(ExitCode.OK).out());
        assertEquals("PASS", report.get("verdict").asText());
        return report;
    }
}
