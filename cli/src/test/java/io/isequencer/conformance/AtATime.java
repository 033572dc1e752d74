package io.isequencer.conformance;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Runs tests that mostly wait some at a time; they are reported one after the other, in their order. */
final class AtATime {
    private AtATime() {}

    static Stream<DynamicTest> run(int count, List<DynamicTest> tests) {
        ExecutorService pool = Executors.newFixedThreadPool(count);
        List<Future<Void>> outcomes = tests.stream()
                .map(test -> pool.submit(() -> {
                    runOne(test);
                    return (Void) null;
                }))
                .toList();
        pool.shutdown();
        return Stream.iterate(0, i -> i + 1)
                .limit(tests.size())
                .map(i -> DynamicTest.dynamicTest(tests.get(i).getDisplayName(), () -> require(outcomes.get(i))));
    }

    private static void runOne(DynamicTest test) throws Exception {
        try {
            test.getExecutable().execute();
        } catch (Exception | Error failure) {
            throw failure;
        } catch (Throwable other) {
            throw new IllegalStateException(other);
        }
    }

    private static void require(Future<Void> outcome) throws Throwable {
        try {
            outcome.get();
        } catch (ExecutionException failed) {
            throw failed.getCause();
        }
    }
}
