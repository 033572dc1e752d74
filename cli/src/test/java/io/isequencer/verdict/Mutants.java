package io.isequencer.verdict;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What PIT reports, held against the thresholds and the list of equivalent mutants. */
final class Mutants {
    private Mutants() {}

    /**
     * A package whose mutants must die.
     *
     * @param percent of those that are not equivalent, how many at least
     * @param strict whether each one that lives must be listed
     */
    record Threshold(String packageName, int percent, boolean strict) {}

    /** @param targets where Maven built each module */
    static List<Mutant> read(List<Path> targets, Sources sources, long sinceMs) {
        List<Mutant> mutants = new ArrayList<>();
        for (Path target : targets) {
            for (Path file : Reports.fresh(target.resolve("site/pit"), "mutations\\.xml", sinceMs)) {
                Reports.children(Reports.read(file), "mutation")
                        .forEach(mutation -> mutants.add(Mutant.of(mutation, sources)));
            }
        }
        return mutants;
    }

    /** @param isLeft whether this build makes no mutants of a package, though the document may list some */
    static Section section(
            List<Mutant> mutants, String document, List<Threshold> thresholds, Predicate<String> isLeft) {
        Section section = new Section();
        List<String> problems = new ArrayList<>();
        Map<String, Integer> listed = EquivalentMutants.read(document, problems);
        listed.keySet().removeIf(key -> isLeft.test(EquivalentMutants.packageName(key)));
        problems.addAll(EquivalentMutants.stale(listed, mutants));
        problems.forEach(section::problem);
        Map<String, List<Mutant>> byPackage = new TreeMap<>();
        mutants.forEach(mutant -> byPackage
                .computeIfAbsent(mutant.packageName(), name -> new ArrayList<>())
                .add(mutant));
        for (Threshold threshold : thresholds) {
            List<Mutant> own = byPackage.remove(threshold.packageName());
            if (own == null) {
                section.problem("mutants of a package must be made: package=" + threshold.packageName());
            } else {
                judge(own, threshold, new HashMap<>(listed), section);
            }
        }
        byPackage.forEach(
                (name, own) -> section.problem("a package with mutants must have a threshold: package=" + name));
        return section;
    }

    private static void judge(List<Mutant> own, Threshold threshold, Map<String, Integer> listed, Section section) {
        List<Mutant> unlisted = new ArrayList<>();
        int equivalent = 0;
        for (Mutant mutant : own) {
            if (!mutant.lives()) {
                continue;
            }
            if (listed.merge(mutant.key(), -1, Integer::sum) >= 0) {
                equivalent++;
            } else {
                unlisted.add(mutant);
            }
        }
        int real = own.size() - equivalent;
        int killed = real - unlisted.size();
        double percent = real == 0 ? 0 : 100.0 * killed / real;
        String outcome = String.format(Locale.ROOT, "%.1f %% killed, %d equivalent", percent, equivalent);
        section.row("mutants of " + threshold.packageName(), own.size(), -1, outcome);
        if (percent < threshold.percent()) {
            section.problem(String.format(
                    Locale.ROOT,
                    "mutants must be killed: package=%s, percent=%.1f, threshold=%d, living=%s",
                    threshold.packageName(),
                    percent,
                    threshold.percent(),
                    unlisted));
        } else if (threshold.strict()) {
            unlisted.forEach(mutant ->
                    section.problem("a mutant that lives must be killed, or listed in docs/mutants.md: " + mutant));
        }
    }
}
