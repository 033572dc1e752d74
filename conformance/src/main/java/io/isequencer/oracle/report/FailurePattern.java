package io.isequencer.oracle.report;

import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.judge.Verdict;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a check failed: for each family of cases and each rule that was named, the part of the family that failed so.
 * Parts, not cases: a family may grow.
 *
 * <ul>
 *   <li><i>Units:</i> parts are 0 … 1.
 * </ul>
 *
 * @param parts by family and rule, as {@code L2-fill R8}; nothing that is 0
 */
public record FailurePattern(Map<String, Double> parts) {
    public FailurePattern {
        // Sorted: the order of Map.copyOf differs from one JVM to the next, and with it the last bit of a sum.
        parts = Collections.unmodifiableMap(new TreeMap<>(parts));
    }

    /** Of all cases that were judged and are about a rule. */
    public static FailurePattern of(Iterable<CaseResult> results) {
        Map<String, Integer> judged = new HashMap<>();
        Map<String, Integer> failed = new TreeMap<>();
        for (CaseResult result : results) {
            boolean counts = result.verdict() == Verdict.PASS || result.verdict() == Verdict.FAIL;
            if (counts && result.testCase().isAboutARule()) {
                String family = family(result.testCase().id());
                judged.merge(family, 1, Integer::sum);
                if (result.verdict() == Verdict.FAIL) {
                    failed.merge(family + " " + result.rule(), 1, Integer::sum);
                }
            }
        }
        Map<String, Double> parts = new HashMap<>();
        failed.forEach((key, count) -> parts.put(key, count / (double) judged.get(key.substring(0, key.indexOf(' ')))));
        return new FailurePattern(parts);
    }

    /** Without the levels above the given one. */
    FailurePattern upTo(Level highest) {
        Map<String, Double> below = new HashMap<>(parts);
        below.keySet().removeIf(key -> key.compareTo(highest.name() + "~") > 0);
        return new FailurePattern(below);
    }

    /** From 0, nothing in common, to 1: the cosine of the angle between the two. */
    double likeness(FailurePattern other) {
        double common = 0;
        for (Map.Entry<String, Double> part : parts.entrySet()) {
            common += part.getValue() * other.parts.getOrDefault(part.getKey(), 0.0);
        }
        return common == 0 ? 0 : common / (length() * other.length());
    }

    private double length() {
        return Math.sqrt(
                parts.values().stream().mapToDouble(part -> part * part).sum());
    }

    private static String family(String id) {
        return id.substring(0, id.lastIndexOf('-'));
    }
}
