package io.isequencer.cli.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.isequencer.cli.Cli;
import io.isequencer.cli.ExitCode;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.segment.SegmentEventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that look at a data directory: inspect and plog. */
class InspectCommandTest {
    @TempDir
    private Path temp;

    @Test
    void showsNumbersCheckpointAndLag() throws IOException {
        Cli.sequence(temp, Cli.event("a", 7, "1,2") + Cli.event("b", -1, "1")).requireExit(ExitCode.OK);
        JsonNode json = inspect();
        assertEquals("3", json.get("logEnd").textValue());
        assertEquals("{\"stream\":\"stdin\",\"line\":\"2\"}", json.get("last").toString());
        assertEquals("3", json.get("checkpoint").textValue());
        assertEquals("0", json.get("lag").textValue());
        assertEquals("usable", json.get("numbersFile").textValue());
        assertTrue(json.get("plogBytes").asLong() > 0);
        assertTrue(json.get("numbersBytes").asLong() > 0);
        assertEquals(
                "[{\"wsId\":\"7\",\"seqId\":1,\"number\":\"1\"},{\"wsId\":\"7\",\"seqId\":2,\"number\":\"200001\"},"
                        + "{\"wsId\":\"18446744073709551615\",\"seqId\":1,\"number\":\"1\"}]",
                json.get("numbers").toString());
        String text = Cli.run("inspect", "--data", temp.toString())
                .requireExit(ExitCode.OK)
                .out();
        assertTrue(
                text.contains("last event       line 2 of stream \"stdin\", where sequence --resume continues"), text);
        assertTrue(text.contains("checkpoint       3\n"), text);
        assertTrue(text.contains("18446744073709551615     1                   1"), text);
    }

    @Test
    void changesNothing() {
        Cli.sequence(temp, Cli.event("a", 7, "1")).requireExit(ExitCode.OK);
        String before = Cli.run("inspect", "--data", temp.toString()).out();
        assertEquals(before, Cli.run("inspect", "--data", temp.toString()).out());
        assertTrue(Files.exists(temp.resolve("numbers.seal")));
    }

    @Test
    void saysWhyNumbersWillBeRebuilt() throws IOException {
        Cli.sequence(temp, Cli.event("a", 7, "1")).requireExit(ExitCode.OK);
        byte[] seal = Files.readAllBytes(temp.resolve("numbers.seal"));
        Files.delete(temp.resolve("numbers.seal"));
        assertState("not closed properly");
        Files.write(temp.resolve("numbers.seal"), seal);
        Files.writeString(temp.resolve("numbers.mapdb"), "nonsense");
        assertState("damaged");
        Files.delete(temp.resolve("numbers.mapdb"));
        assertState("missing");
        assertTrue(inspect().get("numbersBytes").isNull());
        String text = Cli.run("inspect", "--data", temp.toString()).out();
        assertTrue(text.contains("checkpoint       none\n"), text);
        assertTrue(text.contains("numbers.mapdb    no file, missing\n"), text);
        assertFalse(Files.exists(temp.resolve("numbers.mapdb")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plog", "inspect"})
    void aMissingDirectoryIsReported(String command) throws IOException {
        Path missing = temp.resolve("none");
        Cli.Result result = Cli.run(command, "--data", missing.toString()).requireExit(ExitCode.MISSING_FILE);
        assertEquals("isequencer: data directory must exist: data=" + missing + "\n", result.err());
        Files.createDirectory(missing);
        result = Cli.run(command, "--data", missing.toString()).requireExit(ExitCode.MISSING_FILE);
        assertEquals(
                "isequencer: data directory must hold a log: missing=" + missing.resolve("plog") + "\n", result.err());
    }

    @Test
    void aDirectoryInUseIsReadAndNotWritten() throws IOException {
        List<String> lines = Cli.sequence(temp, Cli.event("a", 7, "1"))
                .requireExit(ExitCode.OK)
                .lines();
        try (EventLog log = SegmentEventLog.open(temp.resolve("plog"))) {
            assertEquals(2, log.end());
            assertEquals(lines, Cli.plog(temp));
            JsonNode json = inspect();
            assertEquals("2", json.get("logEnd").textValue());
            assertEquals("in use", json.get("numbersFile").textValue());
            // Nobody can know how far the other process is: null, not 0 or none.
            for (String unknown : new String[] {"checkpoint", "lag", "numbers"}) {
                assertTrue(json.has(unknown) && json.get(unknown).isNull(), json.toString());
            }
            assertEquals("2097152", json.get("numbersBytes").textValue());
            String text = Cli.run("inspect", "--data", temp.toString()).out();
            for (String name : new String[] {"checkpoint      ", "lag             ", "stored numbers  "}) {
                assertTrue(text.contains(name + " unknown while another process works with the directory\n"), text);
            }
            assertTrue(text.contains("bytes, in use\n"), text);
            for (String[] args : new String[][] {
                {"sequence", "--data", temp.toString()},
                {"plog", "--data", temp.toString(), "--repair"},
                {"plog", "--data", temp.toString(), "--drop-below", "1"}
            }) {
                Cli.Result result = Cli.run(args).requireExit(ExitCode.BAD_DATA);
                assertEquals(
                        "isequencer: log must not be open elsewhere, it is already open: directory="
                                + temp.resolve("plog") + "\n",
                        result.err());
            }
        }
    }

    @Test
    void numbersOfAnotherLogHaveNoLag() throws IOException {
        Path other = temp.resolve("other");
        Cli.sequence(temp, Cli.event("a", 7, "1")).requireExit(ExitCode.OK);
        Cli.sequence(other, Cli.event("b", 8, "1").repeat(2)).requireExit(ExitCode.OK);
        for (String name : new String[] {"numbers.mapdb", "numbers.seal"}) {
            Files.copy(other.resolve(name), temp.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        JsonNode json = inspect();
        assertEquals("of another log", json.get("numbersFile").textValue());
        assertEquals("3", json.get("checkpoint").textValue());
        assertTrue(json.get("lag").isNull(), json.toString());
        String text = Cli.run("inspect", "--data", temp.toString()).out();
        assertTrue(text.contains("lag              none: the next start refuses numbers of another log\n"), text);
    }

    @Test
    void plogBeginsWhereItIsTold() {
        List<String> all = Cli.sequence(temp, Cli.event("a", 7, "1") + Cli.event("b", 7, "1") + Cli.event("c", 7, "1"))
                .lines();
        assertEquals(
                all.subList(1, 3),
                Cli.run("plog", "--data", temp.toString(), "--from", "2", "--json")
                        .lines());
        assertEquals(
                List.of(),
                Cli.run("plog", "--data", temp.toString(), "--from", "4").lines());
        Cli.Result result =
                Cli.run("plog", "--data", temp.toString(), "--from", "0").requireExit(ExitCode.USAGE);
        assertTrue(result.err().startsWith("isequencer: OFFSET must be 1..9223372036854775806: from=0"), result.err());
    }

    @Test
    void aLogOfAnotherProgramIsReported() throws IOException {
        try (EventLog log = SegmentEventLog.open(temp.resolve("plog"))) {
            log.append(LogEvent.builder(1, 1, 7).payload(new byte[] {9, 9}).build());
        }
        Cli.Result result = Cli.run("plog", "--data", temp.toString()).requireExit(ExitCode.BAD_DATA);
        assertEquals("isequencer: payload must be one that sequence wrote: plogOffset=1, bytes=2\n", result.err());
        assertTrue(inspect().get("last").isNull());
        String text = Cli.run("inspect", "--data", temp.toString()).out();
        assertTrue(text.contains("last event       none of sequence\n"), text);
    }

    @Test
    void showsTheGenerationFromWhichTheNextStartContinues() throws IOException {
        Cli.sequence(temp, Cli.event("a", 7, "1").repeat(3), "--generation-events", "1")
                .requireExit(ExitCode.OK);
        Files.delete(temp.resolve("numbers.seal"));
        JsonNode json = inspect();
        assertEquals("not closed properly", json.get("numbersFile").textValue());
        assertEquals("4", json.get("checkpoint").textValue());
        assertEquals("0", json.get("lag").textValue());
        assertEquals("3", json.get("numbers").get(0).get("number").textValue());
    }

    private void assertState(String state) throws IOException {
        JsonNode json = inspect();
        assertEquals(state, json.get("numbersFile").textValue());
        assertEquals("1", json.get("lag").textValue());
        assertEquals("0", json.get("checkpoint").textValue());
        assertEquals(0, json.get("numbers").size());
    }

    private JsonNode inspect() throws IOException {
        return new JsonMapper()
                .readTree(Cli.run("inspect", "--json", "--data", temp.toString())
                        .requireExit(ExitCode.OK)
                        .out());
    }
}
