package io.isequencer.oracle.vectors;

import static io.isequencer.oracle.vectors.VectorScript.KIND;
import static io.isequencer.oracle.vectors.VectorScript.value;

import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.cases.Outcome;
import java.math.BigInteger;
import java.util.Arrays;

/** Limits, wrong calls, the last number and the last offset, and long runs. */
final class LimitVectors {
    private static final String W = "5";
    private static final String[] STATES = {"after recovery", "after an event", "after actualize", "after a restart"};
    private static final int MALFORMED = 12;
    private static final int UNKNOWN_SEQUENCE = 1000;
    private static final int ALREADY_STARTED = 1001;
    private static final int NOT_STARTED = 1002;
    private static final int EXHAUSTED = 1004;
    private static final int UNKNOWN_KIND = 1005;
    private static final int CLOSED = 1006;

    private LimitVectors() {}

    static void addTo(VectorList list) {
        smallLimits(list);
        wrongCalls(list);
        refusedInTransactions(list);
        lastNumbers(list);
        lastOffsets(list);
        longRuns(list);
    }

    private static void smallLimits(VectorList list) {
        for (int unflushed : new int[] {1, 2, 3}) {
            for (int cacheSize : new int[] {1, 2, 100}) {
                list.family(Level.L1, "small-limits", "R12")
                        .add(
                                "maxUnflushedValues " + unflushed + ", cacheSize " + cacheSize,
                                "Numbers come from the cache, from what waits to be written, or from the storage: with"
                                        + " little room each key takes another way at another time, to the same number.",
                                s -> {
                                    s.limits(unflushed, cacheSize, 100).open();
                                    for (int i = 0; i < 15; i++) {
                                        s.tx(Integer.toString(i * i % 5), 1, 1 + i % 2);
                                    }
                                    s.drained();
                                });
            }
        }
    }

    private static void wrongCalls(VectorList list) {
        for (int state = 0; state < STATES.length; state++) {
            int which = state;
            list.family(Level.L1, "calls-outside-a-transaction", "R16")
                    .add(
                            "next, use and flush " + STATES[state],
                            "Outside of a transaction they are refused, and change nothing: the next number shows it.",
                            s -> bring(which, s.open())
                                    .nextRefused(1, NOT_STARTED)
                                    .useRefused(1, "700", NOT_STARTED)
                                    .flushRefused(NOT_STARTED)
                                    .tx(W, 1)
                                    .drained());
            list.family(Level.L1, "wrong-names", "R17")
                    .add(
                            "what is not declared, " + STATES[state],
                            "An unknown wsKind or seqId is refused, and the transaction goes on as if nothing was asked.",
                            s -> bring(which, s.open())
                                    .drained()
                                    .startRefused(2, W, UNKNOWN_KIND)
                                    .startRefused(0, W, UNKNOWN_KIND)
                                    .start(W)
                                    .next(1)
                                    .nextRefused(3, UNKNOWN_SEQUENCE)
                                    .useRefused(65_535, "9", UNKNOWN_SEQUENCE)
                                    .next(1)
                                    .append(Outcome.OK)
                                    .flush()
                                    .tx(W, 1));
        }
    }

    private static void refusedInTransactions(VectorList list) {
        for (int state = 0; state < STATES.length; state++) {
            int which = state;
            list.family(Level.L1, "start-in-a-transaction", "R16")
                    .add(
                            "a second start " + STATES[state],
                            "Start in a transaction is refused, for another workspace too, and the first goes on.",
                            s -> bring(which, s.open())
                                    .start("0")
                                    .startRefused(KIND, "0", ALREADY_STARTED)
                                    .next(1)
                                    .startRefused(KIND, W, ALREADY_STARTED)
                                    .next(1)
                                    .append(Outcome.OK)
                                    .flush()
                                    .tx("0", 1)
                                    .tx(W, 1));
            list.family(Level.L1, "use-of-zero", "R17")
                    .add(
                            "use of 0 " + STATES[state],
                            "0 is no number: it is refused, and changes nothing.",
                            s -> bring(which, s.open())
                                    .start(W)
                                    .useRefused(1, "0", MALFORMED)
                                    .next(1)
                                    .append(Outcome.OK)
                                    .flush()
                                    .tx(W, 1));
            list.family(Level.L1, "calls-after-close", "R15")
                    .add(
                            "each call after close, " + STATES[state],
                            "A closed sequencer refuses each call, and a new one begins where the log ends.",
                            s -> bring(which, s.open())
                                    .close()
                                    .startRefused(KIND, W, CLOSED)
                                    .nextRefused(1, CLOSED)
                                    .useRefused(1, "5", CLOSED)
                                    .flushRefused(CLOSED)
                                    .open()
                                    .tx(W, 1)
                                    .drained());
        }
    }

    private static VectorScript bring(int state, VectorScript s) {
        return switch (state) {
            case 0 -> s;
            case 1 -> s.tx(W, 1);
            case 2 -> s.tx(W, 1).start(W).next(1).append(Outcome.FAILED).actualize();
            default -> s.tx(W, 1).reopen();
        };
    }

    private static void lastNumbers(VectorList list) {
        for (int left = 0; left <= 3; left++) {
            BigInteger last = Reference.MAX_NUMBER.subtract(BigInteger.valueOf(left));
            int[] oneMore = new int[left + 1];
            Arrays.fill(oneMore, 1);
            String comment = "After 2^63-1 there is no number: next is refused, never negative, never 1 again, and the"
                    + " other sequences go on.";
            VectorList.Family family = list.family(Level.L1, "numbers-run-out", "R17");
            family.add(
                    left + " left in storage",
                    comment,
                    s -> exhaust(
                            s.stored(W, 1, last)
                                    .firstOffset(BigInteger.valueOf(9))
                                    .open(),
                            oneMore));
            family.add(
                    left + " left in the log",
                    comment,
                    s -> exhaust(s.logged(W, value(1, last.longValueExact())).open(), oneMore));
            family.add(
                    left + " left after an explicit number",
                    comment,
                    s -> exhaust(
                            s.open().start(W).use(1, last).append(Outcome.OK).flush(), oneMore));
        }
    }

    private static void exhaust(VectorScript s, int[] oneMore) {
        s.start(W)
                .next(oneMore)
                .next(2)
                .append(Outcome.OK)
                .flush()
                .tx("6", 1)
                .start(W)
                .next(1, 2);
        s.append(Outcome.OK).flush().drained();
    }

    private static void lastOffsets(VectorList list) {
        for (int left = 1; left <= 3; left++) {
            BigInteger first = Reference.MAX_OFFSET.subtract(BigInteger.valueOf(left - 1L));
            int count = left;
            list.family(Level.L1, "offsets-run-out", "R17")
                    .add(
                            left + " offsets left",
                            "The checkpoint behind the last event must be an offset too: start is refused when there is"
                                    + " none, and nothing wraps.",
                            s -> {
                                s.firstOffset(first).open();
                                for (int i = 0; i < count; i++) {
                                    s.tx(W, 1);
                                }
                                s.drained().startRefused(KIND, W, EXHAUSTED).nextRefused(1, NOT_STARTED);
                            });
        }
        for (int bits : new int[] {15, 16, 31, 32, 53}) {
            BigInteger first = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
            list.family(Level.L0, "wide-offsets", "R17")
                    .add(
                            "offsets from 2^" + bits + "-1",
                            "An offset is 63 bits wide, in each place that it passes.",
                            s -> s.firstOffset(first)
                                    .open()
                                    .tx(W, 1)
                                    .tx(W, 1)
                                    .tx(W, 1)
                                    .drained()
                                    .reopen()
                                    .tx(W, 1)
                                    .drained());
        }
    }

    private static void longRuns(VectorList list) {
        for (int spread : new int[] {1, 3, 7}) {
            for (int every : new int[] {4, 9}) {
                list.family(Level.L0, "long-runs", "R6")
                        .add(
                                "60 events over " + spread + " workspaces, a mishap every " + every,
                                "Many events of all kinds in a row, in fixed order: what one of them leaves behind shows"
                                        + " in a later one.",
                                s -> longRun(s, spread, every));
            }
        }
    }

    private static void longRun(VectorScript s, int spread, int every) {
        s.limits(5, 3, 4).open();
        for (int i = 0; i < 60; i++) {
            s.start(Integer.toString(i * 31 % spread));
            for (int k = 0; k < i % 4; k++) {
                s.next(1 + (i + k) % 2);
            }
            if (i % 11 == 5) {
                s.use(1, i * 2L);
            }
            boolean mishap = i % every == every - 1;
            if (mishap && i % 2 == 0) {
                s.append(Outcome.UNKNOWN_LANDED).actualize();
            } else if (mishap && i % 3 == 0) {
                s.append(Outcome.OK).reopen();
            } else if (mishap) {
                s.append(Outcome.FAILED).actualize();
            } else {
                s.append(Outcome.OK).flush();
            }
        }
        s.drained().reopen().tx("0", 1, 2).drained();
    }
}
