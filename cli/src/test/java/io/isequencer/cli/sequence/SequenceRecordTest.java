package io.isequencer.cli.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.cli.ChildProcess;
import io.isequencer.cli.Cli;
import io.isequencer.cli.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of {@code sequence} that write a history or a trace beside the numbers. */
@Tag("slow")
class SequenceRecordTest {
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    private Path temp;

    @Test
    void whatIsPrintedIsInTheHistoryAlready() throws IOException {
        Path history = temp.resolve("h");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        List<Integer> appends = new ArrayList<>();
        OutputStream out = new OutputStream() {
            @Override
            public void write(int value) {
                throw new AssertionError("lines are written as a whole");
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                printed.write(bytes, from, length);
                List<String> lines = Files.readAllLines(history);
                int recorded = count(lines, "append");
                appends.add(recorded);
                assertEquals(printed.toString(StandardCharsets.UTF_8).lines().count(), recorded);
                assertTrue(lines.contains("{\"e\":\"synced\",\"p\":\"" + (recorded + 1) + "\"}"));
            }
        };
        byte[] input = Cli.event("a", 7, "1").repeat(2 * GroupCommit.MAX_EVENTS).getBytes(StandardCharsets.UTF_8);
        Cli.run(
                        new ByteArrayInputStream(input),
                        out,
                        printed,
                        "sequence",
                        "--data",
                        temp.resolve("d").toString(),
                        "--history",
                        history.toString())
                .requireExit(ExitCode.OK);
        assertTrue(appends.size() >= 2, "groups=" + appends);
    }

    @Test
    void theNextRunWritesItsLifeBehindAndBothAreOneHistory() throws IOException {
        Path data = temp.resolve("d");
        Path history = temp.resolve("h");
        String input = Cli.event("a", 7, "1,2") + Cli.event("b", 8, "1");
        Cli.sequence(data, input, "--history", history.toString()).requireExit(ExitCode.OK);
        String first = Files.readString(history);
        String more = input + Cli.event("c", 7, "1,2");
        Cli.sequence(data, more, "--resume", "--history", history.toString()).requireExit(ExitCode.OK);
        String both = Files.readString(history);
        assertTrue(both.startsWith(first));
        List<String> lines = both.lines().toList();
        assertEquals(2, count(lines, "history"));
        assertEquals(3, count(lines, "append"));
        // What an opened log shows is durable.
        int opened = lines.lastIndexOf("{\"e\":\"open\",\"o\":1,\"max\":20000}");
        assertEquals("{\"e\":\"synced\",\"p\":\"3\"}", lines.get(opened + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--history", "--trace"})
    void aFullDiskIsReportedBeforeAnythingIsNumbered(String option) {
        Path data = temp.resolve("d");
        Cli.Result result = Cli.sequence(data, Cli.event("a", 7, "1"), option, FULL.toString());
        result.requireExit(ExitCode.BAD_DATA);
        assertEquals(
                "isequencer: " + option.substring(2)
                        + " must be writable: file=/dev/full, cause=No space left on device\n",
                result.err());
        assertEquals(List.of(), Cli.plog(data));
        assertTrue(Files.exists(data.resolve("numbers.seal")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--history", "--trace"})
    void aDiskThatFillsUpCostsTheRecordAndNothingElse(String option) throws Exception {
        Path data = temp.resolve("d");
        Path input = temp.resolve("events.ndjson");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 16_000; i++) {
            lines.add(Cli.event("e" + i, i % 7, "1,2").strip());
        }
        Files.writeString(input, String.join("\n", lines) + "\n");
        Path record = temp.resolve("record");
        Path err = temp.resolve("err");
        List<String> printed;
        // No file may grow beyond 2 MiB: enough for numbers and log, not for the record.
        try (ChildProcess child = ChildProcess.startLimited(
                err,
                2 * 1024 * 1024,
                "sequence",
                "--data",
                data.toString(),
                option,
                record.toString(),
                input.toString())) {
            printed = child.readRest();
            assertEquals(ExitCode.BAD_DATA.code(), child.exitCode(), () -> read(err));
        }
        String said = read(err);
        assertTrue(
                said.contains(
                        "isequencer: " + option.substring(2) + " must be writable: file=" + record
                                + ", cause=File too large; the events that were printed are durable, --resume continues after them\n"),
                said);
        assertFalse(said.contains("\tat "), said);
        assertFalse(said.contains("WARN"), said);
        assertTrue(!printed.isEmpty() && printed.size() < lines.size(), "printed=" + printed.size());
        assertEquals(printed, Cli.plog(data));
        Cli.Result resumed =
                Cli.sequence(data, "", "--resume", input.toString()).requireExit(ExitCode.OK);
        assertEquals(lines.size() - printed.size(), resumed.lines().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"history", "trace"})
    void aRecordInTheDataDirectoryIsRefusedBeforeAnythingIsMade(String option) {
        Path data = temp.resolve("d");
        Path inside = temp.resolve("x/../d/sub/record.ndjson");
        Cli.Result refused = Cli.sequence(data, Cli.event("a", 1, "1"), "--" + option, inside.toString())
                .requireExit(ExitCode.USAGE);
        assertEquals(
                "isequencer: " + option + " must be outside of the data directory: " + option + "=" + inside + ", data="
                        + data + "\n",
                refused.err());
        assertFalse(Files.exists(data));
    }

    @Test
    void whatIsThereIsNotOverwritten() throws IOException {
        Path file = Files.writeString(temp.resolve("mine"), "my notes\n");
        for (String option : List.of("--history", "--trace")) {
            Path data = temp.resolve(option);
            Cli.sequence(data, Cli.event("a", 7, "1"), option, file.toString()).requireExit(ExitCode.BAD_DATA);
            assertEquals("my notes\n", Files.readString(file));
            assertEquals(List.of(), Cli.plog(data));
        }
        Cli.sequence(temp.resolve("f"), Cli.event("a", 7, "1"), "--history", file.toString(), "--force")
                .requireExit(ExitCode.OK);
        assertTrue(Files.readString(file).startsWith("{\"e\":\"history\""));
    }

    private static int count(List<String> lines, String kind) {
        return (int) lines.stream()
                .filter(line -> line.startsWith("{\"e\":\"" + kind + "\""))
                .count();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
