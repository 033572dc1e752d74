package io.isequencer.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What was found for a row: medians over the rounds. What is not known is null, and never 0.
 *
 * @param nsPerOp on the clock
 * @param cpuNsPerOp of the calling thread and of those that work for it
 * @param refused of the starts, 0 to 1
 * @param also what else was counted, by name
 * @param yardstickNsPerOp CPU time, or on the clock: what the ratio is of
 * @param comparedBy {@code CPU} or {@code clock}
 * @param ratio to the yardstick, round by round
 * @param spread of the ratios, largest to smallest; null if there was but one round
 */
record Result(
        String name,
        String goal,
        double nsPerOp,
        double cpuNsPerOp,
        Double clientCpuNsPerOp,
        Double bytesPerOp,
        Double refused,
        Map<String, Double> also,
        String yardstick,
        double yardstickNsPerOp,
        String comparedBy,
        double ratio,
        Double spread) {

    private static final String BY_CLOCK = "clock";

    /** What the ratio compares. */
    double comparedNs() {
        return comparedBy.equals(BY_CLOCK) ? nsPerOp : cpuNsPerOp;
    }

    /** One measurement. */
    record Sample(double ns, double cpu, Double clientCpu, Double bytes, Double refused, Map<String, Double> also) {
        double nanos(boolean byClock) {
            return byClock ? ns : cpu;
        }
    }

    /** A round: subject and yardstick, one after the other. */
    record Round(Sample subject, Sample yardstick) {
        double ratio(boolean byClock) {
            return subject.nanos(byClock) / yardstick.nanos(byClock);
        }
    }

    static Result of(Row row, List<Round> rounds) {
        return new Result(
                row.name(),
                row.goal(),
                median(rounds, round -> round.subject().ns()),
                median(rounds, round -> round.subject().cpu()),
                median(rounds, round -> round.subject().clientCpu()),
                median(rounds, round -> round.subject().bytes()),
                median(rounds, round -> round.subject().refused()),
                also(rounds),
                row.yardstick(),
                median(rounds, round -> round.yardstick().nanos(row.byClock())),
                row.byClock() ? BY_CLOCK : "CPU",
                median(rounds, round -> round.ratio(row.byClock())),
                spread(rounds, row.byClock()));
    }

    private static Map<String, Double> also(List<Round> rounds) {
        Map<String, Double> also = new TreeMap<>();
        for (String name : rounds.get(0).subject().also().keySet()) {
            also.put(name, median(rounds, round -> round.subject().also().get(name)));
        }
        return also;
    }

    private static Double spread(List<Round> rounds, boolean byClock) {
        if (rounds.size() == 1) {
            return null;
        }
        double[] ratios = rounds.stream()
                .mapToDouble(round -> round.ratio(byClock))
                .sorted()
                .toArray();
        return rounded(ratios[ratios.length - 1] / ratios[0]);
    }

    /** Null if it is not known of a round. */
    private static Double median(List<Round> rounds, Function<Round, Double> value) {
        List<Double> known = rounds.stream().map(value).filter(Objects::nonNull).toList();
        if (known.size() < rounds.size()) {
            return null;
        }
        double[] values = known.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(values);
        int half = values.length / 2;
        return rounded(values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2);
    }

    /** What is behind that is noise. */
    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
