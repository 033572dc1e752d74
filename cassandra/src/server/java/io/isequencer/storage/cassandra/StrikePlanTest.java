package io.isequencer.storage.cassandra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StrikePlanTest {
    private static StrikePlan plan(String name) {
        return StrikePlan.of(name, "all", nemesis -> true);
    }

    private static Set<Nemesis> nemeses(StrikePlan plan) {
        return plan.strikes().stream()
                .map(Strike::nemesis)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Nemesis.class)));
    }

    @Test
    void aSeedIsOneScheduleEverywhere() {
        assertEquals(plan("7").text(), plan("7").text());
        assertEquals(
                "owner-cut-off target=1 ms=4238", plan("7").strikes().get(0).text());
    }

    @Test
    void seedsDiffer() {
        Set<String> texts = new HashSet<>();
        for (int seed = 1; seed <= 100; seed++) {
            texts.add(plan(Integer.toString(seed)).text());
        }
        assertEquals(100, texts.size());
        assertNotEquals(plan("1").text(), plan("each").text());
    }

    @Test
    void eachScheduleHasEachNemesis() {
        for (String name : List.of("each", "1", "2", "-9223372036854775808", "9223372036854775807")) {
            assertEquals(EnumSet.allOf(Nemesis.class), nemeses(plan(name)), name);
        }
    }

    @Test
    void whomTheyStrikeIsThereAndAllAreStruck() {
        Set<String> struck = new TreeSet<>();
        for (int seed = 1; seed <= 200; seed++) {
            for (Strike strike : plan(Integer.toString(seed)).strikes()) {
                assertTrue(strike.ms() >= 3_000 && strike.ms() <= 5_000, strike::text);
                assertNotEquals(strike.target() == 0 ? -1 : strike.target(), strike.other(), strike::text);
                assertEquals(strike.nemesis().target() == Nemesis.Target.PAIR, strike.other() > 0, strike::text);
                assertEquals(
                        strike.nemesis() == Nemesis.OWNERS_KILLED,
                        !strike.moments().isEmpty(),
                        strike::text);
                struck.add(strike.nemesis().target() + " " + strike.target());
            }
        }
        assertEquals(
                Set.of(
                        "NODE 1", "NODE 2", "NODE 3", "PAIR 1", "PAIR 2", "PAIR 3", "OWNER 1", "OWNER 2", "OWNER 3",
                        "ALL 0"),
                struck);
    }

    @Test
    void theDocumentListsTheNemeses() {
        String table = Arrays.stream(Nemesis.values())
                .map(nemesis -> "| `" + nemesis.id() + "` | " + nemesis.description() + " | `"
                        + nemesis.plays().id() + "` |\n")
                .collect(Collectors.joining());
        assertTrue(
                ProjectFiles.read("docs/cassandra.md").contains("|---|---|---|\n" + table + "<!-- /nemeses -->"),
                table);
    }

    @Test
    void theSimulationsNamesChoose() {
        assertEquals(
                EnumSet.of(
                        Nemesis.OWNER_HANGS,
                        Nemesis.OWNER_CUT_OFF,
                        Nemesis.OWNER_SLOW,
                        Nemesis.OWNER_KILLED,
                        Nemesis.OWNERS_KILLED),
                nemeses(StrikePlan.of("1", "owners", nemesis -> true)));
        assertEquals(
                EnumSet.of(Nemesis.OWNER_CLOCK_JUMPS), nemeses(StrikePlan.of("each", "clock-jump", nemesis -> true)));
    }

    @Test
    void theCommandPlaysTheSameScheduleAgain() {
        String all = plan("7").replay();
        assertTrue(all.endsWith(" -Dit.test=BrokenClusterTest -Disequencer.cluster.schedule=7"), all);
        String some = StrikePlan.of("each", "machine", nemesis -> true).replay();
        assertTrue(some.endsWith(" -Disequencer.cluster.schedule=each -Disequencer.cluster.faults=machine"), some);
    }

    @Test
    void whatCannotBePlayedIsRefused() {
        assertEquals(
                "faults must be some that can be played here: faults=clock-jump",
                assertThrows(IllegalArgumentException.class, () -> StrikePlan.of("1", "clock-jump", nemesis -> false))
                        .getMessage());
        assertEquals(
                "schedule must be a seed or each: schedule=x",
                assertThrows(IllegalArgumentException.class, () -> plan("x")).getMessage());
    }
}
