package io.isequencer.model;

import io.isequencer.laboratory.CheckFailedException;
import io.isequencer.laboratory.CheckFailedException.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs many configurations, several at a time.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable; {@code finished} is called by one thread at a time.
 *   <li><i>Errors:</i> {@link CheckFailedException}, from the first run that could not be made.
 * </ul>
 */
public final class ModelCheck {
    private final ModelRun run;
    private final int jobs;
    private final Consumer<ModelResult> finished;

    public ModelCheck(ModelRun run, int jobs, Consumer<ModelResult> finished) {
        this.run = run;
        this.jobs = jobs;
        this.finished = finished;
    }

    /** The results in the order of the configurations. */
    public List<ModelResult> run(List<ModelConfig> configs) {
        // The long ones first, or the last would run alone.
        List<ModelConfig> order = configs.stream()
                .sorted(Comparator.comparing(
                                (ModelConfig config) -> !config.name().equals("quick"))
                        .thenComparing(ModelConfig::mustFail))
                .toList();
        Map<String, ModelResult> results = new TreeMap<>();
        each(order, jobs, this::runOne)
                .forEach(result -> results.put(result.config().name(), result));
        return configs.stream().map(config -> results.get(config.name())).toList();
    }

    /** Runs each, several at a time; the results in the same order. */
    static <T> List<ModelResult> each(List<T> all, int jobs, Function<T, ModelResult> run) {
        ExecutorService pool = Executors.newFixedThreadPool(jobs);
        try {
            List<Future<ModelResult>> futures = new ArrayList<>();
            all.forEach(one -> futures.add(pool.submit(() -> run.apply(one))));
            List<ModelResult> results = new ArrayList<>();
            for (Future<ModelResult> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CheckFailedException(Kind.INTERNAL, "thread must not be interrupted: waiting=TLC", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CheckFailedException failure) {
                throw failure;
            }
            throw new IllegalStateException("a run must not throw", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private ModelResult runOne(ModelConfig config) {
        ModelResult result = run.run(config);
        synchronized (this) {
            finished.accept(result);
        }
        return result;
    }

    /** The specification's actions that were taken in none of the runs, of those that TLC knows of. */
    public static List<String> neverTaken(List<ModelResult> results) {
        Map<String, Long> taken = new TreeMap<>();
        results.forEach(result -> result.coverage().forEach((action, times) -> taken.merge(action, times, Long::sum)));
        return taken.entrySet().stream()
                .filter(entry -> entry.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }
}
