package io.isequencer.oracle.vectors;

import static io.isequencer.oracle.vectors.VectorScript.KIND;

import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.cases.Outcome;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/** Explicit numbers: low, equal, high, before and after issued ones, forgotten and found again. */
final class ExplicitVectors {
    private static final String W = "5";
    private static final long INITIAL = 100;

    private ExplicitVectors() {}

    static void addTo(VectorList list) {
        Map<String, BigInteger> explicit = new LinkedHashMap<>();
        explicit.put("far below the initial value", BigInteger.ONE);
        explicit.put("just below the initial value", BigInteger.valueOf(INITIAL - 1));
        explicit.put("the initial value", BigInteger.valueOf(INITIAL));
        explicit.put("below the last-used one", BigInteger.valueOf(INITIAL + 1));
        explicit.put("the last-used one", BigInteger.valueOf(INITIAL + 2));
        explicit.put("the next one", BigInteger.valueOf(INITIAL + 3));
        explicit.put("leaving one out", BigInteger.valueOf(INITIAL + 4));
        explicit.put("far above", BigInteger.ONE.shiftLeft(40));
        explicit.put("past what a double can hold", BigInteger.ONE.shiftLeft(53).add(BigInteger.ONE));
        explicit.put("the last but one of all", Reference.MAX_NUMBER.subtract(BigInteger.ONE));
        explicit.forEach((name, number) -> {
            String words = "an explicit number " + name + " (" + number + ")";
            add(list, words, number);
            addLater(list, words, number);
        });
        order(list);
    }

    private static void add(VectorList list, String words, BigInteger number) {
        family(list, "on-a-new-key")
                .add(
                        words + " on a new key",
                        "The last-used number of a new key is none, not the initial value less one: any explicit number"
                                + " raises it.",
                        s -> begin(s).start(W)
                                .use(1, number)
                                .next(1)
                                .append(Outcome.OK)
                                .flush()
                                .drained());
        family(list, "after-numbers")
                .add(
                        words + " after three issued ones",
                        "The next number follows the larger of the last-used and the explicit one; an explicit number"
                                + " must never lower it.",
                        s -> begin(s).tx(W, 1, 1, 1)
                                .start(W)
                                .use(1, number)
                                .append(Outcome.OK)
                                .flush()
                                .tx(W, 1)
                                .drained());
        family(list, "between-numbers")
                .add(
                        words + " between two issued ones of an event",
                        "Within the transaction too the next number follows the larger one.",
                        s -> begin(s).tx(W, 1, 1)
                                .start(W)
                                .next(1)
                                .use(1, number)
                                .next(1)
                                .append(Outcome.OK)
                                .flush()
                                .tx(W, 1));
    }

    private static void addLater(VectorList list, String words, BigInteger number) {
        family(list, "across-a-restart")
                .add(
                        words + ", found again after a crash",
                        "Recovery takes the largest number of each key: a lower explicit one behind a higher must not"
                                + " shadow it (R9).",
                        s -> begin(s).tx(W, 1, 1, 1)
                                .start(W)
                                .use(1, number)
                                .append(Outcome.OK)
                                .flush()
                                .reopen()
                                .tx(W, 1)
                                .drained());
        family(list, "given-up")
                .add(
                        words + ", given up",
                        "What was told in a transaction that came to nothing is forgotten with it.",
                        s -> begin(s).tx(W, 1)
                                .start(W)
                                .use(1, number)
                                .append(Outcome.FAILED)
                                .actualize()
                                .tx(W, 1));
    }

    private static void order(VectorList list) {
        long[][] orders = {{300, 200}, {200, 300}, {300, 300}, {300, 100, 200}, {1, 2, 3}, {3, 2, 1}};
        for (long[] order : orders) {
            StringBuilder shown = new StringBuilder();
            for (long number : order) {
                shown.append(shown.isEmpty() ? "" : ", ").append(number);
            }
            family(list, "several-in-an-event")
                    .add(
                            "explicit " + shown,
                            "Only the largest counts, whatever the order in the event; recovery sees the same.",
                            s -> {
                                begin(s).start(W);
                                for (long number : order) {
                                    s.use(1, number);
                                }
                                s.append(Outcome.OK)
                                        .flush()
                                        .tx(W, 1)
                                        .drained()
                                        .reopen()
                                        .tx(W, 1);
                            });
        }
    }

    private static VectorList.Family family(VectorList list, String name) {
        return list.family(Level.L0, "explicit-" + name, "R18");
    }

    private static VectorScript begin(VectorScript s) {
        return s.declare(KIND, 1, INITIAL).open();
    }
}
