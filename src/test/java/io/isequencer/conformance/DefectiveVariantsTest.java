package io.isequencer.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.drive.Check;
import io.isequencer.oracle.drive.CheckPlan;
import io.isequencer.oracle.drive.ProcessChannel;
import io.isequencer.oracle.drive.Profile;
import io.isequencer.oracle.judge.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracle finds each planted defect and names its rule, and it finds nothing where nothing is wrong. */
class DefectiveVariantsTest {
    /** Defects that hang cost this much per case. */
    private static final long PATIENCE_MS = 5_000;

    static List<PlantedVariant> defects() {
        return PlantedVariant.all().defects();
    }

    static List<PlantedVariant.Allowed> allowed() {
        return PlantedVariant.all().allowed();
    }

    @ParameterizedTest
    @MethodSource("defects")
    void theRightRuleIsNamed(PlantedVariant variant) {
        List<CaseResult> results = judge(variant.id(), variant.cases(), PATIENCE_MS);
        Set<Verdict> verdicts = results.stream().map(CaseResult::verdict).collect(Collectors.toSet());
        Set<String> rules = results.stream()
                .filter(result -> result.verdict() == Verdict.FAIL)
                .map(CaseResult::rule)
                .collect(Collectors.toSet());
        assertTrue(Set.of(Verdict.PASS, Verdict.FAIL).containsAll(verdicts), "judged: " + verdicts);
        assertEquals(Set.of(variant.rule()), rules);
    }

    @ParameterizedTest
    @MethodSource("allowed")
    void whatIsAllowedPasses(PlantedVariant.Allowed variant) {
        List<CaseResult> results = judge(variant.id(), "L[0-3]-*[05]", 6 * PATIENCE_MS);
        assertTrue(results.size() > 20, "cases were run: " + results.size());
        assertEquals(
                List.of(),
                results.stream()
                        .filter(result -> result.verdict() != Verdict.PASS)
                        .map(result -> result.it().id() + " " + result.finding())
                        .toList());
    }

    @Test
    void allVariantsAreDescribed() throws IOException, InterruptedException {
        Toolchains.require("python3", "the defective variants");
        Process process = new ProcessBuilder(PlantedVariant.command("none")).start();
        String usage = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(1, process.waitFor());
        Set<String> known = Pattern.compile("[A-Za-z0-9]+(?:-[a-z]+)+")
                .matcher(usage)
                .results()
                .map(hit -> hit.group())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> described = Stream.concat(
                        defects().stream().map(PlantedVariant::id),
                        allowed().stream().map(PlantedVariant.Allowed::id))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(described, known);
        assertTrue(defects().size() >= 15, "defects: " + defects().size());
    }

    private static List<CaseResult> judge(String id, String cases, long patienceMs) {
        Toolchains.require("python3", "the defective variant " + id);
        CheckPlan plan = new CheckPlan(Level.L3, cases, 1, Profile.STRICT, patienceMs);
        return new Check(() -> ProcessChannel.start(PlantedVariant.command(id)), plan, result -> {}).run();
    }
}
