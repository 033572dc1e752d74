package io.isequencer.oracle.cases;

import static io.isequencer.oracle.cases.FaultType.FAIL_AFTER;
import static io.isequencer.oracle.cases.FaultType.FAIL_BEFORE;
import static io.isequencer.oracle.cases.FaultType.HOLD;
import static io.isequencer.oracle.cases.FaultType.LATE;
import static io.isequencer.oracle.cases.FaultType.TORN;
import static io.isequencer.oracle.cases.On.READ_CHECKPOINT;
import static io.isequencer.oracle.cases.On.READ_NUMBERS;
import static io.isequencer.oracle.cases.On.READ_PLOG;
import static io.isequencer.oracle.cases.On.WRITE;
import static io.isequencer.oracle.cases.Outcome.FAILED;
import static io.isequencer.oracle.cases.Script.value;
import static io.isequencer.oracle.cases.SequentialCases.V;
import static io.isequencer.oracle.cases.SequentialCases.W;

/** Level 2: storage calls fail, wait, or have an effect that nobody knows of. The process lives on. */
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
        prune(cases);
        fill(cases);
        merge(cases);
        rebuild(cases);
        nothing(cases);
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
        cases.family(
                        Level.L2,
                        "fill",
                        "R8",
                        "The answer to a read may be outdated when it comes; it must not hide what is pending or was written.")
                .add("the read was answered before the write ended", s -> {
                    s.params().sequences(2).cache(1);
                    s.open()
                            .quiesce()
                            .hold(WRITE)
                            .tx(W, 1)
                            .await(WRITE)
                            .tx(V, 2)
                            .hold(READ_NUMBERS)
                            .start(W);
                    s.nextLater(1)
                            .await(READ_NUMBERS)
                            .release(WRITE)
                            .release(READ_NUMBERS)
                            .join();
                    s.next(1).append().flush().drained();
                })
                .add("another key of the workspace is written meanwhile", s -> {
                    s.params().sequences(2).cache(2);
                    s.open()
                            .quiesce()
                            .hold(WRITE)
                            .tx(W, 1)
                            .await(WRITE)
                            .hold(READ_NUMBERS)
                            .start(W);
                    s.nextLater(2)
                            .await(READ_NUMBERS)
                            .release(WRITE)
                            .release(READ_NUMBERS)
                            .join();
                    s.next(1, 2).append().flush().tx(W, 1, 2).drained();
                })
                .add("an older number is being written", s -> {
                    s.params().sequences(3).cache(1);
                    s.open()
                            .quiesce()
                            .hold(WRITE)
                            .tx(W, 1)
                            .await(WRITE)
                            .tx(W, 1)
                            .tx(V, 3);
                    s.releaseAs(WRITE, FAIL_AFTER, -1)
                            .start(W)
                            .next(2, 1)
                            .append()
                            .flush()
                            .drained();
                })
                .add("an older number is stored", s -> {
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
                })
                .add("several keys, several times", s -> {
                    s.params().sequences(4).cache(2);
                    s.open().tx(W, 1, 2, 3, 4).drained().fault(WRITE, FAIL_BEFORE, 0);
                    s.tx(W, 1, 2)
                            .tx(W, 3, 4)
                            .tx(W, 2, 3)
                            .tx(W, 4, 1)
                            .heal()
                            .drained()
                            .tx(W, 1, 2, 3, 4);
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

    private static void rebuild(CaseList cases) {
        Family rebuild = cases.family(
                Level.L2,
                "rebuild",
                "R11",
                "A rebuild waits for the write under way before it clears and reads; what survives may be wrong.");
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
                                .drained())
                .add(
                        "the cache is dropped: another owner was faster",
                        s -> s.open()
                                .tx(W, 1)
                                .drained()
                                .foreign(W, value(1, 2), value(1, 3))
                                .start(W)
                                .append()
                                .actualize()
                                .tx(W, 1)
                                .drained())
                .add(
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
                                .drained())
                .add("ten times in a row", s -> {
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

    /** Closes: apart, as they end with a storage that never answers. */
    static void addClosesTo(CaseList cases) {
        cases.family(
                        Level.L2,
                        "close-returns",
                        "R15",
                        "A close returns even if the storage fails for ever or never answers; the log has what is lost.")
                .add(
                        "writes fail for ever",
                        s -> s.open()
                                .quiesce()
                                .fault(WRITE, FAIL_BEFORE, 0)
                                .tx(W, 1, 2)
                                .close()
                                .heal()
                                .open()
                                .tx(W, 1, 2)
                                .drained())
                .add(
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
                                .drained())
                .add(
                        "the checkpoint cannot be read, for ever",
                        s -> s.fault(READ_CHECKPOINT, FAIL_BEFORE, 0)
                                .open()
                                .close()
                                .heal()
                                .open()
                                .tx(W, 1))
                .add(
                        "the checkpoint is never answered",
                        s -> s.fault(READ_CHECKPOINT, HOLD, 0)
                                .open()
                                .await(READ_CHECKPOINT)
                                .close()
                                .heal()
                                .releaseAs(READ_CHECKPOINT, FAIL_BEFORE, 0)
                                .open()
                                .tx(W, 1))
                .add("the log cannot be read, for ever", s -> {
                    s.logged(W, value(1, 1));
                    s.fault(READ_PLOG, FAIL_BEFORE, 0)
                            .open()
                            .close()
                            .heal()
                            .open()
                            .tx(W, 1);
                })
                .add("the scan has no room, and writes fail for ever", s -> {
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
                })
                .add(
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
        cases.family(
                        Level.L2,
                        "close-writes",
                        "R15",
                        "A close tries once to write what waits, so that the next recovery is short.")
                .add(
                        "straight after flush",
                        s -> s.open().tx(W, 1, 2).close().check().open().tx(W, 1))
                .add(
                        "several events",
                        s -> s.open()
                                .quiesce()
                                .tx(W, 1)
                                .tx(V, 1)
                                .tx(W, 1, 2)
                                .close()
                                .check());
    }
}
