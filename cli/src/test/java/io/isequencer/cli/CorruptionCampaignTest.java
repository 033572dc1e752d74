package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages a data directory at random and continues with it: a correct recovery or a clear error, never a wrong number.
 *
 * <p>The long campaign: {@code mvn test -Dtest=CorruptionCampaignTest -Dcorruption.damages=2000}. Another seed: {@code
 * -Dcorruption.seed=N}. One damage again: {@code -Dcorruption.only=N}, with the number that a failure names.
 */
@Tag("corruption")
@Tag("slow")
class CorruptionCampaignTest {
    private static final long SEED = Long.getLong("corruption.seed", 20_261_122);
    private static final int DAMAGES = Integer.getInteger("corruption.damages", 38);
    private static final int ONLY = Integer.getInteger("corruption.only", -1);

    @TempDir
    private Path temp;

    private Path whole;
    private Corruption.Donors donors;
    private List<String> log;

    @BeforeEach
    void directories() throws IOException {
        whole = temp.resolve("whole");
        donors = new Corruption.Donors(temp.resolve("stale"), temp.resolve("another"));
        sequence(whole, 0, 7, 35);
        Trees.copy(whole, donors.stale());
        sequence(whole, 35, 7, 30);
        sequence(donors.another(), 500, 5, 50);
        log = Cli.plog(whole);
        assertEquals(65, log.size());
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.HOURS)
    void eachDamageEndsInARecoveryOrAClearError() throws IOException {
        Map<Corruption, int[]> counts = new EnumMap<>(Corruption.class);
        List<String> violations = new ArrayList<>();
        Corruption[] kinds = Corruption.values();
        for (int i = 0; i < DAMAGES; i++) {
            if (ONLY < 0 || ONLY == i) {
                Corruption kind = kinds[i % kinds.length];
                int[] count = counts.computeIfAbsent(kind, k -> new int[2]);
                Verdict verdict = strike(i, kind, violations);
                count[verdict.recovered() ? 0 : 1]++;
            }
        }
        StringBuilder table = new StringBuilder("| damage | recovered | refused |\n|---|--:|--:|\n");
        counts.forEach((kind, count) -> table.append("| " + kind + " | " + count[0] + " | " + count[1] + " |\n"));
        Path target = Files.createDirectories(Path.of("target"));
        Files.writeString(target.resolve("corruption-campaign.md"), table);
        assertEquals(List.of(), violations);
        int recovered = counts.values().stream().mapToInt(count -> count[0]).sum();
        assertTrue(ONLY >= 0 || recovered > DAMAGES / 3, () -> "too few recoveries to prove anything:\n" + table);
    }

    private Verdict strike(int number, Corruption kind, List<String> violations) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED + number);
        Path data = temp.resolve("d" + number);
        Trees.copy(whole, data);
        String what = kind.strike(data, donors, random);
        // It only looks: in the others nobody has looked before the start.
        int inspected = number % 4 > 0
                ? 0
                : Cli.run("inspect", "--data", data.toString()).exitCode();
        Verdict verdict = Verdict.of(data, input(1_000, 7, 9), log);
        if (verdict.violation() != null || inspected == ExitCode.INTERNAL.code()) {
            violations.add("-Dcorruption.seed=" + SEED + " -Dcorruption.only=" + number + ": " + what + ": "
                    + verdict.violation() + ", inspect=" + inspected);
        }
        Trees.delete(data);
        return verdict;
    }

    static void sequence(Path data, int first, int workspaces, int events) {
        Cli.sequence(data, input(first, workspaces, events), "--generation-events", "10")
                .requireExit(ExitCode.OK);
    }

    /** Events with one to four numbers in a few workspaces. */
    static String input(int first, int workspaces, int events) {
        StringBuilder input = new StringBuilder();
        for (int i = first; i < first + events; i++) {
            input.append(Cli.event("e" + i, i % workspaces, "1" + ",2".repeat(i % 4)));
        }
        return input.toString();
    }
}
