package io.isequencer.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How something grows with the work.
 *
 * @param name of what grows
 * @param about a sentence or two: what a point is
 * @param columns what is known of a point, with its unit
 * @param points in each of them a value for each column: a number, a word, or null where it is not known
 */
record Curve(String name, String about, List<String> columns, List<List<Object>> points) {

    /** As a section of Markdown. */
    String markdown() {
        StringBuilder text = new StringBuilder("### " + name + "\n\n" + about + "\n\n");
        text.append("| ").append(String.join(" | ", columns)).append(" |\n|");
        for (int i = 0; i < columns.size(); i++) {
            text.append(points.get(0).get(i) instanceof String ? "---|" : "--:|");
        }
        text.append('\n');
        for (List<Object> point : points) {
            text.append(point.stream().map(Curve::text).collect(Collectors.joining(" | ", "| ", " |\n")));
        }
        return text.toString();
    }

    /** Three digits of what is small, all those before the point of what is not. */
    static String text(Object value) {
        if (value == null) {
            return "–";
        }
        if (!(value instanceof Number number)) {
            return value.toString();
        }
        double size = Math.abs(number.doubleValue());
        if (value instanceof Integer || value instanceof Long || size >= 100) {
            return String.format(Locale.ROOT, "%,d", Math.round(number.doubleValue()));
        }
        int digits = size >= 10 ? 1 : size >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + digits + "f", number.doubleValue());
    }

    /** The values of a column. */
    List<Object> column(String column) {
        int index = columns.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException("column must be one of " + columns + ": column=" + column);
        }
        return points.stream().map(point -> point.get(index)).toList();
    }
}
