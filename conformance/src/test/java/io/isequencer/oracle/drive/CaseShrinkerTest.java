package io.isequencer.oracle.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.catalogue.RandomCases;
import io.isequencer.oracle.catalogue.RandomSchedule;
import io.isequencer.oracle.judge.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A random schedule that fails is told with the few of its moves that it takes. */
class CaseShrinkerTest {
    private static final String ID = "L4-random-001";

    private final RandomSchedule schedule = RandomCases.schedule(1, ID).orElseThrow();

    @Test
    void onlyWhatTheFailureNeedsIsLeft() {
        CaseShrinker shrinker = new CaseShrinker(schedule, () -> false);
        assertEquals(List.of(7, 8, 41), shrinker.shrink(moves -> moves.containsAll(List.of(7, 8, 41))));
    }

    @Test
    void aSpentBudgetEndsIt() {
        int[] runs = {0};
        CaseShrinker shrinker = new CaseShrinker(schedule, () -> runs[0] == 3);
        List<Integer> left = shrinker.shrink(moves -> {
            runs[0]++;
            return moves.contains(59);
        });
        assertEquals(3, runs[0]);
        assertTrue(left.contains(59) && left.size() > 1, left.toString());
    }

    @Test
    void aFailureOfARandomScheduleIsSmallAndNamedByItsProperty() {
        CheckPlan plan = new CheckPlan(Level.L4, ID, 1, Profile.STRICT, 1_000);
        CaseResult result = new Check(() -> new FakeChannel(Planted.CHECKPOINT_AHEAD), plan, unheard -> {})
                .run()
                .get(0);
        assertEquals(Verdict.FAIL, result.verdict());
        assertEquals("CheckpointReal", result.finding().property());
        assertEquals("R4", result.rule());
        int steps = result.testCase().steps().size();
        assertTrue(steps < 20, () -> "steps=" + result.testCase().steps());
        assertTrue(schedule.whole().steps().size() > 100, "as it was before");
    }
}
