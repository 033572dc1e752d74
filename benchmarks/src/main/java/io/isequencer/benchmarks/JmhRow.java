package io.isequencer.benchmarks;

import io.isequencer.benchmarks.Result.Round;
import io.isequencer.benchmarks.Result.Sample;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A row whose subject and yardstick are methods, each measured by JMH in a JVM of its own.
 *
 * @param also what the subject counts besides its time
 */
record JmhRow(
        String name,
        String goal,
        Call subject,
        Call yardstickCall,
        boolean byClock,
        boolean fullOnly,
        List<Quotient> also)
        implements Row {

    /**
     * A method that is measured.
     *
     * @param method as {@code Class.method}
     * @param threads that call it
     */
    record Call(String method, Map<String, String> params, int threads) {
        static Call of(String method, Map<String, String> params) {
            return new Call(method, params, 1);
        }

        Call with(String param, String value) {
            Map<String, String> more = new TreeMap<>(params);
            more.put(param, value);
            return new Call(method, more, threads);
        }

        /** For JMH. */
        String pattern() {
            return "\\." + method.replace(".", "\\.") + "$";
        }
    }

    /** One counter of the subject over another. */
    record Quotient(String name, String numerator, String denominator) {}

    @Override
    public String yardstick() {
        return yardstickCall.method().replaceAll(".*\\.", "");
    }

    @Override
    public Round measure(Run run) throws Exception {
        Sample ours = sample(subject, run.quick());
        return new Round(ours, run.yardstick(yardstickCall, () -> sample(yardstickCall, run.quick())));
    }

    private Sample sample(Call call, boolean quick) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(call.pattern())
                .forks(1)
                .threads(call.threads())
                .warmupIterations(quick ? 2 : 3)
                .warmupTime(TimeValue.milliseconds(quick ? 200 : 500))
                .measurementIterations(quick ? 2 : 5)
                .measurementTime(TimeValue.milliseconds(quick ? 200 : 500))
                .addProfiler(ThreadProfiler.class)
                .jvmArgsAppend("-Xms2g", "-Xmx2g", "-XX:+UseParallelGC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=off")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        call.params().forEach(options::param);
        RunResult found = new Runner(options.build()).runSingle();
        double client = perOperation(found, ThreadProfiler.CLIENT_CPU);
        Map<String, Double> counted = new TreeMap<>();
        if (call == subject) {
            also.forEach(each -> counted.put(
                    each.name(), secondary(found, each.numerator()) / secondary(found, each.denominator())));
        }
        return new Sample(
                // JMH gives what one caller saw.
                found.getPrimaryResult().getScore() / call.threads(),
                client + perOperation(found, ThreadProfiler.BACKGROUND_CPU),
                client,
                perOperation(found, ThreadProfiler.BYTES),
                refused(found),
                counted);
    }

    /** Null of what has no starts. */
    private static Double refused(RunResult found) {
        return found.getSecondaryResults().containsKey("started")
                ? Double.valueOf(secondary(found, "refused") / secondary(found, "started"))
                : null;
    }

    static double perOperation(RunResult found, String label) {
        return secondary(found, label) / secondary(found, ThreadProfiler.COUNTED_OPERATIONS);
    }

    private static double secondary(RunResult found, String label) {
        var result = found.getSecondaryResults().get(label);
        if (result == null) {
            throw new IllegalStateException("benchmark must count: counter=" + label + ", benchmark="
                    + found.getParams().getBenchmark());
        }
        return result.getScore();
    }
}
