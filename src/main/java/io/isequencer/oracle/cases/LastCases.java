package io.isequencer.oracle.cases;

import static io.isequencer.oracle.cases.Outcome.FAILED;
import static io.isequencer.oracle.cases.Script.value;
import static io.isequencer.oracle.cases.SequentialCases.V;
import static io.isequencer.oracle.cases.SequentialCases.W;

/** Level 1: the last number and the last offset. */
final class LastCases {
    private static final int EXHAUSTED = 1004;

    private LastCases() {}

    static void addTo(CaseList cases) {
        lastNumber(cases);
        lastOffset(cases);
    }

    private static void lastNumber(CaseList cases) {
        long max = cases.bounds().maxNumber();
        Family family = cases.family(
                Level.L1,
                "last-number",
                "R17",
                "After the last number there is none; a counter that wraps begins to use its numbers again.");
        lastNumberFirst(family, max);
        lastNumberSecond(family, max);
        lastNumberThird(family, max);
    }

    private static void lastNumberFirst(Family family, long max) {
        family.add("in a transaction", s -> {
            s.params().stored(W, 1, max - 1).firstOffset(9);
            s.open()
                    .start(W)
                    .next(1)
                    .nextRefused(1, EXHAUSTED)
                    .nextRefused(1, EXHAUSTED)
                    .append()
                    .flush()
                    .drained();
        });
        family.add("in the next transaction", s -> {
            s.params().stored(W, 1, max - 2).firstOffset(9);
            s.open()
                    .tx(W, 1, 1)
                    .start(W)
                    .nextRefused(1, EXHAUSTED)
                    .next(2)
                    .append()
                    .flush()
                    .tx(V, 1);
        });
        family.add("stored", s -> {
            s.params().stored(W, 1, max).firstOffset(9);
            s.open().start(W).nextRefused(1, EXHAUSTED).next(2).append().flush().drained();
        });
    }

    private static void lastNumberSecond(Family family, long max) {
        family.add("in the log", s -> {
            s.logged(W, value(1, max));
            s.open().start(W).nextRefused(1, EXHAUSTED).next(2).append().flush().drained();
        });
        family.add("the initial value is the last number", s -> {
            s.params().declare(Script.KIND, 1, max);
            s.open().start(W).next(1).nextRefused(1, EXHAUSTED).append().flush().tx(V, 1);
        });
        family.add(
                "used explicitly",
                s -> s.open()
                        .start(W)
                        .use(1, max)
                        .nextRefused(1, EXHAUSTED)
                        .append()
                        .flush()
                        .start(W)
                        .nextRefused(1, EXHAUSTED)
                        .next(2)
                        .append()
                        .flush());
    }

    private static void lastNumberThird(Family family, long max) {
        family.add("given up and gone on", s -> {
            s.params().stored(W, 1, max - 1).firstOffset(9);
            s.open()
                    .start(W)
                    .next(1)
                    .append(FAILED)
                    .actualize()
                    .start(W)
                    .next(1)
                    .nextRefused(1, EXHAUSTED)
                    .append()
                    .flush();
        });
    }

    private static void lastOffset(CaseList cases) {
        long max = cases.bounds().maxPlogOffset();
        cases.family(
                        Level.L1,
                        "last-offset",
                        "R17",
                        "After the last offset no event can be begun; an offset that wraps overwrites the log's begin.")
                .add("the last event", s -> {
                    s.params().firstOffset(max);
                    s.open()
                            .tx(W, 1)
                            .startRefused(Script.KIND, W, Expect.error(EXHAUSTED))
                            .drained();
                })
                .add("the last two events", s -> {
                    s.params().firstOffset(max - 1);
                    s.open()
                            .tx(W, 1)
                            .tx(W, 1)
                            .startRefused(Script.KIND, W, Expect.error(EXHAUSTED))
                            .startRefused(Script.KIND, V, Expect.error(EXHAUSTED));
                })
                .add("found at open", s -> {
                    s.params().firstOffset(max);
                    s.logged(W, value(1, 1));
                    s.open()
                            .quiesce()
                            .startRefused(Script.KIND, W, Expect.error(EXHAUSTED))
                            .check();
                });
    }
}
