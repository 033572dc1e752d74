package io.isequencer.oracle.cases;

import static io.isequencer.oracle.cases.On.READ_CHECKPOINT;
import static io.isequencer.oracle.cases.On.READ_PLOG;
import static io.isequencer.oracle.cases.On.WRITE;
import static io.isequencer.oracle.cases.SequentialCases.W;

/** Level 3: a crash in the middle of a write. */
final class CrashCases {
    private CrashCases() {}

    static void addTo(CaseList cases) {
        torn(cases);
        inWrite(cases);
    }

    private static void torn(CaseList cases) {
        Family torn = cases.family(
                Level.L3,
                "torn-batch-prefix",
                "R7",
                "A crash in the middle of a write leaves the first values without the checkpoint: all is read again.");
        for (int applied : new int[] {0, 1, 2, 3}) {
            torn.add(applied + " of three values", s -> {
                s.params().sequences(3);
                s.open()
                        .quiesce()
                        .hold(WRITE)
                        .tx(W, 1, 2, 3)
                        .await(WRITE)
                        .crash()
                        .land(applied);
                s.open().tx(W, 1, 2, 3).drained();
            });
        }
        for (int applied : new int[] {1, 2}) {
            torn.add(applied + " values of two events", s -> {
                s.params().sequences(2);
                s.open()
                        .tx(W, 1, 2)
                        .drained()
                        .hold(WRITE)
                        .tx(W, 1, 2)
                        .tx(W, 2)
                        .await(WRITE)
                        .crash()
                        .land(applied);
                s.open().tx(W, 1, 2).drained();
            });
        }
        torn.add("twice in a row", s -> {
            s.params().sequences(2);
            s.open().quiesce().hold(WRITE).tx(W, 1, 2).await(WRITE).crash().land(1);
            s.hold(WRITE).open().await(WRITE).crash().land(1).open().tx(W, 1, 2).drained();
        });
    }

    private static void inWrite(CaseList cases) {
        Family family = cases.family(
                Level.L3,
                "crash-in-write",
                "R7",
                "The write that was under way in a crash lands whenever it likes; the next sequencer is right anyway.");
        inWriteFirst(family);
        inWriteSecond(family);
        inWriteThird(family);
    }

    private static void inWriteFirst(Family family) {
        family.add(
                "it never lands",
                s -> s.open()
                        .quiesce()
                        .hold(WRITE)
                        .tx(W, 1)
                        .await(WRITE)
                        .crash()
                        .open()
                        .tx(W, 1)
                        .drained());
        family.add(
                "before the next open",
                s -> s.open()
                        .quiesce()
                        .hold(WRITE)
                        .tx(W, 1)
                        .await(WRITE)
                        .crash()
                        .land(-1)
                        .open()
                        .tx(W, 1)
                        .drained());
    }

    private static void inWriteSecond(Family family) {
        family.add(
                "after the recovery",
                s -> s.open()
                        .quiesce()
                        .hold(WRITE)
                        .tx(W, 1)
                        .await(WRITE)
                        .crash()
                        .open()
                        .quiesce()
                        .land(-1)
                        .tx(W, 1)
                        .drained());
        family.add(
                "when newer numbers are stored",
                s -> s.open()
                        .quiesce()
                        .hold(WRITE)
                        .tx(W, 1)
                        .await(WRITE)
                        .crash()
                        .open()
                        .tx(W, 1)
                        .tx(W, 1)
                        .drained()
                        .land(-1)
                        .crash()
                        .open()
                        .tx(W, 1)
                        .drained());
    }

    private static void inWriteThird(Family family) {
        family.add(
                "in the middle of the recovery",
                s -> s.open()
                        .quiesce()
                        .hold(WRITE)
                        .tx(W, 1, 2)
                        .await(WRITE)
                        .crash()
                        .hold(READ_PLOG)
                        .open()
                        .await(READ_PLOG)
                        .land(-1)
                        .release(READ_PLOG)
                        .tx(W, 1, 2)
                        .drained());
        family.add(
                "between checkpoint and next transaction, in part",
                s -> s.open()
                        .quiesce()
                        .hold(WRITE)
                        .tx(W, 1, 2)
                        .await(WRITE)
                        .crash()
                        .hold(READ_CHECKPOINT)
                        .open()
                        .await(READ_CHECKPOINT)
                        .land(1)
                        .release(READ_CHECKPOINT)
                        .tx(W, 1, 2)
                        .drained());
    }
}
