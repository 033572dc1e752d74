package io.isequencer.oracle.cases;

import static io.isequencer.oracle.cases.FaultType.FAIL_BEFORE;
import static io.isequencer.oracle.cases.FaultType.HOLD;
import static io.isequencer.oracle.cases.FaultType.LATE;
import static io.isequencer.oracle.cases.On.READ_CHECKPOINT;
import static io.isequencer.oracle.cases.On.READ_PLOG;
import static io.isequencer.oracle.cases.On.WRITE;
import static io.isequencer.oracle.cases.Script.value;
import static io.isequencer.oracle.cases.SequentialCases.V;
import static io.isequencer.oracle.cases.SequentialCases.W;

/** Level 3, one owner: its process ends, its writes are torn or late. */
final class CrashCases {
    private CrashCases() {}

    static void addTo(CaseList cases) {
        everywhere(cases);
        skipped(cases);
        together(cases);
        torn(cases);
        inWrite(cases);
        late(cases);
        recovery(cases);
        explicit(cases);
        lostTail(cases);
    }

    private static void everywhere(CaseList cases) {
        cases.family(
                        Level.L3,
                        "crash-at",
                        "R6",
                        "After a crash the log decides: its numbers are used, those that it does not have are not.")
                .add("after open", s -> s.open().crash().open().tx(W, 1))
                .add(
                        "after start",
                        s -> s.open().tx(W, 1).start(W).crash().open().tx(W, 1))
                .add(
                        "after next",
                        s -> s.open()
                                .tx(W, 1)
                                .start(W)
                                .next(1, 2)
                                .crash()
                                .open()
                                .tx(W, 1, 2))
                .add(
                        "after append",
                        s -> s.open()
                                .start(W)
                                .next(1, 2)
                                .append()
                                .crash()
                                .open()
                                .tx(W, 1, 2)
                                .drained())
                .add(
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
                                .drained())
                .add(
                        "after flush",
                        s -> s.open().tx(W, 1, 2).crash().open().tx(W, 1, 2).drained())
                .add(
                        "after all is stored",
                        s -> s.open()
                                .tx(W, 1, 2)
                                .drained()
                                .crash()
                                .open()
                                .tx(W, 1, 2)
                                .drained())
                .add(
                        "after actualize",
                        s -> s.open()
                                .tx(W, 1)
                                .start(W)
                                .next(1)
                                .append(Outcome.UNKNOWN_LANDED)
                                .actualize()
                                .crash()
                                .open()
                                .tx(W, 1))
                .add("five times, one transaction each", s -> {
                    for (int i = 0; i < 5; i++) {
                        s.open().tx(W, 1, 2).crash();
                    }
                    s.open().tx(W, 1, 2).drained();
                })
                .add("five times, all stored", s -> {
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
                })
                .add("the scan is written while it goes on", s -> {
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
                })
                .add("the scan is written before its last page", s -> {
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
        cases.family(
                        Level.L3,
                        "crash-in-write",
                        "R7",
                        "The write that was under way in a crash lands whenever it likes; the next sequencer is right anyway.")
                .add(
                        "it never lands",
                        s -> s.open()
                                .quiesce()
                                .hold(WRITE)
                                .tx(W, 1)
                                .await(WRITE)
                                .crash()
                                .open()
                                .tx(W, 1)
                                .drained())
                .add(
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
                                .drained())
                .add(
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
                                .drained())
                .add(
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
                                .drained())
                .add(
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
                                .drained())
                .add(
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

    private static void late(CaseList cases) {
        Family late = cases.family(
                Level.L3,
                "late-write",
                "R7",
                "A write that was given up lands after newer ones: on a max-wins storage it changes nothing.");
        for (int applied : new int[] {-1, 1}) {
            String part = applied < 0 ? "all of it" : "one value";
            late.add(
                            "after the retry, " + part,
                            s -> s.open()
                                    .quiesce()
                                    .fault(WRITE, LATE, 1)
                                    .tx(W, 1, 2)
                                    .drained()
                                    .tx(W, 1, 2)
                                    .drained()
                                    .land(applied)
                                    .tx(W, 1, 2)
                                    .drained())
                    .add(
                            "after a crash, " + part,
                            s -> s.open()
                                    .quiesce()
                                    .fault(WRITE, LATE, 1)
                                    .tx(W, 1, 2)
                                    .drained()
                                    .tx(W, 1, 2)
                                    .crash()
                                    .land(applied)
                                    .open()
                                    .tx(W, 1, 2)
                                    .drained());
        }
        late.add("with a cache of one", s -> {
            s.params().sequences(2).cache(1);
            s.open()
                    .quiesce()
                    .fault(WRITE, LATE, 1)
                    .tx(W, 1)
                    .drained()
                    .tx(W, 1)
                    .tx(W, 2)
                    .drained();
            s.land(-1).tx(W, 1).tx(W, 2).drained();
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

    private static void explicit(CaseList cases) {
        cases.family(
                        Level.L3,
                        "explicit-crash",
                        "R9",
                        "Explicit numbers are in the log, in any order; a recovery takes the largest, stored or not.")
                .add(
                        "high then low, nothing stored",
                        s -> s.open()
                                .quiesce()
                                .fault(WRITE, FAIL_BEFORE, 0)
                                .start(W)
                                .use(1, 10)
                                .append()
                                .flush()
                                .start(W)
                                .use(1, 3)
                                .append()
                                .flush()
                                .crash()
                                .heal()
                                .open()
                                .tx(W, 1)
                                .drained())
                .add(
                        "the high one stored",
                        s -> s.open()
                                .start(W)
                                .use(1, 10)
                                .append()
                                .flush()
                                .drained()
                                .start(W)
                                .use(1, 3)
                                .append()
                                .crash()
                                .open()
                                .tx(W, 1)
                                .drained())
                .add(
                        "not told, learnt from the log",
                        s -> s.open()
                                .tx(W, 1)
                                .start(W)
                                .append(Outcome.OK, value(1, 10))
                                .crash()
                                .open()
                                .tx(W, 1)
                                .drained());
    }

    private static void lostTail(CaseList cases) {
        cases.family(
                        Level.L3,
                        "lost-tail",
                        "WA",
                        "A log may lose what was not made durable; a checkpoint must never outlive its events.")
                .add("the only event, flushed", s -> {
                    s.params().need(Capability.WRITE_AHEAD);
                    s.open().tx(W, 1).crash(1).open().tx(W, 1).drained();
                })
                .add("the write is held", s -> {
                    s.params().need(Capability.WRITE_AHEAD);
                    s.open()
                            .quiesce()
                            .hold(WRITE)
                            .tx(W, 1)
                            .await(WRITE)
                            .crash(1)
                            .open()
                            .tx(W, 1)
                            .drained();
                })
                .add("the last of three", s -> {
                    s.params().need(Capability.WRITE_AHEAD);
                    s.open()
                            .tx(W, 1)
                            .tx(W, 1)
                            .drained()
                            .start(W)
                            .next(1)
                            .append()
                            .crash(1)
                            .open()
                            .tx(W, 1)
                            .drained();
                })
                .add("the sync fails first", s -> {
                    s.params().need(Capability.WRITE_AHEAD);
                    s.open()
                            .quiesce()
                            .fault(On.SYNC_PLOG, FAIL_BEFORE, 2)
                            .tx(W, 1)
                            .drained()
                            .crash(1)
                            .open()
                            .tx(W, 1);
                });
    }
}
