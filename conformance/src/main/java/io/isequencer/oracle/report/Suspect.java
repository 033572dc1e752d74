package io.isequencer.oracle.report;

import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.judge.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rule that is most likely broken. A defect shows in cases of other rules too, so this is a hint.
 *
 * @param why what it is concluded from
 * @param like the defective sequencer that fails alike; null if none does
 * @param likeness how much alike, 0 … 1
 */
public record Suspect(String rule, String why, String like, double likeness) {
    /** Below this, what the two have in common says less than the share of each rule. */
    private static final double ALIKE = 0.8;

    /** Of a check; empty if nothing failed, or if nothing of a whole level passed: that is no rule's. */
    static Optional<Suspect> of(CheckReport report) {
        List<CaseResult> results = report.results().stream()
                .filter(result -> !report.isKnown(result))
                .toList();
        if (report.plan().isWhole()) {
            if (results.stream().noneMatch(result -> result.verdict() == Verdict.PASS)) {
                return Optional.empty();
            }
            Optional<Suspect> alike = KnownDefects.nearest(
                            FailurePattern.of(results), report.plan().level())
                    .filter(found -> found.likeness() >= ALIKE)
                    .map(Suspect::alike);
            if (alike.isPresent()) {
                return alike;
            }
        }
        return byShare(results);
    }

    private static Suspect alike(KnownDefects.Likeness found) {
        String why = String.format(
                Locale.ROOT,
                "it fails %.0f %% like %s: %s",
                100 * found.likeness(),
                found.known().id(),
                found.known().broken());
        return new Suspect(found.known().rule(), why, found.known().id(), found.likeness());
    }

    /** Cases that are about no rule in particular count only if no other failed. */
    private static Optional<Suspect> byShare(List<CaseResult> results) {
        boolean others = results.stream()
                .anyMatch(result ->
                        result.verdict() == Verdict.FAIL && result.testCase().isAboutARule());
        Map<String, Tally> rules = new TreeMap<>();
        for (CaseResult result : results) {
            if (others && !result.testCase().isAboutARule()) {
                continue;
            }
            if (result.verdict() == Verdict.PASS) {
                rules.computeIfAbsent(result.testCase().rule(), unseen -> new Tally()).passed++;
            } else if (result.verdict() == Verdict.FAIL) {
                rules.computeIfAbsent(result.rule(), unseen -> new Tally()).failed++;
            }
        }
        return rules.entrySet().stream()
                .filter(entry -> entry.getValue().failed > 0)
                .max(Comparator.comparingDouble((Map.Entry<String, Tally> entry) ->
                                entry.getValue().part())
                        .thenComparingInt(entry -> entry.getValue().failed))
                .map(entry ->
                        new Suspect(entry.getKey(), "the rule with the largest part of its cases failing", null, 0));
    }

    private static final class Tally {
        private int passed;
        private int failed;

        double part() {
            return (double) failed / (failed + passed);
        }
    }
}
