package io.isequencer.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.channel.ProcessChannel;
import io.isequencer.oracle.drive.CaseJudge;
import io.isequencer.oracle.drive.CheckPlan;
import io.isequencer.oracle.drive.Profile;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.testing.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What crashed sequencers leave in their adapter's process does not add up: a check of all paths has a hundred thousand of
 * them. Threads and memory are those that Linux tells of.
 */
@Tag("slow")
class AdapterRemainsTest {
    /** It crashes ten times, each time while a write, an actualize and a quiesce wait. */
    private static final String CRASHES = "L3-crash-at-011";

    private static final int FIRST_ROUNDS = 20;
    private static final int ROUNDS = 100;
    private static final long MAX_MORE_THREADS = 5;
    private static final long MAX_MORE_KIB = 4_096;

    /** What is kept of the most that ran at a time grows now and then; what adds up grows each time. */
    private static final int GROWTHS = 3;

    private static final long PATIENCE_MS = 30_000;

    /** A crash ends the process of the others. */
    static List<BundledAdapter> adapters() {
        List<BundledAdapter> living = BundledAdapter.all().stream()
                .filter(adapter -> !adapter.id().equals("c"))
                .toList();
        return Sample.oneIn(6, living);
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void aCrashLeavesNothing(BundledAdapter adapter, @TempDir Path temp) throws IOException, InterruptedException {
        Toolchains.require(adapter.tool(), "the adapter in " + adapter.language());
        Toolchains.build(adapter);
        Path errors = temp.resolve("errors.txt");
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" 2>'" + errors + "'", "sh"));
        command.addAll(adapter.command());
        List<ProcessChannel> started = new ArrayList<>();
        try (CaseJudge judge = new CaseJudge(() -> started(command, started), Profile.STRICT, PATIENCE_MS)) {
            judge.begin();
            Case crashes = new CheckPlan(Level.L3, CRASHES, 1, Profile.STRICT, PATIENCE_MS)
                    .cases(Bounds.USUAL)
                    .get(0);
            run(judge, crashes, FIRST_ROUNDS);
            List<String> grown = new ArrayList<>();
            String growth = growth(judge, crashes, started);
            while (!growth.isEmpty()) {
                grown.add(growth);
                assertTrue(grown.size() < GROWTHS, () -> "it grows again and again: " + grown);
                growth = growth(judge, crashes, started);
            }
        }
        assertEquals("", Files.readString(errors), "it has nothing to complain of");
    }

    /** What has grown in some rounds: empty if nothing has by much. */
    private static String growth(CaseJudge judge, Case crashes, List<ProcessChannel> started) throws IOException {
        long threads = told(started.get(0), "Threads");
        long kib = told(started.get(0), "VmRSS");
        run(judge, crashes, ROUNDS);
        assertEquals(1, started.size(), "one process took all of them");
        long moreThreads = told(started.get(0), "Threads") - threads;
        long moreKib = told(started.get(0), "VmRSS") - kib;
        return moreThreads <= MAX_MORE_THREADS && moreKib <= MAX_MORE_KIB
                ? ""
                : "threads by " + moreThreads + ", KiB of memory by " + moreKib;
    }

    private static ProcessChannel started(List<String> command, List<ProcessChannel> all) throws IOException {
        ProcessChannel channel = ProcessChannel.start(command);
        all.add(channel);
        return channel;
    }

    private static void run(CaseJudge judge, Case testCase, int rounds) {
        for (int i = 0; i < rounds; i++) {
            assertEquals(Verdict.PASS, judge.run(testCase).result().verdict());
        }
    }

    private static long told(ProcessChannel of, String name) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + of.pid() + "/status"))) {
            if (line.startsWith(name + ":")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new AssertionError("the process has ended");
    }
}
