package io.isequencer.benchmarks;

import java.util.List;
import java.util.Locale;

/** A run as a picture: Time of each row and of its yardstick, on a logarithmic scale. */
final class Chart {
    private static final int WIDTH = 900;
    private static final int LEFT = 380;
    private static final int ROW = 44;
    private static final int TOP = 50;
    private static final int DECADES = 8;
    private static final List<String> UNITS = List.of("ns", "µs", "ms");

    private Chart() {}

    /** The rows of a run, or its curve of recovery. */
    static String svg(Report report) {
        return report.rows().isEmpty() ? Plot.svg(report) : bars(report.rows());
    }

    private static String bars(List<Result> rows) {
        int height = TOP + rows.size() * ROW + 20;
        StringBuilder svg = new StringBuilder();
        svg.append(line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">",
                WIDTH, height));
        svg.append(line("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height));
        svg.append(
                line(
                        "<text x=\"10\" y=\"20\">Time of one operation, of the CPU or on the clock as in the table; grey: the yardstick</text>"));
        for (int decade = 0; decade <= DECADES; decade++) {
            int x = x(Math.pow(10, decade));
            svg.append(line(
                    "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#dddddd\"/>", x, TOP - 8, x, height - 10));
            svg.append(line(
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    x, TOP - 12, time("%.0f", Math.pow(10, decade))));
        }
        for (int i = 0; i < rows.size(); i++) {
            Result row = rows.get(i);
            int y = TOP + i * ROW;
            svg.append(line("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", LEFT - 8, y + 17, row.name()));
            svg.append(bar(y, "#2266aa", row.comparedNs(), ""));
            svg.append(bar(y + 17, "#aaaaaa", row.yardstickNsPerOp(), " " + row.yardstick()));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String bar(int y, String colour, double ns, String words) {
        return line("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"15\" fill=\"%s\"/>", LEFT, y, x(ns) - LEFT, colour)
                + line("<text x=\"%d\" y=\"%d\">%s%s</text>", x(ns) + 5, y + 12, time("%.1f", ns), words);
    }

    /** In the largest unit of which it is at least one. */
    private static String time(String format, double ns) {
        int unit = ns < 1e3 ? 0 : ns < 1e6 ? 1 : 2;
        return String.format(Locale.ROOT, format + " %s", ns / Math.pow(1_000, unit), UNITS.get(unit));
    }

    private static int x(double ns) {
        double share = Math.log10(Math.max(1, ns)) / DECADES;
        return LEFT + (int) (share * (WIDTH - LEFT - 120));
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format + "\n", values);
    }
}
