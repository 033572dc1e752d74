package io.isequencer.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A program of ours that does something once, in a JVM of its own, and prints what it found: a figure a column.
 *
 * @param program has a {@code main} that is given a directory and what the point is of
 * @param columns the first ones are those of the arguments
 */
record SampleGrowth(
        String name, String about, Class<?> program, String heap, List<String> columns, List<Arguments> arguments)
        implements Growth {

    /**
     * What a point is of.
     *
     * @param fullOnly whether a quick run leaves it out
     */
    record Arguments(List<Integer> values, boolean fullOnly) {}

    @Override
    public int fullOnly() {
        return (int) arguments.stream().filter(Arguments::fullOnly).count();
    }

    @Override
    public Curve measure(boolean quick, Consumer<String> progress) throws Exception {
        List<List<Object>> points = new ArrayList<>();
        for (Arguments each : arguments) {
            if (quick && each.fullOnly()) {
                continue;
            }
            points.add(point(each.values()));
            progress.accept(name + ": " + points.get(points.size() - 1));
        }
        List<String> all = new ArrayList<>(columns);
        all.add("peak MiB");
        return new Curve(name, about, all, points);
    }

    private List<Object> point(List<Integer> argument) throws Exception {
        Path directory = Scratch.create();
        try {
            Path output = directory.resolve("output");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    heap,
                    "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                    "-cp",
                    System.getProperty("java.class.path"),
                    program.getName(),
                    directory.resolve("data").toString()));
            argument.forEach(each -> command.add(String.valueOf(each)));
            Child child = Child.run(command, output);
            List<Object> point = new ArrayList<>(argument);
            Arrays.stream(lastLine(output).split(" ")).map(Double::valueOf).forEach(point::add);
            point.add(child.peakMebibytes());
            if (point.size() != columns.size() + 1) {
                throw new IOException("program must print a figure for each column: columns=" + columns + ", point="
                        + point + ", program=" + program.getName());
            }
            return point;
        } finally {
            Scratch.delete(directory);
        }
    }

    /** What a program prints of its figures. */
    static String line(List<Double> figures) {
        return figures.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static String lastLine(Path output) throws IOException {
        List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }
}
