package io.isequencer.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run's results.
 *
 * @param machine what it ran on, by property
 */
record Report(Map<String, String> machine, List<Result> rows) {

    static String line(Result row) {
        return String.format(
                Locale.ROOT,
                "%-52s %8.1f ns CPU (client %.1f) %8.1f ns  %6.2f B  refused %.2f %%  %6.2f x %s (%.1f ns %s, spread %.2f)",
                row.name(),
                row.cpuNsPerOp(),
                row.clientCpuNsPerOp(),
                row.nsPerOp(),
                row.bytesPerOp(),
                100 * row.refused(),
                row.ratio(),
                row.yardstick(),
                row.yardstickNsPerOp(),
                row.comparedBy(),
                row.spread());
    }

    /** The part of docs/benchmarks.md that tells of a run. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(machine)
                .forEach((name, value) -> text.append("- ")
                        .append(name)
                        .append(": ")
                        .append(value)
                        .append('\n'));
        text.append(
                "\n| row | CPU ns | of them the client's | ns on the clock | bytes | refused | goal | yardstick | its ns | by | ratio | spread |\n");
        text.append("|---|--:|--:|--:|--:|--:|---|---|--:|---|--:|--:|\n");
        for (Result row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.1f | %.2f | %.2f %% | %s | %s | %.1f | %s | %.2f | %.2f |\n",
                    row.name(),
                    row.cpuNsPerOp(),
                    row.clientCpuNsPerOp(),
                    row.nsPerOp(),
                    row.bytesPerOp(),
                    100 * row.refused(),
                    row.goal(),
                    row.yardstick(),
                    row.yardstickNsPerOp(),
                    row.comparedBy(),
                    row.ratio(),
                    row.spread()));
        }
        return text.toString();
    }
}
