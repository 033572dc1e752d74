package io.isequencer.cli.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.cli.Cli;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.input.TextInputTest;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs that continue where the log ends; {@link StreamStartTest} has what can be wrong with their input. */
@Tag("slow")
class ResumeTest {
    private static final String A = Cli.event("a", 7, "1");
    private static final String B = Cli.event("b", 7, "1");
    private static final String C = Cli.event("c", 7, "1");
    private static final Path OLD = ProjectFiles.ROOT.resolve("cli/src/test/resources/cases/payload-format-1");

    @TempDir
    private Path data;

    @Test
    void goesOnAfterTheLastLineInTheLog() {
        List<String> out = new ArrayList<>();
        out.addAll(Cli.sequence(data, A + "\n" + B, "--resume")
                .requireExit(ExitCode.OK)
                .lines());
        Cli.Result resumed = Cli.sequence(data, A + "\n" + B + C, "--resume").requireExit(ExitCode.OK);
        assertTrue(
                resumed.err().startsWith("isequencer: 1 event, 1 number, 3 lines already in the log, "), resumed.err());
        out.addAll(resumed.lines());
        assertEquals(3, out.size());
        assertEquals(out, Cli.plog(data));
    }

    @Test
    void hasNothingToDoOnAFinishedInput() {
        Cli.sequence(data, A + B).requireExit(ExitCode.OK);
        assertEquals(
                "",
                Cli.sequence(data, A + B, "--resume").requireExit(ExitCode.OK).out());
        assertEquals(2, Cli.plog(data).size());
    }

    @Test
    void skippedBadLinesCountAsLines() {
        Cli.sequence(data, "bad\n" + A + "bad\n" + B, "--skip-bad").requireExit(ExitCode.OK);
        Cli.Result resumed = Cli.sequence(data, "bad\n" + A + "bad\n" + B + C, "--resume", "--skip-bad");
        assertEquals(1, resumed.requireExit(ExitCode.OK).lines().size());
    }

    @Test
    void anotherRefIsAnotherInput() {
        Cli.sequence(data, A + B).requireExit(ExitCode.OK);
        String err = refused(A + C + B, "line 2: input must be the one that the log has numbered: digest in the log=");
        assertTrue(err.contains(", ref in the log=\"b\"; last line in the log=2 of stream \"stdin\""), err);
    }

    @Test
    void packedOrWithAMarkItIsTheSameInput() throws IOException {
        Cli.sequence(data, A + B).requireExit(ExitCode.OK);
        byte[] utf16 = ("\uFEFF" + A + B + C).getBytes(StandardCharsets.UTF_16LE);
        Cli.Result resumed = Cli.runWith(TextInputTest.gzip(utf16), "sequence", "--data", data.toString(), "--resume");
        assertEquals(1, resumed.requireExit(ExitCode.OK).lines().size());
    }

    @Test
    void aFurtherStreamIsAppendedAndThenResumed() {
        Cli.sequence(data, A + B, "--stream", "monday").requireExit(ExitCode.OK);
        Cli.sequence(data, C, "--append", "--stream", "tuesday").requireExit(ExitCode.OK);
        Cli.Result more = Cli.sequence(data, C + A, "--resume").requireExit(ExitCode.OK);
        assertEquals(1, more.lines().size());
        assertTrue(more.out().contains("\"ref\":\"a\",\"plogOffset\":\"4\""), more.out());
        // The first one is behind us: nothing of it is left to be gone on with.
        refused(A + B + C, "line 1: input must be");
    }

    @Test
    void aFileThatWasMovedOrPackedIsTheSameStream() throws IOException {
        Path file = Files.writeString(data.resolve("events.ndjson"), A + B);
        Path log = data.resolve("d");
        Cli.sequence(log, "", file.toString()).requireExit(ExitCode.OK);
        Path packed = data.resolve("other").resolve("events.ndjson.gz");
        Files.createDirectories(packed.getParent());
        Files.write(packed, TextInputTest.gzip((A + B + C).getBytes(StandardCharsets.UTF_8)));
        Cli.Result again = Cli.sequence(log, "", packed.toString(), "--append").requireExit(ExitCode.USAGE);
        assertTrue(
                again.err()
                        .startsWith("isequencer: stream must be another than the log's last one to be appended:"
                                + " stream=\"events.ndjson\"; --resume continues it after line 2, --stream NAME"),
                again.err());
        Path renamed = Files.move(packed, data.resolve("whatever"));
        assertEquals(
                1,
                Cli.sequence(log, "", renamed.toString(), "--resume")
                        .requireExit(ExitCode.OK)
                        .lines()
                        .size());
        // It keeps the name that it began with.
        Cli.sequence(log, A, "--append", "--stream", "events.ndjson").requireExit(ExitCode.USAGE);
    }

    @Test
    void aLogOfAnEarlierVersionIsGoneOnWithAsFarAsItCanTell() throws IOException {
        Path log = copyOfOldData();
        String old = Files.readString(OLD.resolve("events.ndjson")) + "\n";
        Cli.Result resumed = Cli.sequence(log, old + A, "--resume").requireExit(ExitCode.OK);
        assertTrue(
                resumed.err().contains("the log's last event is from an earlier version, which kept no digest"),
                resumed.err());
        assertTrue(resumed.out().startsWith("{\"ref\":\"a\",\"plogOffset\":\"4\""), resumed.out());
        assertTrue(resumed.out().contains("\"number\":\"3\""), resumed.out());
        List<String> dump = Cli.plog(log);
        assertEquals(4, dump.size());
        assertTrue(dump.get(1).startsWith("{\"ref\":\"\u00fc2\",\"plogOffset\":\"2\""), dump.get(1));
        // From its first event on the whole input counts.
        String edited = old.replace("\"a1\"", "\"a0\"");
        Cli.Result refused = Cli.sequence(log, edited + A + B, "--resume").requireExit(ExitCode.BAD_DATA);
        assertTrue(refused.err().contains("a line of 1..5: input must be"), refused.err());
    }

    @Test
    void ofAnEarlierVersionTheLastRefIsCompared() throws IOException {
        Path log = copyOfOldData();
        String old = Files.readString(OLD.resolve("events.ndjson")) + "\n";
        Cli.Result refused =
                Cli.sequence(log, old.replace("\"a3\"", "\"b3\""), "--resume").requireExit(ExitCode.BAD_DATA);
        assertTrue(
                refused.err()
                        .contains("line 4: ref must be the one in the log, is it the same input: ref in the log=\"a3\","
                                + " ref in the input=\"b3\""),
                refused.err());
        Cli.Result filled = Cli.runWith(A, "sequence", "--data", log.toString()).requireExit(ExitCode.USAGE);
        assertTrue(filled.err().contains("events=3; --resume continues the same input after line 4, "), filled.err());
        assertEquals(
                1,
                Cli.sequence(log, A, "--append")
                        .requireExit(ExitCode.OK)
                        .lines()
                        .size());
    }

    private Path copyOfOldData() throws IOException {
        Path log = data.resolve("old");
        Files.createDirectories(log.resolve("plog"));
        for (String name : List.of("types.json", "plog/plog-00000000000000000001.seg")) {
            Files.copy(OLD.resolve("data").resolve(name), log.resolve(name));
        }
        return log;
    }

    private Cli.Result resume(String input) {
        return Cli.sequence(data, input, "--resume", "--skip-bad");
    }

    private String refused(String input, String message) {
        List<String> before = Cli.plog(data);
        Cli.Result result = resume(input).requireExit(ExitCode.BAD_DATA);
        assertTrue(result.err().contains("isequencer: " + message), result.err());
        assertEquals("", result.out());
        assertEquals(before, Cli.plog(data));
        return result.err();
    }
}
