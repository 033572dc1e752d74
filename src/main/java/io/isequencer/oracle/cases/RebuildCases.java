package io.isequencer.oracle.cases;

import static io.isequencer.oracle.cases.FaultType.FAIL_AFTER;
import static io.isequencer.oracle.cases.FaultType.FAIL_BEFORE;
import static io.isequencer.oracle.cases.FaultType.LATE;
import static io.isequencer.oracle.cases.FaultType.TORN;
import static io.isequencer.oracle.cases.On.WRITE;
import static io.isequencer.oracle.cases.Outcome.FAILED;
import static io.isequencer.oracle.cases.Script.value;
import static io.isequencer.oracle.cases.SequentialCases.W;

/** Level 2: rebuilds while the storage is written, and flushers with nothing to write. */
final class RebuildCases {
    private RebuildCases() {}

    static void addTo(CaseList cases) {
        rebuild(cases);
        nothing(cases);
    }

    private static void rebuild(CaseList cases) {
        Family rebuild = cases.family(
                Level.L2,
                "rebuild",
                "R11",
                "A rebuild waits for the write under way before it clears and reads; what survives may be wrong.");
        rebuildFirst(rebuild);
        rebuildSecond(rebuild);
    }

    private static void rebuildFirst(Family rebuild) {
        for (FaultType as : new FaultType[] {null, FAIL_BEFORE, FAIL_AFTER, TORN, LATE}) {
            String end = as == null ? "ends well" : as.id();
            rebuild.add(
                    "the write under way " + end,
                    s -> s.open()
                            .quiesce()
                            .hold(WRITE)
                            .tx(W, 1, 2)
                            .await(WRITE)
                            .start(W)
                            .next(1)
                            .append(FAILED)
                            .actualizeLater()
                            .releaseAs(WRITE, as, 1)
                            .join()
                            .tx(W, 1, 2)
                            .drained());
        }
        rebuild.add(
                "with a write that fails again and again",
                s -> s.open()
                        .quiesce()
                        .fault(WRITE, FAIL_BEFORE, 3)
                        .tx(W, 1)
                        .start(W)
                        .next(1)
                        .append(FAILED)
                        .actualize()
                        .tx(W, 1)
                        .drained());
    }

    private static void rebuildSecond(Family rebuild) {
        rebuild.add(
                "the cache is dropped: another owner was faster",
                s -> s.open()
                        .tx(W, 1)
                        .drained()
                        .foreign(W, value(1, 2), value(1, 3))
                        .start(W)
                        .append()
                        .actualize()
                        .tx(W, 1)
                        .drained());
        rebuild.add(
                "the cache is dropped, nothing was written",
                s -> s.open()
                        .quiesce()
                        .fault(WRITE, FAIL_BEFORE, 0)
                        .tx(W, 1, 1)
                        .foreign(W, value(1, 3))
                        .start(W)
                        .append()
                        .actualizeLater()
                        .heal()
                        .join()
                        .tx(W, 1)
                        .drained());
        rebuild.add("ten times in a row", s -> {
            s.open();
            for (int i = 0; i < 10; i++) {
                s.tx(W, 1).start(W).next(1, 2).append(FAILED).actualize();
            }
            s.tx(W, 1, 2).drained();
        });
    }

    private static void nothing(CaseList cases) {
        cases.family(
                        Level.L2,
                        "nothing-published",
                        "R13",
                        "A flusher to which nothing was published writes nothing; else a 0 goes over the stored checkpoint.")
                .add("after an empty scan", s -> {
                    s.params().stored(W, 1, 4).firstOffset(5);
                    s.open().quiesce().close().open().quiesce().tx(W, 1).drained();
                })
                .add(
                        "after actualize",
                        s -> s.open()
                                .tx(W, 1)
                                .drained()
                                .start(W)
                                .next(1)
                                .append(FAILED)
                                .actualize()
                                .quiesce()
                                .close()
                                .open()
                                .tx(W, 1)
                                .drained())
                .add(
                        "with a write that fails before the rebuild",
                        s -> s.open()
                                .tx(W, 1)
                                .drained()
                                .fault(WRITE, FAIL_BEFORE, 1)
                                .tx(W, 1)
                                .start(W)
                                .append(FAILED)
                                .actualize()
                                .quiesce()
                                .tx(W, 1)
                                .drained());
    }
}
