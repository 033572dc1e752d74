package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code sequence} in a process that is killed at seeded moments, and resumed, with one history for all lives. */
@Tag("slow")
class KillTest {
    private static final long SEED = 20_260_801;
    private static final Pattern APPENDED = Pattern.compile("^\\{\"e\":\"append\".*\"p\":\"(\\d+)\".*\"r\":\"ok\"}$");
    private static final Pattern PRINTED_OFFSET = Pattern.compile("\"plogOffset\":\"(\\d+)\"");
    private static final int COPIES = 4;
    private static final int KILLS = 6;

    @TempDir
    private Path temp;

    private Path input;
    private Path data;
    private Path history;
    private List<String> undisturbed;

    @BeforeEach
    void undisturbedRun() throws IOException {
        input = temp.resolve("input.ndjson");
        List<String> lines = new ArrayList<>();
        for (int copy = 0; copy < COPIES; copy++) {
            for (String line : Cli.sampleLines()) {
                lines.add(line.replaceFirst("\"ref\":\"", "\"ref\":\"" + copy + "-"));
            }
        }
        Files.writeString(input, String.join("\n", lines) + "\n");
        data = temp.resolve("killed");
        history = temp.resolve("history.ndjson");
        Path whole = temp.resolve("whole");
        undisturbed = Cli.sequence(whole, "", input.toString())
                .requireExit(ExitCode.OK)
                .lines();
        assertEquals(lines.size(), undisturbed.size());
        assertEquals(undisturbed, Cli.plog(whole));
    }

    @Test
    void killedAndResumedItNumbersAsIfNothingHadHappened() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        int acknowledged = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged += runAndKill(kill, random);
        }
        assertTrue(acknowledged > 0, "no run came as far as to print: seed=" + SEED);
        assertResumes();
        assertTheHistoryOfAllLivesIsGood();
    }

    @Test
    void onSigtermItFinishesWhatItHasAndExitsWith143() throws Exception {
        try (ChildProcess child = start("term")) {
            List<String> printed = new ArrayList<>(child.read(1));
            child.terminate();
            printed.addAll(child.readRest());
            assertEquals(ExitCode.TERMINATED.code(), child.exitCode());
            List<String> log = Cli.plog(data);
            // All that is in the log was printed, and the numbers were stored in good order.
            assertEquals(log, printed);
            assertTrue(Files.exists(data.resolve("numbers.seal")));
        }
        assertResumes();
    }

    /** Kills after some lines of output or, in each third run, at any time. Returns how many lines were printed. */
    private int runAndKill(int kill, SplittableRandom random) throws Exception {
        try (ChildProcess child = start("kill-" + kill)) {
            List<String> printed = new ArrayList<>();
            if (kill % 3 == 2) {
                child.killAfter(random.nextLong(200, 2_000));
            } else {
                printed.addAll(child.read(random.nextInt(1, 600)));
                child.kill();
            }
            printed.addAll(child.readRest());
            child.exitCode();
            assertAcknowledgedIsInTheLog(printed);
            assertAcknowledgedIsInTheHistory(printed);
            return printed.size();
        }
    }

    private void assertAcknowledgedIsInTheLog(List<String> printed) {
        if (printed.isEmpty()) {
            return;
        }
        List<String> log = Cli.plog(data);
        assertEquals(undisturbed.subList(0, log.size()), log);
        int first = undisturbed.indexOf(printed.get(0));
        assertEquals(log.subList(first, first + printed.size()), printed);
    }

    private void assertAcknowledgedIsInTheHistory(List<String> printed) throws IOException {
        if (printed.isEmpty()) {
            return;
        }
        Set<String> recorded = new HashSet<>();
        for (String line : Files.readAllLines(history)) {
            Matcher append = APPENDED.matcher(line);
            if (append.find()) {
                recorded.add(append.group(1));
            }
        }
        for (String line : printed) {
            Matcher offset = PRINTED_OFFSET.matcher(line);
            assertTrue(offset.find() && recorded.contains(offset.group(1)), line);
        }
    }

    private void assertTheHistoryOfAllLivesIsGood() {
        Cli.Result verdict = Cli.run("oracle", "history", "--json", history.toString());
        assertEquals(ExitCode.OK.code(), verdict.exitCode(), () -> verdict.out() + verdict.err());
    }

    private void assertResumes() {
        Cli.sequence(data, "", "--resume", "--history", history.toString(), input.toString())
                .requireExit(ExitCode.OK);
        assertEquals(undisturbed, Cli.plog(data));
    }

    private ChildProcess start(String name) throws IOException {
        return ChildProcess.start(
                temp.resolve(name + ".err"),
                "sequence",
                "--data",
                data.toString(),
                "--resume",
                "--history",
                history.toString(),
                input.toString());
    }
}
