package io.isequencer.storage.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Runs of random calls, compared with a model; one that fails is made as short as it will go, and told in a line that
 * can be pasted.
 */
final class RandomRuns {
    private static final int CALLS = 30;

    private RandomRuns() {}

    /** The calls of one port. */
    interface Calls {
        /** A call, as a word without blanks and semicolons. */
        String random(SplittableRandom random);

        /** What a new store must do. */
        Model model();
    }

    /** What a store must do, beside it. */
    interface Model {
        /** Makes the call on both. */
        void make(String call) throws Exception;

        /** @throws AssertionError if the store is not as the model */
        void compare(String call) throws Exception;
    }

    /** @param property which, if it is set, says what to run instead */
    static void check(EngineRule rule, String property, Bench<?> bench, Calls calls) {
        String given = System.getProperty(property);
        if (given != null) {
            List<String> words = Arrays.stream(given.split("[; ]+"))
                    .filter(word -> !word.isEmpty())
                    .toList();
            String failure = failure(words, bench, calls);
            rule.require(failure == null, () -> "Replayed: " + failure);
            return;
        }
        for (long seed = 1; seed <= bench.engine().randomRuns(); seed++) {
            List<String> words = words(seed, calls);
            String failure = failure(words, bench, calls);
            if (failure != null) {
                List<String> least = shrunk(words, bench, calls);
                String why = failure(least, bench, calls);
                throw rule.broken(
                        "Seed " + seed + ", " + least.size() + " calls: " + (why == null ? failure : why)
                                + "\n  Again: -D" + property + "='" + String.join("; ", least) + "'",
                        null);
            }
        }
    }

    private static List<String> words(long seed, Calls calls) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> words = new ArrayList<>();
        int size = 1 + random.nextInt(CALLS);
        for (int i = 0; i < size; i++) {
            words.add(calls.random(random));
        }
        return words;
    }

    /** What is wrong, or null. */
    private static String failure(List<String> words, Bench<?> bench, Calls calls) {
        try {
            make(words, bench, calls);
            return null;
        } catch (Exception | AssertionError e) {
            return e.getMessage() == null
                    ? e.toString()
                    : e.getMessage().lines().findFirst().orElse("");
        }
    }

    private static void make(List<String> words, Bench<?> bench, Calls calls) throws Exception {
        try {
            bench.fresh();
            Model model = calls.model();
            for (String call : words) {
                model.make(call);
                model.compare(call);
            }
        } finally {
            bench.closeAll();
        }
    }

    /** Without any call that the failure does not need. */
    private static List<String> shrunk(List<String> words, Bench<?> bench, Calls calls) {
        List<String> least = words;
        for (int size = Math.max(1, least.size() / 2); size >= 1; size /= 2) {
            for (int from = 0; from < least.size(); ) {
                List<String> shorter = new ArrayList<>(least.subList(0, from));
                shorter.addAll(least.subList(Math.min(from + size, least.size()), least.size()));
                if (failure(shorter, bench, calls) != null) {
                    least = shorter;
                } else {
                    from += size;
                }
            }
        }
        return least;
    }
}
