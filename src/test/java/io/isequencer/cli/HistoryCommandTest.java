package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.architecture.ProjectFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryCommandTest {
    @TempDir
    private Path dir;

    private Path history;
    private String text;

    @BeforeEach
    void record() throws IOException {
        history = dir.resolve("run.ndjson");
        String input = Cli.event("a", 5, "1,2") + Cli.event("b", 6, "1") + Cli.event("c", 5, "1,2,2");
        Cli.sequence(dir.resolve("data"), input, "--history", history.toString())
                .requireExit(ExitCode.OK);
        text = Files.readString(history);
    }

    @Test
    void aRealRunIsGood() {
        Cli.Result result = Cli.run("oracle", "history", history.toString()).requireExit(ExitCode.OK);
        assertTrue(result.out().startsWith("OK  every line fits\n"), result.out());
        assertTrue(result.out().contains("events=3 numbers=6 keys=3"), result.out());
        assertTrue(text.endsWith("{\"e\":\"close\",\"o\":1}\n"), text);
    }

    @Test
    void aRunThatGoesOnWhereAnotherEndedSaysWhatWasThere() throws IOException {
        Path next = dir.resolve("next.ndjson");
        Cli.sequence(dir.resolve("data"), Cli.event("d", 5, "1"), "--history", next.toString())
                .requireExit(ExitCode.OK);
        assertTrue(Files.readString(next).contains("\"e\":\"givenNumber\",\"w\":\"5\",\"s\":1,\"n\":\"2\""));
        Cli.run("oracle", "history", next.toString()).requireExit(ExitCode.OK);
    }

    @Test
    void aViolationIsExplained() throws IOException {
        Files.writeString(history, text.replace("\"s\":2,\"n\":\"200002\"", "\"s\":2,\"n\":\"200001\""));
        Cli.Result result = Cli.run("oracle", "history", history.toString()).requireExit(ExitCode.VIOLATION);
        assertTrue(result.out().startsWith("VIOLATION  Provisional at line "), result.out());
        assertTrue(result.out().contains("\n  good:     lines 1.."), result.out());
        assertTrue(result.out().contains("\n  again:    isequencer oracle history " + history), result.out());
        Cli.run("explain", "Provisional").requireExit(ExitCode.OK);
        String json = Cli.run("oracle", "history", "--json", history.toString())
                .requireExit(ExitCode.VIOLATION)
                .out();
        assertTrue(json.contains("\"rule\":\"Provisional\""), json);
    }

    @Test
    void gzipAndStdinAreRead() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = packed.toByteArray();
        Cli.runWith(bytes, "oracle", "history", "-").requireExit(ExitCode.OK);
        Cli.runWith(text, "oracle", "history", "-").requireExit(ExitCode.OK);
        Cli.Result torn = Cli.runWith(Arrays.copyOf(bytes, bytes.length / 2), "oracle", "history", "-")
                .requireExit(ExitCode.BAD_DATA);
        assertEquals(
                "isequencer: gzip member must be whole: member=1, begins at byte=0, byte=" + bytes.length / 2
                        + ", input ends here, file=-\n",
                torn.err());
    }

    /** What was read in part is not judged as if it were the whole. */
    @Test
    void eachMemberOfAnArchiveIsRead() throws IOException {
        byte[] monday = packed("mon.ndjson.gz");
        byte[] wrongTuesday = packed("tue-bad.ndjson.gz");
        String wrong = "VIOLATION  Unique at line 405 (e=append)\n";
        Cli.Result joined = Cli.runWith(packed("both-bad.gz"), "oracle", "history", "-");
        assertTrue(joined.requireExit(ExitCode.VIOLATION).out().startsWith(wrong), joined.out());
        // A pipe whose writer waits between the members tells nothing about what is still to come.
        try (InputStream paused =
                new SequenceInputStream(new ByteArrayInputStream(monday), new ByteArrayInputStream(wrongTuesday))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Cli.Result late = Cli.run(paused, out, out, "oracle", "history", "-");
            assertTrue(late.requireExit(ExitCode.VIOLATION).out().startsWith(wrong), late.out());
        }
        Cli.runWith(packed("both-good.gz"), "oracle", "history", "-").requireExit(ExitCode.OK);
        Cli.Result damaged = Cli.runWith(packed("second-header-damaged.gz"), "oracle", "history", "-")
                .requireExit(ExitCode.BAD_DATA);
        assertEquals(
                "isequencer: gzip member must be deflated (method 8): member=2, begins at byte=" + monday.length
                        + ", byte=" + (monday.length + 3) + ", method=7, file=-\n",
                damaged.err());
    }

    private static byte[] packed(String name) throws IOException {
        return Files.readAllBytes(ProjectFiles.ROOT.resolve("src/test/resources/cases/02-gzip-members/" + name));
    }

    @Test
    void anEmptyHistoryIsVacuous() {
        Cli.runWith("", "oracle", "history", "-").requireExit(ExitCode.VACUOUS);
        String header = text.lines().findFirst().orElseThrow();
        Cli.Result result = Cli.runWith(header, "oracle", "history", "-").requireExit(ExitCode.VACUOUS);
        assertTrue(result.out().startsWith("VACUOUS"), result.out());
    }

    @Test
    void whatIsWrongWithTheInputIsTold() {
        Cli.Result broken = Cli.runWith(text + "{\"e\":\"next\",\"s\":0}\n", "oracle", "history", "-")
                .requireExit(ExitCode.BAD_DATA);
        long line = text.lines().count() + 1;
        assertEquals("isequencer: line " + line + ": s must be 1..65535: value=0, file=-\n", broken.err());
        Cli.run("oracle", "history", dir.resolve("no").toString()).requireExit(ExitCode.MISSING_FILE);
        Cli.run("oracle", "history", dir.toString()).requireExit(ExitCode.MISSING_FILE);
        Cli.run("oracle", "history").requireExit(ExitCode.USAGE);
        Cli.sequence(dir.resolve("data2"), "", "--history", dir.toString()).requireExit(ExitCode.BAD_DATA);
    }
}
