package io.isequencer.oracle.cases;

import static io.isequencer.oracle.cases.Outcome.FAILED;
import static io.isequencer.oracle.cases.Script.value;
import static io.isequencer.oracle.cases.SequentialCases.V;
import static io.isequencer.oracle.cases.SequentialCases.W;

/** Level 0: what is stored and logged is known after open, explicit numbers too. */
final class RecoveredCases {
    private RecoveredCases() {}

    static void addTo(CaseList cases) {
        recovered(cases);
        explicit(cases);
        endings(cases);
    }

    private static void recovered(CaseList cases) {
        Family family = cases.family(
                Level.L0,
                "stored",
                "R6",
                "Storage holds last-used numbers; whoever reads them as the next ones repeats a number.");
        recoveredFirst(family);
        Family scan = cases.family(
                Level.L0,
                "scan",
                "R6",
                "What is in the log above the checkpoint is taken over at open; what is missed is issued again.");
        recoveredSecond(scan);
        Family family3 = cases.family(
                Level.L0,
                "scan-explicit",
                "R9",
                "A low explicit number behind a high one must not shadow it, in the event, the scan or the storage.");
        recoveredThird(family3);
    }

    private static void recoveredFirst(Family family) {
        family.add("one key", s -> {
            s.params().stored(W, 1, 41).checkpoint(42).firstOffset(42);
            s.open().tx(W, 1, 1);
        });
        family.add("below the initial value", s -> {
            s.params().stored(W, 2, 5).firstOffset(3);
            s.open().tx(W, 2, 1);
        });
        family.add("several workspaces", s -> {
            s.params().stored(W, 1, 3).stored(V, 1, 9).stored(0, 1, 7).firstOffset(20);
            s.open().tx(V, 1).tx(0, 1).tx(W, 1).drained();
        });
        family.add("larger than 53 bits", s -> {
            s.params().stored(W, 1, (1L << 53) + 1).firstOffset((1L << 53) + 3);
            s.open().tx(W, 1, 1).drained();
        });
    }

    private static void recoveredSecond(Family scan) {
        for (int count : new int[] {1, 2, 5}) {
            scan.add(count + " events, nothing stored", s -> {
                for (int i = 1; i <= count; i++) {
                    s.logged(W, value(1, i), value(2, 200_000 + i));
                }
                s.open().tx(W, 1, 2).drained();
            });
        }
        scan.add("some events below the checkpoint", s -> {
            s.params().stored(W, 1, 2).checkpoint(3);
            s.logged(W, value(1, 1))
                    .logged(W, value(1, 2))
                    .logged(W, value(1, 3))
                    .logged(V, value(1, 1));
            s.open().tx(W, 1).tx(V, 1).drained();
        });
        scan.add("the stored numbers are ahead of the checkpoint", s -> {
            s.params().stored(W, 1, 3).checkpoint(2);
            s.logged(W, value(1, 1)).logged(W, value(1, 2)).logged(W, value(1, 3));
            s.open().tx(W, 1, 1).drained();
        });
        scan.add("events without numbers", s -> {
            s.logged(W).logged(W, value(1, 1)).logged(W);
            s.open().tx(W, 1).drained();
        });
        scan.add("several numbers of a sequence in an event", s -> {
            s.logged(W, value(1, 1), value(1, 2), value(2, 200_001), value(1, 3));
            s.open().tx(W, 2, 1);
        });
    }

    private static void recoveredThird(Family family) {
        family.add("falling within an event", s -> {
            s.logged(W, value(1, 10), value(1, 3));
            s.open().tx(W, 1);
        });
        family.add("falling across events", s -> {
            s.logged(W, value(1, 10)).logged(W, value(1, 3));
            s.open().tx(W, 1).drained();
        });
        family.add("the high one is stored, the low one is not", s -> {
            s.params().stored(W, 1, 10).checkpoint(2);
            s.logged(W, value(1, 10)).logged(W, value(1, 3));
            s.open().tx(W, 1).drained();
        });
        family.add("an import below the initial value", s -> {
            s.params().stored(W, 2, 200_005).checkpoint(6).firstOffset(6);
            s.logged(W, value(2, 65_538));
            s.open().tx(W, 2).drained();
        });
    }

    private static void explicit(CaseList cases) {
        Family family = cases.family(
                Level.L0,
                "use",
                "R18",
                "The last-used number becomes the larger one; a sequencer that is not told issues it again.");
        explicitFirst(family);
        explicitSecond(family);
        explicitThird(family);
    }

    private static void explicitFirst(Family family) {
        family.add(
                "above",
                s -> s.open().tx(W, 1, 1).start(W).use(1, 10).append().flush().tx(W, 1));
        family.add(
                "above, and next in the same transaction",
                s -> s.open()
                        .start(W)
                        .next(1)
                        .use(1, 10)
                        .next(1)
                        .append()
                        .flush()
                        .tx(W, 1));
        family.add(
                "the very next one",
                s -> s.open()
                        .tx(W, 1)
                        .start(W)
                        .use(1, 2)
                        .next(1)
                        .append()
                        .flush()
                        .tx(W, 1));
    }

    private static void explicitSecond(Family family) {
        family.add(
                "below changes nothing",
                s -> s.open()
                        .tx(W, 1, 1, 1)
                        .start(W)
                        .use(1, 2)
                        .next(1)
                        .append()
                        .flush()
                        .tx(W, 1));
        family.add(
                "equal changes nothing",
                s -> s.open().tx(W, 1, 1).start(W).use(1, 2).append().flush().tx(W, 1));
        family.add(
                "below the initial value",
                s -> s.open().start(W).use(2, 7).next(2).append().flush().tx(W, 2));
    }

    private static void explicitThird(Family family) {
        family.add(
                "forgotten with its transaction",
                s -> s.open()
                        .tx(W, 1)
                        .start(W)
                        .use(1, 10)
                        .append(FAILED)
                        .actualize()
                        .tx(W, 1));
        family.add(
                "known after a restart",
                s -> s.open()
                        .start(W)
                        .use(1, 10)
                        .append()
                        .flush()
                        .drained()
                        .close()
                        .open()
                        .tx(W, 1));
        family.add(
                "high, then low, then next",
                s -> s.open()
                        .start(W)
                        .use(1, 10)
                        .append()
                        .flush()
                        .start(W)
                        .use(1, 3)
                        .append()
                        .flush()
                        .tx(W, 1)
                        .drained());
    }

    private static void endings(CaseList cases) {
        cases.family(
                        Level.L0,
                        "drain",
                        "R4",
                        "Covered means behind the last event, or at it; one further skips an event at the next restart.")
                .add("one event", s -> s.open().tx(W, 1, 2).drained())
                .add(
                        "three events of two workspaces",
                        s -> s.open().tx(W, 1).tx(V, 1, 2).tx(W, 1).drained())
                .add(
                        "after each event",
                        s -> s.open()
                                .tx(W, 1)
                                .drained()
                                .tx(W, 1)
                                .drained()
                                .tx(V, 2)
                                .drained())
                .add(
                        "an event without numbers",
                        s -> s.open().tx(W, 1).drained().tx(W).drained());
        cases.family(
                        Level.L0,
                        "reopen",
                        "R4",
                        "A new sequencer goes on where the old one ended: next offset, next numbers.")
                .add(
                        "drained",
                        s -> s.open()
                                .tx(W, 1, 2)
                                .tx(W, 1)
                                .drained()
                                .close()
                                .open()
                                .tx(W, 1, 2)
                                .drained())
                .add(
                        "not drained",
                        s -> s.open().tx(W, 1).tx(W, 1).close().open().tx(W, 1).drained())
                .add(
                        "the last event has no numbers",
                        s -> s.open()
                                .tx(W, 1)
                                .tx(W)
                                .drained()
                                .close()
                                .open()
                                .tx(W, 1)
                                .drained())
                .add("five times", s -> {
                    for (int i = 0; i < 5; i++) {
                        s.open().tx(W, 1).tx(V, 1, 2).drained().close();
                    }
                });
    }
}
