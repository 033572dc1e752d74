package io.isequencer.oracle.cases;

import static io.isequencer.oracle.cases.FaultType.FAIL_AFTER;
import static io.isequencer.oracle.cases.FaultType.FAIL_BEFORE;
import static io.isequencer.oracle.cases.FaultType.TORN;
import static io.isequencer.oracle.cases.On.READ_NUMBERS;
import static io.isequencer.oracle.cases.On.WRITE;
import static io.isequencer.oracle.cases.Script.value;
import static io.isequencer.oracle.cases.SequentialCases.V;
import static io.isequencer.oracle.cases.SequentialCases.W;

import java.util.function.UnaryOperator;

/** Level 2: what is pending, written and read at the same time. */
final class PendingCases {
    private PendingCases() {}

    static void addTo(CaseList cases) {
        prune(cases);
        fill(cases);
        merge(cases);
    }

    private static void prune(CaseList cases) {
        Family prune = cases.family(
                Level.L2,
                "prune",
                "R10",
                "A number that came while an older one was written must stay pending, or it never reaches the storage.");
        for (FaultType as : new FaultType[] {null, FAIL_BEFORE, FAIL_AFTER, TORN}) {
            String end = as == null ? "ends well" : as.id();
            prune.add(
                    "the write of the older number " + end,
                    s -> s.open()
                            .quiesce()
                            .hold(WRITE)
                            .tx(W, 1)
                            .await(WRITE)
                            .tx(W, 1)
                            .releaseAs(WRITE, as, 1)
                            .drained()
                            .tx(W, 1));
        }
        prune.add("the cache forgets the key meanwhile", s -> {
                    s.params().sequences(2).cache(1);
                    s.open()
                            .quiesce()
                            .hold(WRITE)
                            .tx(W, 1)
                            .await(WRITE)
                            .tx(W, 1)
                            .tx(W, 2)
                            .release(WRITE);
                    s.drained().tx(W, 1).tx(W, 1, 2);
                })
                .add("looked up while the newer number is written", s -> {
                    s.params().sequences(2).cache(1);
                    s.open()
                            .quiesce()
                            .hold(WRITE)
                            .tx(W, 1)
                            .await(WRITE)
                            .tx(W, 1)
                            .tx(W, 2)
                            .hold(WRITE)
                            .release(WRITE);
                    s.await(WRITE).tx(W, 1).release(WRITE).drained();
                })
                .add("two of three keys are newer", s -> {
                    s.params().sequences(3);
                    s.open()
                            .quiesce()
                            .hold(WRITE)
                            .tx(W, 1, 2, 3)
                            .await(WRITE)
                            .tx(W, 1, 3)
                            .release(WRITE);
                    s.drained().tx(W, 1, 2, 3);
                });
    }

    private static void fill(CaseList cases) {
        Family family = cases.family(
                Level.L2,
                "fill",
                "R8",
                "The answer to a read may be outdated when it comes; it must not hide what is pending or was written.");
        fillFirst(family);
        fillSecond(family);
        fillThird(family);
        fillPruned(family);
    }

    private static void fillFirst(Family family) {
        family.add("the read was answered before the write ended", s -> answeredEarly(s, PendingCases::atOnce));
        family.add("another key of the workspace is written meanwhile", s -> anotherKey(s, PendingCases::atOnce));
    }

    /** As the first two, but the flusher has surely pruned when the outdated answer comes. */
    private static void fillPruned(Family family) {
        family.add(
                "the read was answered before the write ended, and all is pruned when it comes",
                s -> answeredEarly(s, Script::quiesce));
        family.add(
                "another key of the workspace is written meanwhile, and pruned", s -> anotherKey(s, Script::quiesce));
    }

    private static Script atOnce(Script script) {
        return script;
    }

    private static void answeredEarly(Script s, UnaryOperator<Script> between) {
        s.params().sequences(2).cache(1);
        s.open()
                .quiesce()
                .hold(WRITE)
                .tx(W, 1)
                .await(WRITE)
                .tx(V, 2)
                .hold(READ_NUMBERS)
                .start(W);
        s.nextLater(1).await(READ_NUMBERS).release(WRITE);
        between.apply(s).release(READ_NUMBERS).join();
        s.next(1).append().flush().drained();
    }

    private static void anotherKey(Script s, UnaryOperator<Script> between) {
        s.params().sequences(2).cache(2);
        s.open().quiesce().hold(WRITE).tx(W, 1).await(WRITE).hold(READ_NUMBERS).start(W);
        s.nextLater(2).await(READ_NUMBERS).release(WRITE);
        between.apply(s).release(READ_NUMBERS).join();
        s.next(1, 2).append().flush().tx(W, 1, 2).drained();
    }

    private static void fillSecond(Family family) {
        family.add("an older number is being written", s -> {
            s.params().sequences(3).cache(1);
            s.open().quiesce().hold(WRITE).tx(W, 1).await(WRITE).tx(W, 1).tx(V, 3);
            s.releaseAs(WRITE, FAIL_AFTER, -1)
                    .start(W)
                    .next(2, 1)
                    .append()
                    .flush()
                    .drained();
        });
        family.add("an older number is stored", s -> {
            s.params().sequences(2).cache(1);
            s.open()
                    .tx(W, 1)
                    .drained()
                    .fault(WRITE, FAIL_BEFORE, 0)
                    .tx(W, 1)
                    .tx(W, 2)
                    .tx(W, 2, 1)
                    .heal();
            s.tx(W, 1).drained();
        });
    }

    private static void fillThird(Family family) {
        family.add("several keys, several times", s -> {
            s.params().sequences(4).cache(2);
            s.open().tx(W, 1, 2, 3, 4).drained().fault(WRITE, FAIL_BEFORE, 0);
            s.tx(W, 1, 2).tx(W, 3, 4).tx(W, 2, 3).tx(W, 4, 1).heal().drained().tx(W, 1, 2, 3, 4);
        });
    }

    private static void merge(CaseList cases) {
        cases.family(
                        Level.L2,
                        "merge",
                        "R9",
                        "A low explicit number behind a high one must not shadow it, neither in pending nor in the storage.")
                .add("both pending", s -> {
                    s.params().sequences(2).cache(1);
                    s.open()
                            .quiesce()
                            .fault(WRITE, FAIL_BEFORE, 0)
                            .start(W)
                            .use(1, 10)
                            .append()
                            .flush();
                    s.start(W)
                            .use(1, 3)
                            .append()
                            .flush()
                            .tx(W, 2)
                            .tx(W, 1)
                            .heal()
                            .drained();
                })
                .add("the high one stored, the low one pending", s -> {
                    s.params().sequences(2).cache(1);
                    s.open().start(W).use(1, 10).append().flush().drained().fault(WRITE, FAIL_BEFORE, 0);
                    s.start(W)
                            .use(1, 3)
                            .append()
                            .flush()
                            .tx(W, 2)
                            .tx(W, 1)
                            .heal()
                            .drained();
                })
                .add("the high one stored, the low one scanned", s -> {
                    s.params().sequences(2).cache(1).stored(W, 1, 10).checkpoint(2);
                    s.logged(W, value(1, 10)).logged(W, value(1, 3));
                    s.fault(WRITE, FAIL_BEFORE, 0)
                            .open()
                            .tx(W, 2)
                            .tx(W, 1)
                            .heal()
                            .drained();
                })
                .add("both scanned", s -> {
                    s.params().sequences(2).cache(1);
                    s.logged(W, value(1, 10)).logged(W, value(1, 3));
                    s.fault(WRITE, FAIL_BEFORE, 0)
                            .open()
                            .tx(W, 2)
                            .tx(W, 1)
                            .heal()
                            .drained();
                });
    }
}
