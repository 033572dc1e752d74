package io.isequencer.oracle.cases;

import static io.isequencer.oracle.cases.FaultType.FAIL_AFTER;
import static io.isequencer.oracle.cases.FaultType.FAIL_BEFORE;
import static io.isequencer.oracle.cases.FaultType.HOLD;
import static io.isequencer.oracle.cases.On.READ_CHECKPOINT;
import static io.isequencer.oracle.cases.On.READ_PLOG;
import static io.isequencer.oracle.cases.On.WRITE;
import static io.isequencer.oracle.cases.Script.value;
import static io.isequencer.oracle.cases.SequentialCases.V;
import static io.isequencer.oracle.cases.SequentialCases.W;

/** Level 2: closes, on a storage that never answers too. */
final class CloseCases {
    /** Longer than the patience of most. */
    private static final int LONG_MS = 60_000;

    private CloseCases() {}

    static void addTo(CaseList cases) {
        Family family = cases.family(
                Level.L2,
                "close-returns",
                "R15",
                "A close returns even if the storage fails for ever or never answers; the log has what is lost.");
        closesFirst(family);
        closesSecond(family);
        closesThird(family);
        Family family2 = cases.family(
                Level.L2,
                "close-writes",
                "R15",
                "A close tries once to write what waits, so that the next recovery is short.");
        closesFourth(family2);
    }

    private static void closesFirst(Family family) {
        family.add(
                "writes fail for ever",
                s -> s.open()
                        .quiesce()
                        .fault(WRITE, FAIL_BEFORE, 0)
                        .tx(W, 1, 2)
                        .close()
                        .heal()
                        .open()
                        .tx(W, 1, 2)
                        .drained());
        family.add(
                "a write never ends",
                s -> s.open()
                        .quiesce()
                        .fault(WRITE, HOLD, 0)
                        .tx(W, 1)
                        .await(WRITE)
                        .close()
                        .heal()
                        .releaseAs(WRITE, FAIL_BEFORE, 0)
                        .open()
                        .tx(W, 1)
                        .drained());
        family.add(
                "the checkpoint cannot be read, for ever",
                s -> s.fault(READ_CHECKPOINT, FAIL_BEFORE, 0)
                        .open()
                        .close()
                        .heal()
                        .open()
                        .tx(W, 1));
    }

    private static void closesSecond(Family family) {
        family.add(
                "the checkpoint is never answered",
                s -> s.fault(READ_CHECKPOINT, HOLD, 0)
                        .open()
                        .await(READ_CHECKPOINT)
                        .close()
                        .heal()
                        .releaseAs(READ_CHECKPOINT, FAIL_BEFORE, 0)
                        .open()
                        .tx(W, 1));
        family.add("the log cannot be read, for ever", s -> {
            s.logged(W, value(1, 1));
            s.fault(READ_PLOG, FAIL_BEFORE, 0).open().close().heal().open().tx(W, 1);
        });
        family.add("the scan has no room, and writes fail for ever", s -> {
            s.params().sequences(3).unflushed(1);
            s.logged(W, value(1, 1)).logged(W, value(2, 1)).logged(W, value(3, 1));
            s.fault(WRITE, FAIL_BEFORE, 0)
                    .open()
                    .await(WRITE)
                    .close()
                    .heal()
                    .open()
                    .tx(W, 1, 2, 3)
                    .drained();
        });
    }

    private static void closesThird(Family family) {
        family.add(
                "in a transaction",
                s -> s.open()
                        .quiesce()
                        .fault(WRITE, FAIL_AFTER, 0)
                        .tx(W, 1)
                        .start(W)
                        .next(1)
                        .close()
                        .heal()
                        .open()
                        .tx(W, 1)
                        .drained());
    }

    private static void closesFourth(Family family) {
        family.add("straight after flush", s -> {
            s.params().closeTimeoutMs(5_000);
            s.open().tx(W, 1, 2).close().check().open().tx(W, 1);
        });
        family.add("several events", s -> {
            s.params().closeTimeoutMs(5_000);
            s.open().quiesce().tx(W, 1).tx(V, 1).tx(W, 1, 2).close().check();
        });
        family.add("the last write failed, and the next one is far", s -> {
            s.params().retryDelayMs(LONG_MS).closeTimeoutMs(5_000);
            s.open().quiesce().hold(WRITE).tx(W, 1, 2).await(WRITE);
            s.releaseAs(WRITE, FAIL_BEFORE, -1).close().check().open().tx(W, 1);
        });
    }
}
