package io.isequencer.benchmarks;

import io.isequencer.benchmarks.Result.Round;
import io.isequencer.benchmarks.Result.Sample;
import java.util.Map;
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
 * @param subject the method that is measured, as {@code Class.method}
 * @param params of both, those that they know
 * @param threads that call the subject; the yardstick has one caller
 */
record JmhRow(
        String name,
        String subject,
        String yardstickMethod,
        Map<String, String> params,
        String goal,
        int threads,
        boolean byClock,
        int quickRounds)
        implements Row {

    @Override
    public String yardstick() {
        return yardstickMethod.replaceAll(".*\\.", "");
    }

    @Override
    public Round measure(boolean quick) throws RunnerException {
        return new Round(sample(subject, threads, quick), sample(yardstickMethod, 1, quick));
    }

    private Sample sample(String method, int callers, boolean quick) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + method.replace(".", "\\.") + "$")
                .forks(1)
                .threads(callers)
                .warmupIterations(quick ? 2 : 3)
                .warmupTime(TimeValue.milliseconds(quick ? 250 : 500))
                .measurementIterations(quick ? 2 : 5)
                .measurementTime(TimeValue.milliseconds(quick ? 250 : 500))
                .addProfiler(ThreadProfiler.class)
                .jvmArgsAppend("-Xms2g", "-Xmx2g", "-XX:+UseParallelGC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=off")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        params.forEach(options::param);
        RunResult found = new Runner(options.build()).runSingle();
        return new Sample(
                // JMH gives what one caller saw.
                found.getPrimaryResult().getScore() / callers,
                secondary(found, ThreadProfiler.CLIENT_CPU),
                secondary(found, ThreadProfiler.BACKGROUND_CPU),
                secondary(found, ThreadProfiler.BYTES),
                secondary(found, "refused") / Math.max(1, secondary(found, "started")));
    }

    private static double secondary(RunResult found, String label) {
        var result = found.getSecondaryResults().get(label);
        return result == null ? 0 : result.getScore();
    }
}
