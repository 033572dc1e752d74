package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
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
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void aRunThatContinuesAnotherStatesWhatItFinds() throws IOException {
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
        assertTrue(result.out().contains("\n  again:    ./isequencer oracle history " + history), result.out());
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
                "isequencer: history must be whole gzip: cause=gzip member must be whole: member=1, begins at byte=0, byte="
                        + bytes.length / 2 + ", input ends here, file=-\n",
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
                "isequencer: history must be whole gzip: cause=gzip member must be deflated (method 8): member=2, begins at byte="
                        + monday.length + ", byte=" + (monday.length + 3) + ", method=7, file=-\n",
                damaged.err());
    }

    private static byte[] packed(String name) throws IOException {
        return Files.readAllBytes(ProjectFiles.ROOT.resolve("cli/src/test/resources/cases/02-gzip-members/" + name));
    }

    @Test
    void aCutLineIsReportedBesideTheVerdictOnTheRest() throws IOException {
        long line = text.lines().count();
        String cut = text.substring(0, text.length() - 5);
        Cli.Result torn = Cli.runWith(cut, "oracle", "history", "-").requireExit(ExitCode.TORN);
        assertTrue(
                torn.out().startsWith("TORN  every whole line fits; what came after the last one is not known\n"),
                torn.out());
        assertTrue(torn.out().contains("\n  torn:     line " + line + " of - is cut after 15 bytes\n"), torn.out());
        String json = Cli.runWith(cut, "oracle", "history", "--json", "-")
                .requireExit(ExitCode.TORN)
                .out();
        assertTrue(json.contains("\"verdict\":\"torn\",\"lines\":" + (line - 1)), json);
        assertTrue(json.contains("\"torn\":{\"line\":" + line + ",\"bytes\":15}"), json);
        Cli.runWith(cut.replace("\"n\":\"200002\"", "\"n\":\"200001\""), "oracle", "history", "-")
                .requireExit(ExitCode.VIOLATION);
        String header = text.lines().findFirst().orElseThrow();
        Cli.runWith(header + "\n{\"e\":", "oracle", "history", "-").requireExit(ExitCode.VACUOUS);
        assertTrue(Cli.run("explain", "exit-codes").out().contains("\n   8  torn: "));
    }

    @Test
    void severalFilesAreOneHistory() throws IOException {
        Path next = dir.resolve("next.ndjson");
        Cli.sequence(dir.resolve("data"), Cli.event("d", 5, "1"), "--history", next.toString())
                .requireExit(ExitCode.OK);
        String[] both = {"oracle", "history", history.toString(), next.toString()};
        Cli.Result result = Cli.run(both).requireExit(ExitCode.OK);
        assertTrue(
                result.out()
                        .contains(
                                "\n  lives=2 cut off=0 events lost between=0 events found that were not recorded=0\n"),
                result.out());
        Cli.runWith(text + Files.readString(next), "oracle", "history", "-").requireExit(ExitCode.OK);
        Cli.runWith(text, "oracle", "history", "-", next.toString()).requireExit(ExitCode.OK);
        Cli.run("oracle", "history", next.toString(), history.toString()).requireExit(ExitCode.VIOLATION);

        Files.writeString(next, Files.readString(next).replace("\"n\":\"2\"", "\"n\":\"7\""));
        Cli.Result wrong = Cli.run(both).requireExit(ExitCode.VIOLATION);
        String at = " of " + next;
        assertTrue(wrong.out().startsWith("VIOLATION  StorageJustified at line 5" + at + " (e=open)\n"), wrong.out());
        assertTrue(wrong.out().contains("\n  good:     lines 1..4" + at + "\n"), wrong.out());
        assertTrue(
                wrong.out().contains("\n  again:    ./isequencer oracle history " + history + " " + next + "\n"),
                wrong.out());
        String json = Cli.run("oracle", "history", "--json", history.toString(), next.toString())
                .requireExit(ExitCode.VIOLATION)
                .out();
        assertTrue(json.contains("\"goodLines\":" + (text.lines().count() + 4)), json);
        assertTrue(json.contains("\"files\":[\"" + history + "\",\"" + next + "\"]"), json);
        assertEquals(
                "isequencer: stdin must be named once: count=2\n",
                Cli.run("oracle", "history", "-", "-")
                        .requireExit(ExitCode.USAGE)
                        .err());
    }

    /** What each history of the collection must give: reports of users, told again. */
    @ParameterizedTest
    @CsvSource({
        "histories/b38_reissued_after_definite_failure_and_restart_of_the_same_owner.ndjson, 1, Unique at line 20",
        "histories/p1_start_gives_own_flushed_offset.ndjson, 1, OffsetGiven at line 13",
        "histories/p2_append_in_flight_outlives_power_loss.ndjson, 1, Provisional at line 23",
        "histories/p3_told_but_not_carried_then_restart.ndjson, 0, OK",
        "histories/p13_told_not_carried_checkpoint_without_it.ndjson, 0, OK",
        "landed-logged-when-learnt.ndjson, 0, OK",
        "09-overflow/wraps-to-minus.ndjson, 1, InRange at line 9",
        "09-overflow/wraps-to-zero.ndjson, 1, InRange at line 9",
        "20-killed-history/given-duplicate.ndjson, 1, Unique at line 3",
        "03-encodings/history-utf16le.txt, 0, OK",
    })
    void theCollectedHistoriesAreJudgedRightly(String name, int exit, String verdict) {
        Path path = ProjectFiles.ROOT.resolve("cli/src/test/resources/cases").resolve(name);
        Cli.Result result = Cli.run("oracle", "history", path.toString());
        assertEquals(exit, result.exitCode(), result.out() + result.err());
        assertTrue(result.lines().get(0).contains(verdict), result.out());
    }

    /** What a signal ends has a verdict, and that verdict's exit code. */
    @Test
    @Tag("slow")
    @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aHistoryThatIsBeingWrittenIsJudgedUntilASignalComes() throws Exception {
        Path written = dir.resolve("written.ndjson");
        Files.writeString(written, text.substring(0, text.length() - 5));
        Path err = dir.resolve("err");
        try (ChildProcess child = ChildProcess.start(err, "oracle", "history", "--follow", written.toString())) {
            awaitWaiting(child, err);
            child.terminate();
            List<String> out = child.readRest();
            assertEquals(ExitCode.TORN.code(), child.exitCode(), out::toString);
            assertEquals(
                    Cli.run("oracle", "history", written.toString())
                            .requireExit(ExitCode.TORN)
                            .lines(),
                    out);
        }
    }

    @Test
    @Tag("slow")
    @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aViolationEndsTheWatch() throws Exception {
        Path written = dir.resolve("written.ndjson");
        Files.writeString(written, text);
        Path err = dir.resolve("err");
        try (ChildProcess child = ChildProcess.start(err, "oracle", "history", "--follow", written.toString())) {
            awaitWaiting(child, err);
            Files.move(written, dir.resolve("written.1"));
            Files.writeString(written, "{\"e\":\"next\",\"s\":1,\"n\":\"1\"}\n");
            List<String> out = child.readRest();
            assertEquals(ExitCode.VIOLATION.code(), child.exitCode());
            assertEquals("VIOLATION  Refusal at line 1 (e=next)", out.get(0));
        }
    }

    private static void awaitWaiting(ChildProcess child, Path err) throws Exception {
        while (!Files.readString(err).contains("waiting for more")) {
            assertTrue(child.isAlive(), "child must read and wait");
            Thread.sleep(20);
        }
    }

    @Test
    void aFollowedStreamIsJudgedToItsEnd() throws IOException {
        Cli.Result result =
                Cli.runWith(text, "oracle", "history", "--follow", "-").requireExit(ExitCode.OK);
        assertTrue(result.out().startsWith("OK  every line fits\n"), result.out());
        Path next = dir.resolve("next.ndjson");
        Cli.sequence(dir.resolve("data"), Cli.event("d", 5, "1"), "--history", next.toString())
                .requireExit(ExitCode.OK);
        Cli.Result both = Cli.runWith(Files.readString(next), "oracle", "history", "--follow", history.toString(), "-")
                .requireExit(ExitCode.OK);
        assertTrue(both.out().contains("\n  lives=2 "), both.out());
    }

    @Test
    void anEmptyHistoryIsVacuous() {
        Cli.runWith("", "oracle", "history", "-").requireExit(ExitCode.VACUOUS);
        String header = text.lines().findFirst().orElseThrow();
        Cli.Result result = Cli.runWith(header, "oracle", "history", "-").requireExit(ExitCode.VACUOUS);
        assertTrue(result.out().startsWith("VACUOUS"), result.out());
    }

    @Test
    void whatIsWrongWithTheInputIsReported() {
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
