package io.isequencer.oracle.cases;

import static io.isequencer.oracle.cases.FaultType.FAIL_BEFORE;
import static io.isequencer.oracle.cases.FaultType.LATE;
import static io.isequencer.oracle.cases.On.WRITE;
import static io.isequencer.oracle.cases.Script.value;
import static io.isequencer.oracle.cases.SequentialCases.W;

/** Level 3: writes that land late, explicit numbers, a lost tail. */
final class LateCases {
    private LateCases() {}

    static void addTo(CaseList cases) {
        late(cases);
        explicit(cases);
        lostTail(cases);
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
                    s.open()
                            .quiesce()
                            .hold(On.SYNC_PLOG)
                            .tx(W, 1)
                            .await(On.SYNC_PLOG)
                            .crash(1);
                    s.open().tx(W, 1).drained();
                })
                .add("the write is held, the event is durable", s -> {
                    s.params().need(Capability.WRITE_AHEAD);
                    s.open()
                            .quiesce()
                            .hold(WRITE)
                            .tx(W, 1)
                            .await(WRITE)
                            .crashDurable(1)
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
                            .fault(On.SYNC_PLOG, FaultType.FAIL_BEFORE, 2)
                            .tx(W, 1)
                            .drained();
                    s.crashDurable(1).open().tx(W, 1);
                });
    }
}
