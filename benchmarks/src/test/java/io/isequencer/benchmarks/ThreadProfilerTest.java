package io.isequencer.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.IterationResultMetaData;

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
        profiler.afterIteration(null, null, new IterationResult(null, null, new IterationResultMetaData(1_000, 1_000)))
                .forEach(result -> labels.add(result.getLabel()));
        return labels;
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
