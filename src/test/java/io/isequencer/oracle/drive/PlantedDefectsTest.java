package io.isequencer.oracle.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.judge.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The judge is judged: a right sequencer passes, and each planted defect is found under its rule. */
class PlantedDefectsTest {
    private static final long PATIENCE_MS = 100;
    private static final Map<String, List<CaseResult>> RESULTS = new HashMap<>();

    @Test
    void aRightSequencerPassesEverything() {
        List<String> odd = run(Planted.NONE, Level.L4).stream()
                .filter(result -> result.verdict() != Verdict.PASS)
                .map(result -> result.it().id() + " " + result.verdict() + ": "
                        + result.finding().got())
                .toList();
        assertEquals(List.of(), odd);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aDefectIsFoundUnderItsRule(Planted planted) {
        Set<String> rules = run(planted, Level.L3).stream()
                .filter(result -> result.verdict() == Verdict.FAIL)
                .map(CaseResult::rule)
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(rules.contains(planted.rule), () -> planted + " is found as " + rules);
    }

    @Test
    void mostCasesCanFailByADefectOfThisSmallSequencer() {
        Set<String> failed = new HashSet<>();
        for (Planted planted : Planted.values()) {
            run(planted, Level.L3).stream()
                    .filter(result -> result.verdict() == Verdict.FAIL)
                    .forEach(result -> failed.add(result.it().id()));
        }
        List<String> never = new ArrayList<>();
        new CheckPlan(Level.L3, null, 1, Profile.STRICT, PATIENCE_MS)
                .cases(Bounds.USUAL)
                .forEach(it -> {
                    if (!failed.contains(it.id())) {
                        never.add(it.id());
                    }
                });
        assertEquals(List.of(), never);
    }

    private static List<CaseResult> run(Planted planted, Level level) {
        return RESULTS.computeIfAbsent(planted + " " + level, unseen -> check(planted, level));
    }

    private static List<CaseResult> check(Planted planted, Level level) {
        CheckPlan plan = new CheckPlan(level, null, 1, Profile.STRICT, PATIENCE_MS);
        return new Check(() -> new FakeChannel(planted), plan, result -> {}).run();
    }
}
