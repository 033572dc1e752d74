package io.isequencer.cli.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.isequencer.cli.Cli;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.input.TextInputTest;
import io.isequencer.testing.ProjectFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class SequenceCommandTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path temp;

    @Test
    void numbersARealStreamDenselyAndThePlogDumpIsTheSame() throws IOException {
        Path data = temp.resolve("new/data");
        List<String> out = Cli.sequence(data, "", Cli.sample().toString())
                .requireExit(ExitCode.OK)
                .lines();
        List<String> in = Cli.sampleLines();
        assertEquals(in.size(), out.size());
        Map<String, Long> last = new HashMap<>();
        for (int i = 0; i < in.size(); i++) {
            JsonNode asked = JSON.readTree(in.get(i));
            JsonNode got = JSON.readTree(out.get(i));
            assertEquals(asked.get("ref"), got.get("ref"));
            assertEquals(asked.get("wsId"), got.get("wsId"));
            assertEquals(Integer.toString(i + 1), got.get("plogOffset").asText());
            List<Integer> seqIds = new ArrayList<>();
            for (JsonNode number : got.get("numbers")) {
                int seqId = number.get("seqId").asInt();
                seqIds.add(seqId);
                long next = last.merge(got.get("wsId") + "/" + seqId, seqId == 1 ? 1L : 200_001L, (a, b) -> a + 1);
                assertEquals(Long.toString(next), number.get("number").textValue());
            }
            List<Integer> askedSeqIds = new ArrayList<>();
            asked.get("seqIds").forEach(seqId -> askedSeqIds.add(seqId.asInt()));
            assertEquals(askedSeqIds, seqIds);
        }
        assertEquals(out, Cli.plog(data));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \r\n\t\n"})
    void anEmptyInputIsNoEvents(String input) {
        Cli.Result result = Cli.sequence(temp, input).requireExit(ExitCode.OK);
        assertEquals("", result.out());
        assertTrue(result.err().startsWith("isequencer: 0 events, 0 numbers, 0 bad lines in "), result.err());
    }

    @Test
    void readsStdinAndNeedsNoLastLineFeed() {
        String input = Cli.event("a", 7, "1,2") + Cli.event("b", 7, "1").trim();
        String expected = "{\"ref\":\"a\",\"plogOffset\":\"1\",\"wsId\":\"7\",\"numbers\":"
                + "[{\"seqId\":1,\"number\":\"1\"},{\"seqId\":2,\"number\":\"200001\"}]}\n"
                + "{\"ref\":\"b\",\"plogOffset\":\"2\",\"wsId\":\"7\",\"numbers\":[{\"seqId\":1,\"number\":\"2\"}]}\n";
        assertEquals(expected, Cli.sequence(temp.resolve("x"), input).out());
        assertEquals(expected, Cli.sequence(temp.resolve("y"), input, "-").out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"events-bom.txt", "events-crlf.txt", "events-utf16le.txt"})
    void whatEditorsWriteIsRead(String name) {
        Path file = ProjectFiles.ROOT
                .resolve("cli/src/test/resources/cases/03-encodings")
                .resolve(name);
        Cli.Result result = Cli.sequence(temp, "", file.toString()).requireExit(ExitCode.OK);
        assertEquals(
                "{\"ref\":\"a1\",\"plogOffset\":\"1\",\"wsId\":\"7\",\"numbers\":"
                        + "[{\"seqId\":1,\"number\":\"1\"},{\"seqId\":2,\"number\":\"200001\"}]}\n"
                        + "{\"ref\":\"a2\",\"plogOffset\":\"2\",\"wsId\":\"7\",\"numbers\":"
                        + "[{\"seqId\":1,\"number\":\"2\"}]}\n",
                result.out());
    }

    @Test
    void aPackedInputThatIsCutEndsBehindItsLastLine() throws IOException {
        String events = Cli.event("a", 7, "1").repeat(30_000);
        byte[] packed = TextInputTest.gzip(events.getBytes(StandardCharsets.UTF_8));
        byte[] cut = Arrays.copyOf(packed, packed.length - 20);
        Cli.Result result =
                Cli.runWith(cut, "sequence", "--data", temp.toString()).requireExit(ExitCode.BAD_DATA);
        assertTrue(result.err().contains("isequencer: input must be whole gzip: cause=gzip member must"), result.err());
        // What came out of it is acknowledged, and the whole input continues behind it.
        assertFalse(result.lines().isEmpty());
        assertEquals(result.lines(), Cli.plog(temp));
        Cli.Result whole = Cli.runWith(packed, "sequence", "--resume", "--data", temp.toString());
        assertEquals(
                30_000,
                whole.requireExit(ExitCode.OK).lines().size() + result.lines().size());
    }

    @Test
    void escapesRefs() throws IOException {
        String ref = "q\\\"b\\\\s\\u0007\\n\u00e4\ud83d\ude00";
        String line = Cli.sequence(temp, Cli.event(ref, -1, ""))
                .requireExit(ExitCode.OK)
                .out();
        JsonNode got = JSON.readTree(line);
        assertEquals("q\"b\\s\u0007\n\u00e4\ud83d\ude00", got.get("ref").textValue());
        assertEquals(List.of(line.trim()), Cli.plog(temp));
    }

    @Test
    void wsIdIsUnsigned() {
        String input = "{\"ref\":\"a\",\"wsKind\":1,\"wsId\":18446744073709551615,\"seqIds\":[1]}";
        assertTrue(Cli.sequence(temp, input).out().contains("\"wsId\":\"18446744073709551615\""));
    }

    @Test
    void explicitNumbersComeFirstAndAreListedApart() {
        String input = "{\"ref\":\"a\",\"wsKind\":1,\"wsId\":7,\"seqIds\":[2],"
                + "\"explicit\":[{\"seqId\":2,\"number\":\"300000\"}]}\n"
                + Cli.event("b", 7, "2");
        List<String> out = Cli.sequence(temp, input).requireExit(ExitCode.OK).lines();
        assertEquals(
                "{\"ref\":\"a\",\"plogOffset\":\"1\",\"wsId\":\"7\",\"numbers\":[{\"seqId\":2,\"number\":\"300001\"}],"
                        + "\"explicit\":[{\"seqId\":2,\"number\":\"300000\"}]}",
                out.get(0));
        assertTrue(out.get(1).contains("[{\"seqId\":2,\"number\":\"300002\"}]"), out.get(1));
        assertEquals(out, Cli.plog(temp));
    }

    @Test
    void warnsOfExplicitNumbersThatMayCollide() {
        String low = "{\"ref\":\"a\",\"wsKind\":1,\"wsId\":7,\"seqIds\":[1,1,1],"
                + "\"explicit\":[{\"seqId\":1,\"number\":5},{\"seqId\":1,\"number\":2}]}";
        Cli.Result result = Cli.sequence(temp, low).requireExit(ExitCode.OK);
        assertTrue(result.out().contains("\"numbers\":[{\"seqId\":1,\"number\":\"6\"}"), result.out());
        assertTrue(
                result.err().contains("line 1: warning: explicit numbers at or below the last-used one"), result.err());
    }

    @Test
    void stopsAtABadLineAfterTheEventsBefore() {
        String input = Cli.event("a", 7, "1") + "\n" + Cli.event("b", 7, "70000") + Cli.event("c", 7, "1");
        Cli.Result result = Cli.sequence(temp, input).requireExit(ExitCode.BAD_DATA);
        assertEquals(1, result.lines().size());
        assertTrue(result.err().lines().anyMatch("line 3: seqId must be 1..65535: seqId=70000"::equals), result.err());
        assertTrue(result.err().contains("stopped at line 3"), result.err());
        assertEquals(result.lines(), Cli.plog(temp));
    }

    @Test
    void aBadLineMayBeMendedAndTheRunResumed() {
        String first = Cli.event("a", 7, "1");
        String last = Cli.event("c", 7, "1");
        Cli.sequence(temp, first + "nonsense\n" + last).requireExit(ExitCode.BAD_DATA);
        Cli.Result resumed = Cli.sequence(temp, first + Cli.event("b", 7, "1") + last, "--resume");
        assertEquals(2, resumed.requireExit(ExitCode.OK).lines().size());
        assertTrue(Cli.plog(temp).get(2).contains("\"ref\":\"c\",\"plogOffset\":\"3\""));
    }

    @Test
    void skipBadContinuesAndCounts() {
        String tooLong = "x".repeat(LineReader.MAX_LINE_BYTES + 1) + "\n";
        String input = "[]\n" + Cli.event("a", 7, "1") + tooLong + Cli.event("b", 7, "9") + Cli.event("c", 7, "1");
        Cli.Result result = Cli.sequence(temp, input, "--skip-bad").requireExit(ExitCode.OK);
        assertEquals(2, result.lines().size());
        List<String> err = result.err().lines().toList();
        assertEquals("line 1: line must be a JSON object: found=[", err.get(0));
        assertEquals("line 3: line must be at most 1048576 bytes: size>1048576", err.get(1));
        assertEquals("line 4: seqId must be declared in seqTypes for wsKind 1: seqId=9", err.get(2));
        assertTrue(err.get(3).startsWith("isequencer: 2 events, 2 numbers, 3 bad lines in "), err.get(3));
    }

    @Test
    void aFilledLogIsNotNumberedOnWithoutAWord() {
        Cli.sequence(temp, Cli.event("a", 7, "1")).requireExit(ExitCode.OK);
        Cli.Result again = Cli.runWith(Cli.event("a", 7, "1"), "sequence", "--data", temp.toString())
                .requireExit(ExitCode.USAGE);
        assertEquals("", again.out());
        assertEquals(
                "isequencer: log must be empty, or --resume or --append be given: events=1; --resume continues the"
                        + " same input after line 1 of stream \"stdin\", --append numbers a further input after these"
                        + " events\n",
                again.err());
        Cli.Result further =
                Cli.sequence(temp, Cli.event("a", 7, "1"), "--append").requireExit(ExitCode.OK);
        assertTrue(further.out().contains("\"plogOffset\":\"2\""), further.out());
        assertTrue(further.out().contains("\"number\":\"2\""), further.out());
        Cli.sequence(temp, "", "--append", "--resume").requireExit(ExitCode.USAGE);
    }

    @Test
    void exhaustionIsABadLineThatLeavesNothing() throws IOException {
        Path types = temp.resolve("types.json");
        Files.writeString(
                types,
                "[{\"wsKind\":1,\"seqId\":1,\"initialValue\":1},"
                        + "{\"wsKind\":1,\"seqId\":2,\"initialValue\":\"9223372036854775807\"}]");
        Path data = temp.resolve("d");
        String input = Cli.event("a", 7, "1,2") + Cli.event("b", 7, "1,2") + Cli.event("c", 7, "1");
        Cli.Result result = Cli.sequence(data, input, "--skip-bad", "--types", types.toString());
        assertEquals(2, result.requireExit(ExitCode.OK).lines().size());
        assertTrue(result.err().contains("line 2: number must be 1..9223372036854775807: last number="), result.err());
        // The number that line 2 took before it failed is handed out again.
        assertTrue(
                result.out()
                        .contains("{\"ref\":\"c\",\"plogOffset\":\"2\",\"wsId\":\"7\",\"numbers\":"
                                + "[{\"seqId\":1,\"number\":\"2\"}]}"),
                result.out());
    }

    @Test
    void aClosedOutputEndsQuietlyAndLeavesTheNumbersInOrder() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        byte[] input = Cli.event("a", 7, "1").repeat(20_000).getBytes(StandardCharsets.UTF_8);
        Cli.Result result = Cli.run(
                new ByteArrayInputStream(input),
                closed,
                new ByteArrayOutputStream(),
                "sequence",
                "--data",
                temp.toString());
        result.requireExit(ExitCode.OUTPUT_CLOSED);
        assertEquals("", result.err());
        assertTrue(Files.exists(temp.resolve("numbers.seal")));
        assertTrue(Cli.plog(temp).size() < 20_000);
    }

    @Test
    void aMissingInputMakesNoDataDirectory() {
        Path data = temp.resolve("d");
        Path missing = temp.resolve("none");
        Cli.Result result = Cli.sequence(data, "", missing.toString()).requireExit(ExitCode.MISSING_FILE);
        assertEquals("isequencer: input must be a readable file: file=" + missing + "\n", result.err());
        Cli.sequence(data, "", temp.toString()).requireExit(ExitCode.MISSING_FILE);
        assertFalse(Files.exists(data));
    }

    @Test
    void anUnusableDataDirectoryIsBadData() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "x");
        Cli.Result result = Cli.sequence(file, "").requireExit(ExitCode.BAD_DATA);
        assertEquals(
                "isequencer: data directory must be writable: data=" + file
                        + ", cause=java.nio.file.FileAlreadyExistsException: " + file + "\n",
                result.err());
    }
}
