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
 * @param ratio to the yardstick, CPU time to CPU time, round by round
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
        double yardstickCpuNsPerOp,
        double ratio,
        double spread) {

    /** One measurement of a method. */
    record Sample(double ns, double clientCpu, double backgroundCpu, double bytes, double refused) {
        double cpu() {
            return clientCpu + backgroundCpu;
        }
    }

    /** A round: subject and yardstick, one after the other. */
    record Round(Sample subject, Sample yardstick) {
        double ratio() {
            return subject.cpu() / yardstick.cpu();
        }
    }

    static Result of(Row row, List<Round> rounds) {
        double[] ratios = rounds.stream().mapToDouble(Round::ratio).sorted().toArray();
        return new Result(
                row.name(),
                row.goal(),
                median(rounds, round -> round.subject().ns()),
                median(rounds, round -> round.subject().cpu()),
                median(rounds, round -> round.subject().clientCpu()),
                median(rounds, round -> round.subject().bytes()),
                median(rounds, round -> round.subject().refused()),
                row.yardstick().replaceAll(".*\\.", ""),
                median(rounds, round -> round.yardstick().cpu()),
                median(rounds, Round::ratio),
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
