package io.isequencer.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.results.AverageTimeResult;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.IterationResultMetaData;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.ScalarResult;

@Timeout(120)
class ThreadProfilerTest {
    private final ThreadProfiler profiler = new ThreadProfiler();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread background = new Thread(this::run, "background");

    private void run() {
        begun.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Set<String> labels(Runnable iteration) {
        profiler.beforeIteration(null, null);
        iteration.run();
        Set<String> labels = new HashSet<>();
        profiler.afterIteration(null, null, iteration(List.of())).forEach(result -> labels.add(result.getLabel()));
        return labels;
    }

    /** One of a thousand operations. */
    private static IterationResult iteration(List<ScalarResult> told) {
        IterationResult iteration = new IterationResult(null, null, new IterationResultMetaData(1_000, 1_000));
        iteration.addResult(new AverageTimeResult(ResultRole.PRIMARY, "time", 1, 1, TimeUnit.NANOSECONDS));
        iteration.addResults(told);
        return iteration;
    }

    private static double perOperation(String label, List<List<ScalarResult>> told) {
        BenchmarkResult fork = new BenchmarkResult(
                null, told.stream().map(ThreadProfilerTest::iteration).toList());
        return JmhRow.perOperation(new RunResult(null, List.of(fork)), label);
    }

    @Test
    void anIterationThatIsLeftOutLowersNothing() {
        List<ScalarResult> first = ThreadProfiler.told(3_000, 500, 16_000, 1_000);
        List<ScalarResult> second = ThreadProfiler.told(5_000, 1_500, 0, 3_000);
        List<List<ScalarResult>> all = List.of(first, second, List.of());
        assertEquals(2, perOperation(ThreadProfiler.CLIENT_CPU, all), 1e-9);
        assertEquals(0.5, perOperation(ThreadProfiler.BACKGROUND_CPU, all), 1e-9);
        assertEquals(4, perOperation(ThreadProfiler.BYTES, all), 1e-9);
    }

    private void endBackground() {
        end.countDown();
        try {
            background.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anIterationInWhichAThreadEndedIsLeftOut() throws InterruptedException {
        background.start();
        begun.await();
        Set<String> labels = Set.of();
        while (labels.isEmpty()) {
            // A thread of the test's own JVM may have ended meanwhile.
            labels = labels(() -> {});
        }
        assertEquals(
                Set.of(
                        ThreadProfiler.CLIENT_CPU,
                        ThreadProfiler.BACKGROUND_CPU,
                        ThreadProfiler.BYTES,
                        ThreadProfiler.COUNTED_OPERATIONS),
                labels);
        assertTrue(background.isAlive());
        assertEquals(List.of(), List.copyOf(labels(this::endBackground)), "what it used is unknown, not 0");
    }
}
