package io.isequencer.oracle.cases;

import static io.isequencer.oracle.cases.FaultType.FAIL_BEFORE;
import static io.isequencer.oracle.cases.FaultType.HOLD;
import static io.isequencer.oracle.cases.On.READ_CHECKPOINT;
import static io.isequencer.oracle.cases.On.READ_PLOG;
import static io.isequencer.oracle.cases.On.WRITE;
import static io.isequencer.oracle.cases.Script.value;
import static io.isequencer.oracle.cases.SequentialCases.V;
import static io.isequencer.oracle.cases.SequentialCases.W;

/** Level 3: a crash at each point of a transaction, and of a recovery. */
final class CrashPointCases {
    private CrashPointCases() {}

    static void addTo(CaseList cases) {
        everywhere(cases);
        skipped(cases);
        together(cases);
        recovery(cases);
    }

    private static void everywhere(CaseList cases) {
        Family family = cases.family(
                Level.L3,
                "crash-at",
                "R6",
                "After a crash the log decides: its numbers are used, those that it does not have are not.");
        everywhereFirst(family);
        everywhereSecond(family);
        everywhereThird(family);
    }

    private static void everywhereFirst(Family family) {
        family.add("after open", s -> s.open().crash().open().tx(W, 1));
        family.add("after start", s -> s.open().tx(W, 1).start(W).crash().open().tx(W, 1));
        family.add(
                "after next",
                s -> s.open().tx(W, 1).start(W).next(1, 2).crash().open().tx(W, 1, 2));
        family.add(
                "after append",
                s -> s.open()
                        .start(W)
                        .next(1, 2)
                        .append()
                        .crash()
                        .open()
                        .tx(W, 1, 2)
                        .drained());
    }

    private static void everywhereSecond(Family family) {
        family.add(
                "after a later append",
                s -> s.open()
                        .tx(W, 1)
                        .drained()
                        .start(W)
                        .next(1)
                        .append()
                        .crash()
                        .open()
                        .tx(W, 1)
                        .drained());
        family.add(
                "after flush",
                s -> s.open().tx(W, 1, 2).crash().open().tx(W, 1, 2).drained());
        family.add(
                "after all is stored",
                s -> s.open().tx(W, 1, 2).drained().crash().open().tx(W, 1, 2).drained());
    }

    private static void everywhereThird(Family family) {
        family.add(
                "after actualize",
                s -> s.open()
                        .tx(W, 1)
                        .start(W)
                        .next(1)
                        .append(Outcome.UNKNOWN_LANDED)
                        .actualize()
                        .crash()
                        .open()
                        .tx(W, 1));
        family.add("five times, one transaction each", s -> {
            for (int i = 0; i < 5; i++) {
                s.open().tx(W, 1, 2).crash();
            }
            s.open().tx(W, 1, 2).drained();
        });
        family.add("five times, all stored", s -> {
            for (int i = 0; i < 5; i++) {
                s.open().tx(W, 1).tx(V, 1).drained().crash();
            }
            s.open().tx(W, 1).tx(V, 1);
        });
    }

    private static void skipped(CaseList cases) {
        cases.family(
                        Level.L3,
                        "checkpoint-ahead",
                        "R4",
                        "A checkpoint two behind the event skips the next event at a restart, and its numbers come again.")
                .add(
                        "an event without numbers, then one with",
                        s -> s.open()
                                .tx(W)
                                .quiesce()
                                .start(W)
                                .next(1)
                                .append()
                                .crash()
                                .open()
                                .tx(W, 1)
                                .drained())
                .add(
                        "two events with numbers",
                        s -> s.open()
                                .tx(W, 1)
                                .quiesce()
                                .start(W)
                                .next(1)
                                .append()
                                .crash()
                                .open()
                                .tx(W, 1)
                                .drained())
                .add(
                        "written while the next is appended",
                        s -> s.open()
                                .quiesce()
                                .hold(WRITE)
                                .tx(W, 1)
                                .start(W)
                                .next(1)
                                .append()
                                .await(WRITE)
                                .release(WRITE)
                                .crash()
                                .open()
                                .tx(W, 1)
                                .drained());
    }

    private static void together(CaseList cases) {
        Family together = cases.family(
                Level.L3,
                "published-together",
                "R5",
                "A checkpoint whose numbers are missing hides its events from the next recovery.");
        togetherFirst(together);
        togetherSecond(together);
    }

    private static void togetherFirst(Family together) {
        for (int count : new int[] {1, 3}) {
            together.add(count + " keys, each write is followed by a crash", s -> {
                s.params().sequences(count);
                int[] all = java.util.stream.IntStream.rangeClosed(1, count).toArray();
                s.open().quiesce();
                for (int i = 0; i < 3; i++) {
                    s.fault(WRITE, HOLD, 1)
                            .tx(W, all)
                            .await(WRITE)
                            .release(WRITE)
                            .crash()
                            .open()
                            .tx(W, all);
                }
                s.drained();
            });
        }
        together.add("flushed one by one, crash after the first write", s -> {
            s.params().sequences(3);
            s.open()
                    .quiesce()
                    .hold(WRITE)
                    .tx(W, 1)
                    .tx(W, 2)
                    .tx(W, 3)
                    .await(WRITE)
                    .release(WRITE)
                    .crash();
            s.open().tx(W, 1, 2, 3).drained();
        });
    }

    private static void togetherSecond(Family together) {
        together.add("the scan is written while it goes on", s -> {
            s.params().sequences(3).unflushed(1).readLimit(1);
            s.logged(W, value(1, 1)).logged(W, value(2, 1)).logged(W, value(3, 1), value(1, 2));
            s.hold(WRITE)
                    .open()
                    .await(WRITE)
                    .release(WRITE)
                    .crash()
                    .open()
                    .tx(W, 1, 2, 3)
                    .drained();
        });
        together.add("the scan is written before its last page", s -> {
            s.params().sequences(2).unflushed(1).readLimit(1);
            s.logged(W, value(1, 1), value(2, 1))
                    .logged(W, value(1, 2), value(2, 2))
                    .logged(W, value(2, 3));
            s.hold(WRITE)
                    .open()
                    .await(WRITE)
                    .crash()
                    .land(-1)
                    .open()
                    .tx(W, 1, 2)
                    .drained();
        });
    }

    private static void recovery(CaseList cases) {
        Family recovery = cases.family(
                Level.L3,
                "crash-in-recovery",
                "R14",
                "A crash in the middle of a recovery leaves the next one to do it all; half a scan covers nothing.");
        for (int page : new int[] {0, 1, 2}) {
            recovery.add("before page " + (page + 1), s -> {
                s.params().readLimit(1).sequences(3);
                s.logged(W, value(1, 1)).logged(W, value(2, 1)).logged(W, value(3, 1), value(1, 2));
                s.faultAfter(READ_PLOG, HOLD, page, 1)
                        .open()
                        .await(READ_PLOG)
                        .crash()
                        .open()
                        .tx(W, 1, 2, 3)
                        .drained();
            });
        }
        recovery.add("before the checkpoint is known", s -> {
                    s.logged(W, value(1, 1));
                    s.hold(READ_CHECKPOINT)
                            .open()
                            .await(READ_CHECKPOINT)
                            .crash()
                            .open()
                            .tx(W, 1)
                            .drained();
                })
                .add("while the scan waits for room", s -> {
                    s.params().sequences(3).unflushed(1);
                    s.logged(W, value(1, 1)).logged(W, value(2, 1)).logged(W, value(3, 1), value(1, 2));
                    s.hold(WRITE)
                            .open()
                            .await(WRITE)
                            .crash()
                            .land(-1)
                            .hold(WRITE)
                            .open()
                            .await(WRITE)
                            .crash();
                    s.open().tx(W, 1, 2, 3).drained();
                })
                .add("with writes that fail", s -> {
                    s.params().sequences(3);
                    s.logged(W, value(1, 1)).logged(W, value(2, 1), value(3, 1));
                    s.fault(WRITE, FAIL_BEFORE, 2)
                            .open()
                            .tx(W, 1)
                            .crash()
                            .heal()
                            .open()
                            .tx(W, 1, 2, 3)
                            .drained();
                });
    }
}
