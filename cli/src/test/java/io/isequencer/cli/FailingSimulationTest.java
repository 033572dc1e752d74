package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.defects.Defect;
import io.isequencer.defects.DefectLab;
import io.isequencer.simulation.render.CapsuleJson;
import io.isequencer.testing.ProjectFiles;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a failure, in a process of its own whose core has a defect. */
@Tag("slow")
class FailingSimulationTest {
    private static final Path HOME = ProjectFiles.ROOT;

    @TempDir
    Path directory;

    private Path defective;

    @Test
    void aSafetyFailureIsShrunkExplainedAndReplayed() throws Exception {
        plant("R10-prune-without-comparing");
        Path capsule = simulate(ExitCode.VIOLATION, "PendingSound");
        Path page = Path.of(capsule.toString().replace(".json", ".html"));
        assertTrue(Files.readString(page).contains("PendingSound"));

        List<String> trace = run(ExitCode.VIOLATION, "replay", "--trace", capsule.toString());
        assertTrue(trace.size() < 60, trace.size() + " lines");
        assertTrue(trace.get(trace.size() - 1).contains("PendingSound: "), trace.toString());

        Path smaller = directory.resolve("small.json");
        run(ExitCode.OK, "shrink", capsule.toString(), "--to", smaller.toString());
        assertEquals(Files.readString(capsule), Files.readString(smaller), "it was 1-minimal already");
    }

    @Test
    void aLivenessFailureHasAnExitCodeOfItsOwn() throws Exception {
        plant("R12-no-signal-while-waiting");
        Path capsule = simulate(ExitCode.LIVENESS, "ActEnds");
        run(ExitCode.LIVENESS, "replay", capsule.toString());
    }

    @Test
    void whatTheRelationAloneSeesIsShrunkExplainedAndReplayed() throws Exception {
        plant("R12-failure-forgets-the-signal");
        Path capsule = simulate(
                ExitCode.VIOLATION,
                "disagreed seed \\d+, in which the reference model found nothing: Relation: .*",
                "--seeds",
                "1..3",
                "--relation");
        String page = Files.readString(Path.of(capsule.toString().replace(".json", ".html")));
        for (String part : List.of(
                ", FlFail of ",
                "what it changes differs: signalled (true by the specification, false in the trace)",
                "possible were:",
                "  FlFail of ")) {
            assertTrue(page.contains(part), part);
        }
        List<String> replay = run(ExitCode.VIOLATION, "replay", "--trace", capsule.toString());
        int moves = CapsuleJson.parse(Files.readString(capsule)).size();
        String told = "Relation: move " + moves + ", the relation's step ";
        assertTrue(page.contains(told), told);
        assertTrue(replay.get(moves - 1).startsWith(String.format(Locale.ROOT, "%6d ", moves)), replay.toString());
        assertTrue(replay.get(moves).contains(": " + told), replay.toString());
        Path smaller = directory.resolve("small.json");
        run(ExitCode.OK, "shrink", capsule.toString(), "--to", smaller.toString());
        assertEquals(Files.readString(capsule), Files.readString(smaller), "it was 1-minimal already");
    }

    /** Runs seeds until some fail, and returns the capsule that the last line of the summary replays. */
    private Path simulate(ExitCode expected, String property) throws IOException, InterruptedException {
        return simulate(expected, "failed    seed \\d+: " + property + ": .*", "--seeds", "1..60");
    }

    private Path simulate(ExitCode expected, String line, String... options) throws IOException, InterruptedException {
        List<String> simulate = new ArrayList<>(List.of(
                "simulate", "--jobs", "1", "--out", directory.resolve("out").toString()));
        simulate.addAll(List.of(options));
        List<String> report = run(expected, simulate.toArray(String[]::new));
        assertTrue(report.stream().anyMatch(each -> each.matches(line)), report.toString());
        String replay = report.get(report.size() - 1);
        String command = "replay    ./isequencer replay --trace ";
        assertTrue(replay.startsWith(command), replay);
        return Path.of(replay.substring(command.length()));
    }

    private void plant(String id) throws IOException {
        Defect defect = Defect.readAll(HOME.resolve("simulation/defects")).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        defective = new DefectLab(HOME, directory.resolve("lab")).compile(defect);
    }

    private List<String> run(ExitCode expected, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                defective + File.pathSeparator + System.getProperty("java.class.path"),
                "io.isequencer.cli.Main"));
        command.addAll(List.of(args));
        Path errors = directory.resolve("stderr.txt");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals(expected.code(), process.waitFor(), () -> lines + read(errors));
        return lines;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
