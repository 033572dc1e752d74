package io.isequencer.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A command with more and more to do; the figures are those of the whole process, its start included.
 *
 * @param labels a name for each amount of work
 * @param operations what the work consists of
 */
record CommandGrowth(String name, String about, List<String> labels, String operations, List<Amount> amounts)
        implements Growth {

    /**
     * An amount of work.
     *
     * @param labels a value for each of the growth's
     * @param needed a program that must be on the path, or null
     * @param fullOnly whether a quick run leaves it out
     */
    record Amount(List<Object> labels, Work work, String needed, boolean fullOnly) {}

    @Override
    public int fullOnly() {
        return (int) amounts.stream().filter(Amount::fullOnly).count();
    }

    @Override
    public Curve measure(boolean quick, Consumer<String> progress) throws Exception {
        List<String> columns = new ArrayList<>(labels);
        columns.addAll(List.of(operations, "s on the clock", "s of CPU", operations + " a second of CPU", "peak MiB"));
        List<List<Object>> points = new ArrayList<>();
        for (Amount amount : amounts) {
            if (quick && amount.fullOnly()) {
                continue;
            }
            if (amount.needed() == null || CommandRow.isOnPath(amount.needed())) {
                points.add(point(amount));
                progress.accept(name + ": " + points.get(points.size() - 1));
            } else {
                progress.accept("left out: " + name + ", " + amount.labels() + ": missing=" + amount.needed());
            }
        }
        return new Curve(name, about, columns, points);
    }

    private List<Object> point(Amount amount) throws Exception {
        Path directory = Scratch.create();
        try {
            Path output = directory.resolve("output");
            Child child = Child.run(amount.work().prepare(directory), output);
            double operations = amount.work().operations(output);
            double cpuSeconds = child.cpuNanos() / 1e9;
            List<Object> point = new ArrayList<>(amount.labels());
            point.add(Math.round(operations));
            point.add(child.nanos() / 1e9);
            point.add(cpuSeconds);
            point.add(operations / cpuSeconds);
            point.add(child.peakMebibytes());
            return point;
        } finally {
            Scratch.delete(directory);
        }
    }
}
