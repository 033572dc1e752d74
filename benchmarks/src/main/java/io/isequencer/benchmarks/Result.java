package io.isequencer.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What was found for a row: medians over the rounds.
 *
 * @param nsPerOp on the clock
 * @param cpuNsPerOp of the calling thread and of those that work for it
 * @param refused of the starts, 0 to 1
 * @param yardstickNsPerOp CPU time, or on the clock: what the ratio is of
 * @param comparedBy {@code CPU} or {@code clock}
 * @param ratio to the yardstick, round by round
 * @param spread of the ratios: largest to smallest
 */
record Result(
        String name,
        String goal,
        double nsPerOp,
        double cpuNsPerOp,
        double clientCpuNsPerOp,
        double bytesPerOp,
        double refused,
        String yardstick,
        double yardstickNsPerOp,
        String comparedBy,
        double ratio,
        double spread) {

    private static final String BY_CLOCK = "clock";

    /** What the ratio compares. */
    double comparedNs() {
        return comparedBy.equals(BY_CLOCK) ? nsPerOp : cpuNsPerOp;
    }

    /** One measurement. */
    record Sample(double ns, double clientCpu, double backgroundCpu, double bytes, double refused) {
        double cpu() {
            return clientCpu + backgroundCpu;
        }

        double nanos(boolean byClock) {
            return byClock ? ns : cpu();
        }
    }

    /** A round: subject and yardstick, one after the other. */
    record Round(Sample subject, Sample yardstick) {
        double ratio(boolean byClock) {
            return subject.nanos(byClock) / yardstick.nanos(byClock);
        }
    }

    static Result of(Row row, List<Round> rounds) {
        double[] ratios = rounds.stream()
                .mapToDouble(round -> round.ratio(row.byClock()))
                .sorted()
                .toArray();
        return new Result(
                row.name(),
                row.goal(),
                median(rounds, round -> round.subject().ns()),
                median(rounds, round -> round.subject().cpu()),
                median(rounds, round -> round.subject().clientCpu()),
                median(rounds, round -> round.subject().bytes()),
                median(rounds, round -> round.subject().refused()),
                row.yardstick(),
                median(rounds, round -> round.yardstick().nanos(row.byClock())),
                row.byClock() ? BY_CLOCK : "CPU",
                median(rounds, round -> round.ratio(row.byClock())),
                rounded(ratios[ratios.length - 1] / ratios[0]));
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
        double[] values = rounds.stream().mapToDouble(value).toArray();
        Arrays.sort(values);
        int half = values.length / 2;
        return rounded(values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2);
    }

    /** What is behind that is noise. */
    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
