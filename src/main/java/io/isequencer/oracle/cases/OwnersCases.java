package io.isequencer.oracle.cases;

import static io.isequencer.oracle.cases.On.WRITE;
import static io.isequencer.oracle.cases.Outcome.LATE;
import static io.isequencer.oracle.cases.Outcome.TAKEN;
import static io.isequencer.oracle.cases.Script.value;
import static io.isequencer.oracle.cases.SequentialCases.V;
import static io.isequencer.oracle.cases.SequentialCases.W;

/** Level 3: late appends, and several owners of the partition. */
final class OwnersCases {
    private OwnersCases() {}

    static void addTo(CaseList cases) {
        lateAppends(cases);
        refused(cases);
        owners(cases);
        zombies(cases);
    }

    private static void lateAppends(CaseList cases) {
        Family family = cases.family(
                Level.L3,
                "late-append",
                "R1",
                "An append of unknown outcome may land at any time; its offset is free until then, and taken after.");
        lateAppendsFirst(family);
        lateAppendsSecond(family);
        lateAppendsThird(family);
    }

    private static void lateAppendsFirst(Family family) {
        family.add(
                "never",
                s -> s.open().start(W).next(1).append(LATE).actualize().tx(W, 1).drained());
        family.add(
                "after its offset was used",
                s -> s.open()
                        .start(W)
                        .next(1)
                        .append(LATE)
                        .actualize()
                        .tx(W, 1)
                        .landAppend()
                        .tx(W, 1)
                        .drained());
    }

    private static void lateAppendsSecond(Family family) {
        family.add(
                "before the next start",
                s -> s.open()
                        .tx(W, 1)
                        .start(W)
                        .next(1)
                        .append(LATE)
                        .actualize()
                        .quiesce()
                        .landAppend()
                        .start(W)
                        .nextStale(1)
                        .append()
                        .actualize()
                        .tx(W, 1)
                        .drained());
        family.add(
                "between next and append",
                s -> s.open()
                        .start(W)
                        .next(1)
                        .append(LATE)
                        .actualize()
                        .start(W)
                        .next(1, 2)
                        .landAppend()
                        .append()
                        .actualize()
                        .tx(W, 1, 2)
                        .drained());
    }

    private static void lateAppendsThird(Family family) {
        family.add(
                "before a crash",
                s -> s.open()
                        .tx(W, 1)
                        .start(W)
                        .next(1)
                        .append(LATE)
                        .crash()
                        .landAppend()
                        .open()
                        .tx(W, 1)
                        .drained());
        family.add(
                "after a crash and a recovery",
                s -> s.open()
                        .tx(W, 1)
                        .start(W)
                        .next(1, 2)
                        .append(LATE)
                        .crash()
                        .open()
                        .quiesce()
                        .landAppend()
                        .start(W)
                        .nextStale(1)
                        .append()
                        .actualize()
                        .tx(W, 1, 2)
                        .drained());
    }

    private static void refused(CaseList cases) {
        cases.family(
                        Level.L3,
                        "append-refused",
                        "R11",
                        "Another owner took the offset: all memories are wrong now and must go.")
                .add(
                        "an event without numbers",
                        s -> s.open()
                                .tx(W, 1)
                                .start(W)
                                .next(1)
                                .append(TAKEN)
                                .actualize()
                                .tx(W, 1)
                                .drained())
                .add(
                        "the same numbers",
                        s -> s.open()
                                .tx(W, 1)
                                .start(W)
                                .next(1, 2)
                                .foreign(W, value(1, 2), value(2, 200_001))
                                .append()
                                .actualize()
                                .tx(W, 1, 2)
                                .drained())
                .add("many events of others", s -> {
                    s.open().tx(W, 1).drained().start(W).next(1);
                    for (int i = 2; i <= 9; i++) {
                        s.foreign(W, value(1, i));
                    }
                    s.append().actualize().tx(W, 1).drained();
                })
                .add("with a small cache", s -> {
                    s.params().sequences(3).cache(1);
                    s.open()
                            .tx(W, 1, 2, 3)
                            .start(W)
                            .next(1, 2)
                            .foreign(W, value(1, 2), value(3, 2))
                            .append();
                    s.actualize().tx(W, 1, 2, 3).drained();
                });
    }

    private static void owners(CaseList cases) {
        cases.family(
                        Level.L3,
                        "two-owners",
                        "R2",
                        "Two owners of a partition are safe: the log refuses the slower one, which then learns.")
                .add(
                        "the second one is faster",
                        s -> s.open()
                                .quiesce()
                                .as(1)
                                .open()
                                .tx(W, 1)
                                .as(0)
                                .start(W)
                                .nextStale(1)
                                .append()
                                .actualize()
                                .tx(W, 1))
                .add("by turns", s -> {
                    s.open().quiesce().as(1).open().quiesce();
                    s.as(0).tx(W, 1);
                    for (int i = 1; i <= 4; i++) {
                        s.as(i % 2).start(W).nextStale(1).append().actualize().tx(W, 1);
                    }
                    s.as(0).quiesce().as(1).quiesce();
                })
                .add(
                        "in the middle of a transaction",
                        s -> s.open()
                                .tx(W, 1)
                                .start(W)
                                .next(1, 2)
                                .as(1)
                                .open()
                                .tx(W, 1, 2)
                                .tx(V, 1)
                                .as(0)
                                .append()
                                .actualize()
                                .tx(W, 1, 2)
                                .drained())
                .add(
                        "one of them crashes",
                        s -> s.open()
                                .tx(W, 1)
                                .as(1)
                                .open()
                                .tx(W, 1)
                                .as(0)
                                .crash()
                                .as(1)
                                .tx(W, 1)
                                .as(0)
                                .open()
                                .tx(W, 1)
                                .drained());
    }

    private static void zombies(CaseList cases) {
        cases.family(
                        Level.L3,
                        "zombie",
                        "R7",
                        "The writes of an owner that was replaced still come; they are old, and must not count.")
                .add(
                        "its write lands after newer ones",
                        s -> s.open()
                                .quiesce()
                                .hold(WRITE)
                                .tx(W, 1)
                                .await(WRITE)
                                .as(1)
                                .open()
                                .tx(W, 1)
                                .tx(W, 1)
                                .drained()
                                .as(0)
                                .release(WRITE)
                                .as(1)
                                .tx(W, 1)
                                .drained())
                .add(
                        "its write lands in part",
                        s -> s.open()
                                .quiesce()
                                .hold(WRITE)
                                .tx(W, 1, 2)
                                .await(WRITE)
                                .as(1)
                                .open()
                                .tx(W, 1, 2)
                                .as(0)
                                .releaseAs(WRITE, FaultType.TORN, 1)
                                .as(1)
                                .drained()
                                .tx(W, 1, 2)
                                .crash()
                                .open()
                                .tx(W, 1, 2)
                                .drained())
                .add(
                        "it closes late",
                        s -> s.open()
                                .quiesce()
                                .hold(WRITE)
                                .tx(W, 1)
                                .await(WRITE)
                                .as(1)
                                .open()
                                .tx(W, 1)
                                .drained()
                                .as(0)
                                .release(WRITE)
                                .close()
                                .as(1)
                                .tx(W, 1)
                                .drained());
    }
}
