package io.isequencer.oracle.modelpaths;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.laboratory.PathStep;
import io.isequencer.oracle.catalogue.ModelCases;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a case does with each step of its path. */
class PathSteeringTest {
    private static final List<PathStep> FLUSHED = List.of(
            step("Open"),
            step("ActClear"),
            step("ActReadCheckpoint", "checkpoint", "0"),
            step("ActDone"),
            step("Start"),
            step("Miss"),
            step("Read"),
            step("Fill"),
            step("Next", "number", "1"),
            step("AppendOk"),
            step("Flush"),
            step("FlSnapshot", "checkpoint", "2"),
            step("FlSync"),
            step("FlWriteValue"));

    @Test
    void whatClientAndStorageDoIsForcedAndWhatShowsAfterwardsIsSeen() {
        PathPlan plan = plan(FLUSHED);
        assertEquals(Steering.FORCED, steering(plan, "Open"));
        assertEquals(Steering.SEEN, steering(plan, "ActClear"));
        assertEquals(Steering.FORCED, steering(plan, "ActReadCheckpoint"));
        assertEquals(Steering.SEEN, steering(plan, "ActDone"));
        assertEquals(Steering.SEEN, steering(plan, "Miss"));
        assertEquals(Steering.FORCED, steering(plan, "Read"));
        assertEquals(Steering.FORCED, steering(plan, "Next"));
        assertEquals(Steering.SEEN, steering(plan, "FlSnapshot"));
        assertEquals(Steering.SEEN, steering(plan, "FlSync"));
        assertEquals(Steering.FORCED, steering(plan, "FlWriteValue"));
    }

    @Test
    void aCallThatDoesNotComeForcesNothing() {
        PathPlan plan = plan(FLUSHED);
        BitSet none = new BitSet();
        none.set(0, plan.testCase().steps().size());
        assertEquals(Steering.FORCED, plan.steering(index(plan, "Start"), none));
        assertEquals(Steering.UNMET, plan.steering(index(plan, "ActReadCheckpoint"), none));
        assertEquals(Steering.UNMET, plan.steering(index(plan, "ActClear"), none));
        assertEquals(Steering.UNMET, plan.steering(index(plan, "FlWriteValue"), none));
    }

    @Test
    void whatNobodyOutsideCanSteerHasAReason() {
        assertEquals(Steering.INSIDE, steering(plan(with(step("Evict"))), "Evict"));
        assertEquals(Steering.CLOSED, steering(plan(with(step("Close"), step("FlFail", "late", false))), "FlFail"));
        PathPlan broken = plan(with(
                step("FlWriteCheckpoint"),
                step("Turn", "weather", "broken"),
                step("Start"),
                step("Read"),
                step("AppendOk")));
        assertEquals(Steering.BROKEN, broken.steering(broken.length() - 2, new BitSet()));
    }

    @Test
    void whatAWriteHadWrittenIsNotForcedIfTheWriteIsLostWithTheTail() {
        List<PathStep> path = with(step("PowerLoss", "plogOffset", "0"));
        assertEquals(Steering.UNHELD, steering(plan(path), "FlWriteValue"));
    }

    @Test
    void theLedgerKeepsTheBestOfEachEdgeAndCountsTheExactOnes() {
        EdgeLedger ledger = new EdgeLedger();
        PathPlan plan = plan(with(step("Evict"), step("Crash")));
        ledger.unplayed(plan);
        assertEquals(plan.length(), ledger.count(Steering.UNPLAYED));
        ledger.passed(plan, new BitSet());
        assertEquals(0, ledger.count(Steering.UNPLAYED));
        assertEquals(plan.length() - 1, ledger.count(Steering.FORCED) + ledger.count(Steering.SEEN));
        assertEquals(plan.length() - 2, ledger.exactly());
        assertEquals(plan.length(), ledger.size());
        assertEquals(Map.of(Steering.INSIDE, 1L), ledger.byAction().get("Evict"));
    }

    @Test
    void anIdTellsWhatPlaysThePathAgain() {
        String id = plan(FLUSHED).testCase().id();
        assertEquals(Optional.of("--paths test --path 7"), ModelCases.pathOptions(id));
        assertEquals(Optional.empty(), ModelCases.pathOptions("L3-model-007"));
        assertTrue(plan(FLUSHED).testCase().comment().contains("Flush, FlSnapshot"));
    }

    private static List<PathStep> with(PathStep... more) {
        List<PathStep> path = new ArrayList<>(FLUSHED);
        path.addAll(List.of(more));
        return path;
    }

    private static PathPlan plan(List<PathStep> path) {
        return new PathPlan("test", 7, IntStream.range(0, path.size()).toArray(), path, false);
    }

    private static Steering steering(PathPlan plan, String action) {
        return plan.steering(index(plan, action), new BitSet());
    }

    private static int index(PathPlan plan, String action) {
        return IntStream.range(0, plan.length())
                .filter(i -> plan.action(i).equals(action))
                .findFirst()
                .orElseThrow();
    }

    private static PathStep step(String action, Object... field) {
        return new PathStep(action, field.length == 0 ? Map.of() : Map.of((String) field[0], field[1]));
    }
}
