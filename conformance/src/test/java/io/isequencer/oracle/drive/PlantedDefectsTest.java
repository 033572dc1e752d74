package io.isequencer.oracle.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.oracle.report.CheckReport;
import io.isequencer.oracle.report.Suspect;
import io.isequencer.testing.Sample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The judge is judged: a right sequencer passes, and each planted defect is found under its rule. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class PlantedDefectsTest {
    private static final long PATIENCE_MS = 100;
    /** For those that hang, and this in many cases. */
    private static final long IMPATIENCE_MS = 20;

    /** As the guide says: two in three are named rightly. */
    private static final int ONE_MISTAKE_IN = 3;

    private static final Map<String, List<CaseResult>> RESULTS = new ConcurrentHashMap<>();

    @ParameterizedTest
    @EnumSource(names = {"NONE", "ACTUALIZES_IN_TRANSACTIONS_ALONE"})
    void aRightSequencerPassesEverything(Planted right) {
        List<String> odd = run(right, Level.L4).stream()
                .filter(result -> result.verdict() != Verdict.PASS)
                .map(result -> result.testCase().id() + " " + result.verdict() + ": "
                        + result.finding().got())
                .toList();
        assertEquals(List.of(), odd);
    }

    static List<Planted> defects() {
        List<Planted> defects = Stream.of(Planted.values())
                .filter(planted -> !planted.rule.isEmpty())
                .toList();
        return Sample.oneIn(4, defects);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("defects")
    void aDefectIsFoundUnderItsRule(Planted planted) {
        Set<String> rules = run(planted, Level.L3).stream()
                .filter(result -> result.verdict() == Verdict.FAIL)
                .map(CaseResult::rule)
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(rules.contains(planted.rule), () -> planted + " is found as " + rules);
    }

    @Tag("thorough")
    @Test
    void mostCasesCanFailByADefectOfThisSmallSequencer() {
        Set<String> failed = new HashSet<>();
        for (Planted planted : Planted.values()) {
            run(planted, Level.L3).stream()
                    .filter(result -> result.verdict() == Verdict.FAIL)
                    .forEach(result -> failed.add(result.testCase().id()));
        }
        List<String> never = new ArrayList<>();
        new CheckPlan(Level.L3, null, 1, Profile.STRICT, PATIENCE_MS)
                .cases(Bounds.USUAL)
                .forEach(testCase -> {
                    if (!failed.contains(testCase.id())) {
                        never.add(testCase.id());
                    }
                });
        assertEquals(List.of(), never);
    }

    /** They are no variants that the oracle knows. Most, not all: some defects cannot be told apart from outside. */
    @Tag("thorough")
    @Test
    void theSuspectIsMostlyTheRuleThatIsBroken() {
        List<String> wrong = new ArrayList<>();
        for (Planted planted : Planted.values()) {
            String suspect = suspect(planted);
            if (!suspect.equals(planted.rule)) {
                wrong.add(planted + " is taken for " + suspect);
            }
        }
        assertTrue(wrong.size() * ONE_MISTAKE_IN <= Planted.values().length - 1, wrong.size() + ": " + wrong);
    }

    private static String suspect(Planted planted) {
        CheckPlan plan = new CheckPlan(Level.L3, null, 1, Profile.STRICT, PATIENCE_MS);
        Hello hello = new Hello("fake", "1", "Java", Set.of(), Bounds.USUAL);
        CheckReport report = new CheckReport(hello, plan, List.of("fake"), run(planted, Level.L3), 0);
        return report.suspect().map(Suspect::rule).orElse("");
    }

    private static List<CaseResult> run(Planted planted, Level level) {
        return RESULTS.computeIfAbsent(planted + " " + level, unseen -> check(planted, level));
    }

    private static List<CaseResult> check(Planted planted, Level level) {
        long patienceMs = planted.rule.isEmpty() ? PATIENCE_MS : IMPATIENCE_MS;
        CheckPlan plan = new CheckPlan(level, null, 1, Profile.STRICT, patienceMs);
        return new Check(() -> new FakeChannel(planted), plan, result -> {}).run();
    }
}
