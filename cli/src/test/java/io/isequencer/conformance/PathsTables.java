package io.isequencer.conformance;

import io.isequencer.oracle.modelpaths.Steering;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/** The tables of {@code docs/exploration.md} that say what came of all paths. */
final class PathsTables {
    /** From the smallest to the largest. */
    private static final List<String> CONFIGS = List.of("tiny", "late", "small", "explicit");

    private static final Comparator<PathsResult> ORDER = Comparator.<PathsResult>comparingInt(
                    result -> CONFIGS.indexOf(result.config()))
            .thenComparing(PathsResult::adapter);

    private final List<PathsResult> results;

    PathsTables(List<PathsResult> results) {
        this.results = results.stream().sorted(ORDER).toList();
    }

    String adapters() {
        StringBuilder text = new StringBuilder(
                "| model | adapter | run with | paths | cases | failed | edges forced | seen | exactly"
                        + " | unmet | s of CPU | s on the clock | load |\n"
                        + "|---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        for (PathsResult result : results) {
            StringJoiner row = new StringJoiner(" | ", "| ", " |\n");
            row.add("`" + result.config() + "`")
                    .add("`" + result.adapter() + "`")
                    .add(result.toolVersion())
                    .add(count(result.paths("played")))
                    .add(count(result.paths("cases")))
                    .add(count(result.notPassed()))
                    .add(count(result.edges("forced")))
                    .add(count(result.edges("seen")))
                    .add(count(result.edges("exactly")))
                    .add(count(result.edges("unmet")))
                    .add(count(Math.round(result.cpuSeconds())))
                    .add(count(Math.round(result.elapsedMs() / 1_000.0)))
                    .add(count(Math.round(result.loadAverage())));
            text.append(row);
        }
        return text.toString();
    }

    /** Which adapters have no result of which model, of those models that any has one of; empty if all have. */
    String missing(Collection<String> adapters) {
        StringBuilder text = new StringBuilder();
        for (String config : CONFIGS) {
            Set<String> left = new TreeSet<>(adapters);
            results.stream()
                    .filter(result -> result.config().equals(config))
                    .map(PathsResult::adapter)
                    .forEach(left::remove);
            if (!left.isEmpty() && left.size() < adapters.size()) {
                text.append("- `" + config + "`, not measured: " + String.join(", ", left) + "\n");
            }
        }
        return text.toString();
    }

    /** What became of the edges of each model with the first of its adapters. */
    String edges() {
        List<PathsResult> models = new ArrayList<>();
        for (String config : CONFIGS) {
            results.stream()
                    .filter(result -> result.config().equals(config))
                    .findFirst()
                    .ifPresent(models::add);
        }
        StringJoiner head = new StringJoiner(" | ", "| edges | ", " | |\n");
        StringJoiner all = new StringJoiner(" | ", "| all | ", " | |\n");
        for (PathsResult model : models) {
            head.add("`" + model.config() + "`");
            all.add(count(model.edges("all")));
        }
        StringBuilder text = new StringBuilder(head + "|---" + "|--:".repeat(models.size()) + "|---|\n" + all);
        for (Steering steering : Steering.values()) {
            if (models.stream().allMatch(model -> model.edges(steering.id()) == 0)) {
                continue;
            }
            StringJoiner row = new StringJoiner(" | ", "| " + steering.id() + " | ", " | ");
            models.forEach(model -> row.add(
                    String.format(Locale.ROOT, "%.1f %%", 100.0 * model.edges(steering.id()) / model.edges("all"))));
            text.append(row).append(steering.meaning()).append(" |\n");
        }
        return text.toString();
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
