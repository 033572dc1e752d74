package io.isequencer.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The curve of recovery as a picture: seconds against the length of the log, both on a logarithmic scale. */
final class Plot {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 520;
    private static final int LEFT = 70;
    private static final int RIGHT = 260;
    private static final int TOP = 40;
    private static final int BOTTOM = 50;

    /** 10⁴ to 10⁷ events, a millisecond to a thousand seconds. */
    private static final int LEAST_EVENTS = 4;

    private static final int MOST_EVENTS = 7;
    private static final int LEAST_SECONDS = -3;
    private static final int MOST_SECONDS = 3;

    private static final List<String> COLOURS = List.of("#2266aa", "#22aa66", "#aa4422", "#886622");

    private Plot() {}

    private record Line(String name, String colour, boolean dashed, List<double[]> points) {}

    static String svg(Report report) {
        Curve curve = report.curves().stream()
                .filter(each -> each.name().equals(Growths.RECOVERY))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("results must have the curve: curve=" + Growths.RECOVERY));
        StringBuilder svg = new StringBuilder();
        svg.append(line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">",
                WIDTH, HEIGHT));
        svg.append(line("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT));
        svg.append(line("<text x=\"10\" y=\"20\">Seconds to the first transaction, by events in the log</text>"));
        axes(svg);
        List<Line> lines = new ArrayList<>(lines(curve, "s, rebuild", "rebuilt", false));
        lines.addAll(lines(curve, "s, clean start", "after a clean close", true));
        for (int i = 0; i < lines.size(); i++) {
            draw(svg, lines.get(i), TOP + 20 + i * 22);
        }
        return svg.append("</svg>\n").toString();
    }

    /** One for each number of keys. */
    private static List<Line> lines(Curve curve, String column, String words, boolean dashed) {
        Map<Long, List<double[]>> byKeys = new TreeMap<>();
        for (int i = 0; i < curve.points().size(); i++) {
            byKeys.computeIfAbsent(number(curve, "keys", i).longValue(), keys -> new ArrayList<>())
                    .add(new double[] {
                        number(curve, "events", i).doubleValue(),
                        number(curve, column, i).doubleValue()
                    });
        }
        List<Line> lines = new ArrayList<>();
        byKeys.forEach((keys, points) -> lines.add(new Line(
                String.format(Locale.ROOT, "%,d keys, %s", keys, words),
                COLOURS.get(lines.size() % COLOURS.size()),
                dashed,
                points)));
        return lines;
    }

    private static Number number(Curve curve, String column, int point) {
        return (Number) curve.column(column).get(point);
    }

    private static void axes(StringBuilder svg) {
        for (int exponent = LEAST_EVENTS; exponent <= MOST_EVENTS; exponent++) {
            double x = x(Math.pow(10, exponent));
            svg.append(line(
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#dddddd\"/>",
                    x, TOP, x, HEIGHT - BOTTOM));
            svg.append(line(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%,d</text>",
                    x, HEIGHT - BOTTOM + 20, (long) Math.pow(10, exponent)));
        }
        for (int exponent = LEAST_SECONDS; exponent <= MOST_SECONDS; exponent++) {
            double y = y(Math.pow(10, exponent));
            svg.append(line(
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#dddddd\"/>",
                    LEFT, y, WIDTH - RIGHT, y));
            svg.append(line(
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                    LEFT - 8,
                    y + 4,
                    exponent < 0
                            ? Math.pow(10, exponent)
                            : String.format(Locale.ROOT, "%,d", (long) Math.pow(10, exponent))));
        }
    }

    private static void draw(StringBuilder svg, Line line, int nameY) {
        StringBuilder path = new StringBuilder();
        for (double[] point : line.points()) {
            path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point[0]), y(point[1])));
        }
        String dashes = line.dashed() ? " stroke-dasharray=\"6 4\"" : "";
        svg.append(line(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>",
                path.toString().strip(), line.colour(), dashes));
        for (double[] point : line.points()) {
            svg.append(line(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", x(point[0]), y(point[1]), line.colour()));
        }
        int x = WIDTH - RIGHT + 15;
        svg.append(line(
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\"%s/>",
                x, nameY - 4, x + 25, nameY - 4, line.colour(), dashes));
        svg.append(line("<text x=\"%d\" y=\"%d\">%s</text>", x + 32, nameY, line.name()));
    }

    private static double x(double events) {
        return along(events, LEAST_EVENTS, MOST_EVENTS, LEFT, WIDTH - RIGHT);
    }

    private static double y(double seconds) {
        return along(seconds, LEAST_SECONDS, MOST_SECONDS, HEIGHT - BOTTOM, TOP);
    }

    /** Where a value is drawn; one that is off the scale, at its end. */
    private static double along(double value, int least, int most, int from, int to) {
        double share = (Math.log10(value) - least) / (most - least);
        return from + Math.min(1, Math.max(0, share)) * (to - from);
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format + "\n", values);
    }
}
