package io.isequencer.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A run's results.
 *
 * @param machine what it ran on, by property
 * @param leftOut what was asked for and is not among the results
 */
record Report(Map<String, String> machine, List<Result> rows, List<Curve> curves, List<LeftOut> leftOut) {

    static String line(Result row) {
        return String.format(
                Locale.ROOT,
                "%-58s %8.1f ns CPU (client %s) %8.1f ns  %s B  refused %s  %6.2f x %s (%.1f ns %s, spread %s)%s",
                row.name(),
                row.cpuNsPerOp(),
                text("%.1f", row.clientCpuNsPerOp()),
                row.nsPerOp(),
                text("%.2f", row.bytesPerOp()),
                percent(row.refused()),
                row.ratio(),
                row.yardstick(),
                row.yardstickNsPerOp(),
                row.comparedBy(),
                text("%.2f", row.spread()),
                row.also().isEmpty() ? "" : "  " + also(row));
    }

    /** What docs/benchmarks.md shows of a run: its rows, or its curves. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(machine)
                .forEach((name, value) -> text.append("- ")
                        .append(name)
                        .append(": ")
                        .append(value)
                        .append('\n'));
        leftOut.forEach(each -> text.append("- left out: ")
                .append(each.name())
                .append(": ")
                .append(each.why())
                .append('\n'));
        if (!rows.isEmpty()) {
            text.append('\n').append(table());
        }
        curves.forEach(curve -> text.append('\n').append(curve.markdown()));
        return text.toString();
    }

    private String table() {
        StringBuilder text = new StringBuilder();
        text.append(
                "| row | CPU ns | of them the client's | ns on the clock | bytes | refused | also | goal | yardstick | its ns | by | ratio | spread |\n");
        text.append("|---|--:|--:|--:|--:|--:|---|---|---|--:|---|--:|--:|\n");
        for (Result row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %s | %.1f | %s | %s | %s | %s | %s | %.1f | %s | %.2f | %s |\n",
                    row.name(),
                    row.cpuNsPerOp(),
                    text("%.1f", row.clientCpuNsPerOp()),
                    row.nsPerOp(),
                    text("%.2f", row.bytesPerOp()),
                    percent(row.refused()),
                    also(row),
                    row.goal(),
                    row.yardstick(),
                    row.yardstickNsPerOp(),
                    row.comparedBy(),
                    row.ratio(),
                    text("%.2f", row.spread())));
        }
        return text.toString();
    }

    private static String also(Result row) {
        return row.also().entrySet().stream()
                .map(entry -> entry.getKey() + " " + Curve.text(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String percent(Double share) {
        return share == null ? "–" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private static String text(String format, Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, format, value);
    }
}
