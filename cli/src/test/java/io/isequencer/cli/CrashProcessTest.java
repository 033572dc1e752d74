package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.crash.HaltPoint;
import io.isequencer.crash.RenamedClasses;
import io.isequencer.testing.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs {@code sequence} in processes that end at a chosen call of the log's files or of the numbers', each going on where the
 * last one ended. The long run:
 *
 * <pre>
 *   mvn test -Dtest=CrashProcessTest -Disequencer.crash.processes=100
 * </pre>
 */
@Tag("crash")
class CrashProcessTest {
    private static final long SEED = Long.getLong("isequencer.crash.seed", 1);
    private static final int PROCESSES = Integer.getInteger("isequencer.crash.processes", Sample.isAll() ? 8 : 4);
    private static final int LINES = 400;

    @TempDir
    private Path temp;

    private Path input;
    private Path classes;
    private List<String> undisturbed;
    private int processes;

    @BeforeEach
    void undisturbedRun() throws IOException {
        classes = temp.resolve("classes");
        RenamedClasses.write(classes);
        input = temp.resolve("input.ndjson");
        Files.writeString(input, String.join("\n", Cli.sampleLines().subList(0, LINES)) + "\n");
        undisturbed = Cli.sequence(temp.resolve("whole"), "", input.toString())
                .requireExit(ExitCode.OK)
                .lines();
    }

    @Test
    void whereverAProcessEndsTheNextOneGoesOn() throws Exception {
        Map<String, Integer> calls = callsOfAnUndisturbedProcess();
        assertTrue(calls.keySet().containsAll(List.of("log CREATE", "log WRITE", "log FSYNC", "log DIRECTORY_SYNC")));
        assertTrue(calls.keySet().containsAll(List.of("numbers WRITE", "numbers FSYNC")), "calls=" + calls);
        SplittableRandom random = new SplittableRandom(SEED);
        Map<String, Integer> halted = new TreeMap<>();
        List<String> kinds = new ArrayList<>(calls.keySet());
        Path data = temp.resolve("data");
        // How many calls a process makes depends on its flusher: a process may end before the one that was drawn.
        for (int i = 0; i < PROCESSES || sum(halted) <= PROCESSES / 3 && i < 5 * PROCESSES; i++) {
            // Half of them in the numbers' writes, which are most.
            String call = i % 2 == 0 ? "numbers WRITE" : kinds.get(random.nextInt(kinds.size()));
            int at = 1 + random.nextInt(calls.get(call));
            if (haltsAt(data, call, at)) {
                halted.merge(call, 1, Integer::sum);
            } else {
                finish(data);
                data = temp.resolve("data-" + i);
            }
        }
        finish(data);
        System.out.println("processes that were halted, by call: " + halted);
        assertTrue(sum(halted) > PROCESSES / 3, "halted=" + halted);
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Test
    void aFullDiskIsReportedAndNothingIsLost() throws Exception {
        List<String> many = new ArrayList<>();
        for (int copy = 0; copy < 60; copy++) {
            for (String line : Cli.sampleLines()) {
                many.add(line.replaceFirst("\"ref\":\"", "\"ref\":\"" + copy + "-"));
            }
        }
        Files.writeString(input, String.join("\n", many) + "\n");
        Path data = temp.resolve("data");
        Path err = temp.resolve("full.err");
        List<String> printed;
        // No file may grow beyond 2 MiB, which is to the process as if the disk were full.
        try (ChildProcess child = ChildProcess.startLimited(
                err, 2 * 1024 * 1024, "sequence", "--data", data.toString(), input.toString())) {
            printed = child.readRest();
            assertEquals(ExitCode.BAD_DATA.code(), child.exitCode(), () -> read(err));
        }
        assertTrue(read(err).contains("isequencer: log must be "), () -> read(err));
        assertTrue(read(err).contains("File too large"), () -> read(err));
        List<String> log = Cli.plog(data);
        assertTrue(!printed.isEmpty() && log.size() >= printed.size() && log.size() < many.size());
        assertEquals(printed, log.subList(0, printed.size()));
        Cli.sequence(data, "", "--resume", input.toString()).requireExit(ExitCode.OK);
        undisturbed = Cli.sequence(temp.resolve("again"), "", input.toString()).lines();
        assertEquals(undisturbed, Cli.plog(data));
    }

    /** Returns whether the process came as far as to be halted. */
    private boolean haltsAt(Path data, String call, int at) throws Exception {
        List<String> printed;
        int exitCode;
        Path err = temp.resolve("halt-" + processes++ + ".err");
        try (ChildProcess child = start(err, data, Map.of(HaltPoint.CALLS, call, HaltPoint.AT, String.valueOf(at)))) {
            printed = child.readRest();
            exitCode = child.exitCode();
        }
        String where = call + " " + at + ": ";
        assertTrue(exitCode == HaltPoint.HALTED || exitCode == 0, () -> where + read(err));
        if (Files.isDirectory(data.resolve("plog"))) {
            List<String> log = Cli.plog(data);
            assertEquals(undisturbed.subList(0, log.size()), log, where);
            if (!printed.isEmpty()) {
                int first = undisturbed.indexOf(printed.get(0));
                assertEquals(log.subList(first, first + printed.size()), printed, where);
            }
        }
        return exitCode == HaltPoint.HALTED;
    }

    private void finish(Path data) {
        Cli.sequence(data, "", "--resume", input.toString()).requireExit(ExitCode.OK);
        assertEquals(undisturbed, Cli.plog(data));
        Cli.run("plog", "--verify", "--data", data.toString()).requireExit(ExitCode.OK);
    }

    private Map<String, Integer> callsOfAnUndisturbedProcess() throws Exception {
        Path counts = temp.resolve("counts");
        Path err = temp.resolve("dry.err");
        try (ChildProcess child = start(err, temp.resolve("dry"), Map.of(HaltPoint.COUNTS, counts.toString()))) {
            assertEquals(undisturbed, child.readRest());
            assertEquals(0, child.exitCode(), () -> read(err));
        }
        Map<String, Integer> calls = new HashMap<>();
        for (String line : Files.readAllLines(counts)) {
            String[] parts = line.split("=");
            calls.put(parts[0], Integer.parseInt(parts[1]));
        }
        return calls;
    }

    private ChildProcess start(Path err, Path data, Map<String, String> properties) throws IOException {
        return ChildProcess.startObserved(
                err, classes, properties, "sequence", "--data", data.toString(), "--resume", input.toString());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
