package io.isequencer.oracle.cases;

import static io.isequencer.oracle.cases.FaultType.FAIL_AFTER;
import static io.isequencer.oracle.cases.FaultType.FAIL_BEFORE;
import static io.isequencer.oracle.cases.FaultType.LATE;
import static io.isequencer.oracle.cases.On.READ_CHECKPOINT;
import static io.isequencer.oracle.cases.On.READ_NUMBERS;
import static io.isequencer.oracle.cases.On.READ_PLOG;
import static io.isequencer.oracle.cases.On.WRITE;
import static io.isequencer.oracle.cases.Script.value;
import static io.isequencer.oracle.cases.SequentialCases.V;
import static io.isequencer.oracle.cases.SequentialCases.W;

/** Level 2: storage calls fail, wait, or have an effect that nobody knows of. */
final class StorageFaultCases {
    private static final int UNAVAILABLE = 11;
    private static final int ACTUALIZING = 1003;

    private StorageFaultCases() {}

    static void addTo(CaseList cases) {
        readFails(cases);
        writeFails(cases);
        recoveryFails(cases);
        recovering(cases);
        backPressure(cases);
    }

    private static void readFails(CaseList cases) {
        Family fails = cases.family(
                Level.L2,
                "read-fails",
                "R8",
                "A read that failed says nothing about the key: a sequencer that takes it for 0 begins anew.");
        for (int times : new int[] {1, 3}) {
            fails.add("next is repeated, " + times + " failures", s -> {
                s.params().stored(W, 1, 4).firstOffset(5);
                s.open().quiesce().fault(READ_NUMBERS, FAIL_BEFORE, times).start(W);
                for (int i = 0; i < times; i++) {
                    s.nextRefused(1, UNAVAILABLE);
                }
                s.next(1, 1).append().flush().tx(W, 1);
            });
        }
        fails.add("the transaction is given up", s -> {
                    s.params().stored(W, 1, 4).firstOffset(5);
                    s.open()
                            .quiesce()
                            .fault(READ_NUMBERS, FAIL_BEFORE, 1)
                            .start(W)
                            .nextRefused(1, UNAVAILABLE);
                    s.actualize().tx(W, 1);
                })
                .add("the second of two keys", s -> {
                    s.params().stored(W, 1, 4).stored(W, 2, 200_009).firstOffset(5);
                    s.open()
                            .quiesce()
                            .faultAfter(READ_NUMBERS, FAIL_BEFORE, 1, 1)
                            .start(W)
                            .next(1);
                    s.nextRefused(2, UNAVAILABLE).next(2, 1).append().flush();
                });
    }

    private static void writeFails(CaseList cases) {
        Family fails = cases.family(
                Level.L2,
                "write-fails",
                "R12",
                "A write that failed, or of which nobody knows, is tried again until what was flushed is stored.");
        for (FaultType kind : new FaultType[] {FAIL_BEFORE, FAIL_AFTER, LATE}) {
            for (int times : new int[] {1, 3}) {
                fails.add(
                        kind.id() + ", " + times + " times",
                        s -> s.open()
                                .quiesce()
                                .fault(WRITE, kind, times)
                                .tx(W, 1, 2)
                                .tx(W, 1)
                                .drained()
                                .tx(W, 1, 2)
                                .drained());
            }
        }
        Family torn = cases.family(
                Level.L2,
                "torn-retry",
                "R7",
                "A write of which only a part was stored is tried again; its checkpoint counts only after all values.");
        for (int applied : new int[] {0, 1, 2, 3}) {
            torn.add(applied + " of three values stored", s -> {
                s.params().sequences(3);
                s.open()
                        .quiesce()
                        .torn(applied, 1)
                        .tx(W, 1, 2, 3)
                        .drained()
                        .tx(W, 3, 2, 1)
                        .drained();
            });
        }
        torn.add("while more is flushed", s -> {
            s.params().sequences(3);
            s.open()
                    .quiesce()
                    .torn(1, 2)
                    .tx(W, 1, 2, 3)
                    .tx(W, 1, 2, 3)
                    .tx(W, 2)
                    .drained()
                    .tx(W, 1, 2, 3);
        });
    }

    private static void recoveryFails(CaseList cases) {
        Family fails = cases.family(
                Level.L2,
                "scan-fails",
                "R14",
                "A scan that failed goes on where it stopped, or starts over; whoever skips events issues old numbers.");
        for (int times : new int[] {1, 3}) {
            fails.add("the checkpoint cannot be read, " + times + " times", s -> {
                s.params().stored(W, 1, 1).checkpoint(2);
                s.logged(W, value(1, 1)).logged(W, value(1, 2));
                s.fault(READ_CHECKPOINT, FAIL_BEFORE, times).open().tx(W, 1).drained();
            });
        }
        for (int after : new int[] {0, 1, 2}) {
            for (int times : new int[] {1, 2}) {
                fails.add("page " + (after + 1) + " cannot be read, " + times + " times", s -> {
                    s.params().readLimit(1).sequences(3);
                    s.logged(W, value(1, 1)).logged(W, value(2, 1)).logged(W, value(3, 1), value(1, 2));
                    s.faultAfter(READ_PLOG, FAIL_BEFORE, after, times)
                            .open()
                            .tx(W, 1, 2, 3)
                            .drained();
                });
            }
        }
        fails.add("with room for one, and failing writes", s -> {
            s.params().readLimit(1).sequences(3).unflushed(1);
            s.logged(W, value(1, 1)).logged(W, value(2, 1)).logged(W, value(3, 1), value(1, 2));
            s.faultAfter(READ_PLOG, FAIL_BEFORE, 1, 2)
                    .fault(WRITE, FAIL_BEFORE, 2)
                    .open()
                    .tx(W, 1, 2, 3)
                    .drained();
        });
    }

    private static void recovering(CaseList cases) {
        Family busy = cases.family(
                Level.L2,
                "recovering",
                "R11",
                "Until the rebuild is over nobody knows the next offset: start is refused, and so is actualize.");
        for (On on : new On[] {READ_CHECKPOINT, READ_PLOG}) {
            busy.add("start while " + on.id() + " waits", s -> {
                        s.logged(W, value(1, 1));
                        s.hold(on)
                                .open()
                                .await(on)
                                .startRefused(Script.KIND, W, Expect.busy("actualizing"))
                                .nextRefused(1, 1002)
                                .startRefused(Script.KIND, W, Expect.busy("actualizing"))
                                .release(on)
                                .tx(W, 1);
                    })
                    .add("actualize while " + on.id() + " waits", s -> {
                        s.logged(W, value(1, 1));
                        s.hold(on)
                                .open()
                                .await(on)
                                .actualizeRefused(ACTUALIZING)
                                .release(on)
                                .tx(W, 1);
                    });
        }
    }

    private static void backPressure(CaseList cases) {
        Family pressure = cases.family(
                Level.L2,
                "back-pressure",
                "R12",
                "Too much unwritten refuses a start, and a storage that is well again accepts it.");
        for (int limit : new int[] {1, 2, 10}) {
            pressure.add("maxUnflushedValues " + limit, s -> {
                s.params().sequences(limit + 1).unflushed(limit);
                int[] all = java.util.stream.IntStream.rangeClosed(1, limit + 1).toArray();
                s.open().quiesce().fault(WRITE, FAIL_BEFORE, 0).tx(W, all);
                s.startRefused(Script.KIND, W, Expect.busy("backPressure").recommended());
                s.nextRefused(1, 1002).heal().tx(W, all).drained();
            });
        }
        pressure.add("the write waits", s -> {
                    s.params().sequences(2).unflushed(1);
                    s.open().quiesce().hold(WRITE).tx(W, 1, 2).await(WRITE);
                    s.startRefused(Script.KIND, V, Expect.busy("backPressure").recommended());
                    s.release(WRITE).tx(V, 1).tx(W, 2).drained();
                })
                .add("one key, many times, is one value", s -> {
                    s.params().unflushed(3);
                    s.open().quiesce().hold(WRITE);
                    for (int i = 0; i < 3; i++) {
                        s.tx(W, 1);
                    }
                    s.await(WRITE).release(WRITE).tx(W, 1).drained();
                });
    }
}
