package io.isequencer.storage.cassandra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.history.HistoryVerdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Three nodes, three replicas, three owners of one partition at once, each in a network namespace of its own; and everything
 * is broken that can be, in the order of a {@link StrikePlan}.
 */
@Tag("cluster")
class BrokenClusterTest {
    private static final int OWNERS = 3;
    private static final int QUIET_MS = 4_000;
    /** What was under way when the majority died may still be answered. */
    private static final long UNDER_WAY_SECONDS = 2;

    private final List<Phase> phases = new ArrayList<>();

    /** @param strike null if nothing is broken */
    private record Phase(Strike strike, String effect, long from, long until) {
        String text() {
            return strike == null ? "nothing is broken" : strike.text();
        }
    }

    @Test
    void nothingIsLostAndNoNumberComesTwice() throws Exception {
        Report report = new Report("broken");
        CassandraCluster cluster = CassandraCluster.three();
        StrikePlan plan = StrikePlan.asked(nemesis -> isPossible(nemesis, cluster.site()));
        report.tell("schedule=" + plan.name() + ", again: " + plan.replay());
        long begin = System.nanoTime();
        try (Owners owners = new Owners(cluster, report.directory(), OWNERS, "hammered=right")) {
            // Tables are made once.
            owners.run("dump", "hammered", report.file("nothing.txt").toString());
            owners.start();
            owners.awaitAcknowledgements(0, 20);
            long from = System.nanoTime();
            Commands.sleep(QUIET_MS);
            phases.add(new Phase(null, "", from, System.nanoTime()));
            Saboteur saboteur = new Saboteur(cluster, owners);
            for (Strike strike : plan.strikes()) {
                play(strike, saboteur, report);
            }
            owners.awaitAcknowledgements(0, 20);
            owners.end();
            owners.run("dump", "hammered", report.file("dump.txt").toString());
            judge(new ClusterHistory(owners.records(0), report.file("dump.txt")), plan, begin, report);
        }
    }

    private static boolean isPossible(Nemesis nemesis, Site site) {
        boolean possible =
                nemesis == Nemesis.OWNER_CLOCK_JUMPS ? WallClock.canJump() : !nemesis.isOfTheNetwork() || site.canCut();
        if (!possible) {
            System.out.println("NOT POSSIBLE HERE: " + nemesis.description()
                    + (nemesis.isOfTheNetwork() ? " needs root and ip netns" : " needs the package libfaketime"));
        }
        return possible;
    }

    private void play(Strike strike, Saboteur saboteur, Report report) throws Exception {
        long from = System.nanoTime();
        String effect = saboteur.strike(strike);
        phases.add(new Phase(strike, effect, from, System.nanoTime()));
        report.tell("strike: " + strike.text() + ": " + effect);
    }

    private void judge(ClusterHistory history, StrikePlan plan, long begin, Report report) throws Exception {
        tellPhases(history, report);
        tellErrors(history, report);
        Path merged = report.file("history.ndjson");
        HistoryVerdict verdict = history.judge(merged);
        report.tell("oracle: " + verdict);
        List<String> wrong = history.wrongAtTheEnd();
        boolean holds = history.lost().isEmpty() && wrong.isEmpty() && verdict.breach() == null;
        report.summarize(String.format(
                Locale.ROOT,
                "%s schedule=%s seconds=%d strikes=%d events=%d acknowledged=%d lost=%d %s errors=%d longestGapMs=%d",
                holds ? "HOLDS" : "BROKEN",
                plan.name(),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin),
                plan.strikes().size(),
                history.events(),
                history.acknowledged(),
                history.lost().size(),
                history.refusals().entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining(" ")),
                history.errors().size(),
                longestGapMs(history)));
        assertEquals(List.of(), history.lost());
        assertEquals(List.of(), wrong);
        assertNull(verdict.breach(), () -> merged + ": " + verdict.breach());
        assertTrue(verdict.events() > 100, () -> "events=" + verdict.events());
        assertEquals(history.events(), verdict.events(), "what the log holds and what owners did");
        assertClosedWithoutMajority(history);
    }

    private void tellPhases(ClusterHistory history, Report report) {
        for (Phase phase : phases) {
            report.tell(String.format(
                    Locale.ROOT,
                    "%-50s %6.1f s, %5d acknowledged, longest gap %6d ms; %s",
                    phase.text(),
                    (phase.until() - phase.from()) / 1e9,
                    history.acknowledgedBetween(phase.from(), phase.until()),
                    history.longestGapMs(phase.from(), phase.until()),
                    phase.effect()));
        }
    }

    private static void tellErrors(ClusterHistory history, Report report) {
        history.errors().stream()
                .collect(Collectors.groupingBy(
                        error -> error.replaceAll("plogOffset=\\d+|node\\d*|[0-9.]+:\\d+|\\d{2,}", "…"),
                        Collectors.counting()))
                .forEach((error, count) -> report.tell("  " + count + " × " + error));
    }

    private long longestGapMs(ClusterHistory history) {
        return phases.stream()
                .filter(phase ->
                        phase.strike() == null || !isDown(phase.strike().nemesis()))
                .mapToLong(phase -> history.longestGapMs(phase.from(), phase.until()))
                .max()
                .orElse(0);
    }

    /** Whether it takes the majority away. */
    private static boolean isDown(Nemesis nemesis) {
        return nemesis == Nemesis.TWO_NODES_KILLED || nemesis == Nemesis.ALL_NODES_KILLED;
    }

    private void assertClosedWithoutMajority(ClusterHistory history) {
        List<Phase> closed = phases.stream()
                .filter(phase -> phase.strike() != null && isDown(phase.strike().nemesis()))
                .toList();
        for (Phase phase : closed) {
            long from = phase.from() + TimeUnit.SECONDS.toNanos(UNDER_WAY_SECONDS);
            long until =
                    phase.from() + TimeUnit.MILLISECONDS.toNanos(phase.strike().ms());
            assertEquals(0, history.acknowledgedBetween(from, until), "without a majority nothing is acknowledged");
            assertTrue(
                    history.errors().stream().anyMatch(error -> error.contains("cluster must answer: call=")),
                    "owners are told what failed");
        }
    }
}
