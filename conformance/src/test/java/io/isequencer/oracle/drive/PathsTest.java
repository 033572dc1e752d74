package io.isequencer.oracle.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.channel.Channel;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.oracle.modelpaths.PathCheck;
import io.isequencer.oracle.modelpaths.PathPlan;
import io.isequencer.oracle.modelpaths.Steering;
import io.isequencer.rules.Property;
import io.isequencer.simulation.explore.Exploration;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Paths of a small model, against a sequencer in this process. */
@Tag("slow")
class PathsTest {
    private static final int EVERY = 25;
    private static final long PATIENCE_MS = 5_000;
    /** For those that hang: the others answer before they are asked for it, however slow the machine is. */
    private static final long IMPATIENCE_MS = 250;

    private static final List<PathPlan> PLANS = new ArrayList<>();
    private static Exploration.Cover cover;

    @BeforeAll
    static void makePaths() throws IOException {
        long[] number = {0};
        cover = new Exploration("tiny", ProjectFiles.ROOT.resolve("tla/explore/tiny.cfg"), 500_000)
                .cover(200, (path, edges) -> {
                    number[0]++;
                    if (number[0] % EVERY == 0) {
                        PLANS.add(new PathPlan("tiny", number[0], edges, path, false));
                    }
                });
    }

    @Test
    void aRightSequencerPassesAllAndMuchIsForced() {
        PathCheck check = play(Planted.NONE);
        assertEquals(List.of(), check.bad());
        assertEquals(PLANS.size(), check.played());
        assertEquals(check.played(), check.paths(Verdict.PASS));
        assertTrue(check.playedCases() < check.played(), "paths that are the same are played once");
        assertTrue(
                check.ledger().count(Steering.FORCED) > 500,
                "forced=" + check.ledger().count(Steering.FORCED));
        assertTrue(
                check.ledger().count(Steering.SEEN) > 100,
                "seen=" + check.ledger().count(Steering.SEEN));
        assertTrue(check.ledger().exactly() > 300, "exactly=" + check.ledger().exactly());
        assertTrue(check.ledger().size() < cover.edges(), "edges=" + cover.edges());
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.INCLUDE,
            names = {"START_MOVES", "CHECKPOINT_AHEAD", "PRUNES_BLINDLY", "BEGINS_AT_ZERO", "CLOSE_WAITS_FOR_EVER"})
    void aWrongSequencerFailsAndThePathAndTheRuleAreNamed(Planted planted) {
        List<CaseResult> bad = play(planted).bad();
        assertFalse(bad.isEmpty(), () -> planted + " is not noticed");
        assertTrue(bad.size() <= PathCheck.MAX_BAD + 2, () -> "it goes on after " + bad.size());
        assertTrue(
                bad.stream().anyMatch(result -> isOf(result, planted)),
                () -> planted + " is found as "
                        + bad.stream().map(CaseResult::rule).toList());
        assertTrue(
                bad.get(0).testCase().id().matches("L3-model-path-tiny-\\d+"),
                bad.get(0).testCase()::id);
        assertTrue(bad.get(0).again().alone() != null, "it is run again alone");
    }

    /** A path is made for no rule: the nearest one is named of those that the property is of. */
    private static boolean isOf(CaseResult result, Planted planted) {
        return Property.of(result.finding().property()).orElseThrow().rules().stream()
                        .anyMatch(rule -> rule.name().equals(planted.rule))
                || result.rule().equals(planted.rule);
    }

    @Test
    void whatCannotBeStartedIsToldOf() {
        Channel.Launcher none = () -> {
            throw new IOException("no such program");
        };
        try (ParallelCheck parallel = new ParallelCheck(none, Profile.STRICT, PATIENCE_MS, 2)) {
            assertThrows(Channel.LaunchException.class, parallel::begin);
        }
    }

    @Test
    void troubleInAThreadEndsTheCheck() {
        int[] launched = {0};
        Channel.Launcher once = () -> {
            launched[0]++;
            if (launched[0] > 1) {
                throw new IOException("no more of them");
            }
            return new FakeChannel(Planted.START_MOVES);
        };
        try (ParallelCheck parallel = new ParallelCheck(once, Profile.STRICT, PATIENCE_MS, 1)) {
            parallel.begin();
            PathCheck check = new PathCheck(parallel, result -> {});
            PLANS.forEach(check::play);
            assertThrows(Channel.LaunchException.class, parallel::finish);
        }
    }

    private static PathCheck play(Planted planted) {
        long patienceMs = planted == Planted.NONE ? PATIENCE_MS : IMPATIENCE_MS;
        try (ParallelCheck parallel =
                new ParallelCheck(() -> new FakeChannel(planted), Profile.STRICT, patienceMs, 2)) {
            parallel.begin();
            PathCheck check = new PathCheck(parallel, result -> {});
            for (PathPlan plan : PLANS) {
                if (!check.play(plan)) {
                    break;
                }
            }
            parallel.finish();
            return check;
        }
    }
}
