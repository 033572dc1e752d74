package io.isequencer.oracle.cases;

import static io.isequencer.oracle.cases.Outcome.FAILED;
import static io.isequencer.oracle.cases.Outcome.UNKNOWN_LANDED;
import static io.isequencer.oracle.cases.Outcome.UNKNOWN_LOST;
import static io.isequencer.oracle.cases.Script.value;

/** Level 0: one call after the other, nothing fails. */
final class SequentialCases {
    static final long W = 5;
    static final long V = 140_737_488_355_329L;

    private SequentialCases() {}

    static void addTo(CaseList cases) {
        beginnings(cases);
        offsets(cases);
        numbers(cases);
        names(cases);
        provisional(cases);
        unknown(cases);
        recovered(cases);
        explicit(cases);
        endings(cases);
    }

    private static void beginnings(CaseList cases) {
        cases.family(
                        Level.L0,
                        "empty-store",
                        "R16",
                        "An empty storage means offset 1; a sequencer that begins at 0 leaves a hole or counts from nowhere.")
                .add("one number", s -> s.open().tx(W, 1))
                .add("no number", s -> s.open().tx(W).tx(W, 1))
                .add("two sequences, one twice", s -> s.open().tx(W, 1, 2, 2))
                .add(
                        "opened twice before anything happens",
                        s -> s.open().quiesce().close().open().tx(W, 1));
    }

    private static void offsets(CaseList cases) {
        Family moved = cases.family(
                Level.L0,
                "only-flush-moves",
                "R3",
                "If start moves the offset too, each event leaves a hole behind it.");
        for (int count : new int[] {2, 3, 10}) {
            moved.add(count + " transactions in a row", s -> {
                s.open();
                for (int i = 0; i < count; i++) {
                    s.tx(W, 1);
                }
            });
        }
        moved.add("events without numbers", s -> s.open().tx(W).tx(W).tx(W, 1).tx(W))
                .add(
                        "a start that is given up",
                        s -> s.open().start(W).actualize().start(W).actualize().tx(W, 1))
                .add(
                        "a failed append",
                        s -> s.open()
                                .tx(W, 1)
                                .start(W)
                                .next(1)
                                .append(FAILED)
                                .actualize()
                                .tx(W, 1)
                                .tx(W, 1))
                .add("three failed appends", s -> {
                    s.open();
                    for (int i = 0; i < 3; i++) {
                        s.start(W).next(1).append(FAILED).actualize();
                    }
                    s.tx(W, 1);
                });
    }

    private static void numbers(CaseList cases) {
        Family initial = cases.family(
                Level.L0,
                "initial-value",
                "R6",
                "The first number is the initial value; a memory that mixes up last and next is off by one.");
        for (long first : new long[] {1, 2, 65_536, 200_001, 1L << 40}) {
            initial.add("from " + first, s -> {
                s.params().declare(Script.KIND, 1, first);
                s.open().tx(W, 1).tx(W, 1, 1).tx(V, 1);
            });
        }
        Family many = cases.family(
                Level.L0,
                "many-numbers",
                "R6",
                "Numbers rise by one within a transaction and across them; a memory that is not advanced repeats one.");
        for (int count : new int[] {10, 100}) {
            many.add(count + " numbers of one sequence in a transaction", s -> {
                int[] seqIds = new int[count];
                java.util.Arrays.fill(seqIds, 1);
                s.open().tx(W, seqIds).tx(W, 1);
            });
        }
        many.add("two sequences by turns", s -> s.open().tx(W, 1, 2, 1, 2, 2, 1).tx(W, 2, 1));
        many.add(
                "two workspaces by turns",
                s -> s.open().tx(W, 1).tx(V, 1).tx(W, 1, 1).tx(V, 1, 1).tx(W, 1));
    }

    private static void names(CaseList cases) {
        Family workspace = cases.family(
                Level.L0,
                "workspace",
                "R16",
                "Each wsId of 64 bits is a workspace of its own, 0 too; a sequencer that takes 0 for none loses it.");
        for (long wsId : new long[] {0, 1, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
            workspace.add(
                    "wsId " + Script.text(wsId),
                    s -> s.open()
                            .tx(wsId, 1)
                            .tx(W, 1)
                            .tx(wsId, 1, 2)
                            .start(wsId)
                            .next(1)
                            .append(FAILED)
                            .actualize()
                            .tx(wsId, 1)
                            .drained());
        }
        cases.family(
                        Level.L0,
                        "names",
                        "R17",
                        "seqId and wsKind have 16 bits; what is cut off or signed makes two sequences one.")
                .add("seqId 65535", s -> {
                    s.params().declare(1, 65_535, 7).declare(1, 32_768, 1);
                    s.open().tx(W, 65_535, 32_768).tx(W, 65_535).drained();
                })
                .add("wsKind 0 and 65535", s -> {
                    s.params().declare(0, 1, 1).declare(65_535, 1, 100);
                    s.open()
                            .start(0, W)
                            .next(1)
                            .append()
                            .flush()
                            .start(65_535, V)
                            .next(1, 1)
                            .append()
                            .flush()
                            .drained();
                })
                .add("the same seqId in two kinds", s -> {
                    s.params().declare(1, 1, 1).declare(2, 1, 1000);
                    s.open()
                            .start(1, W)
                            .next(1)
                            .append()
                            .flush()
                            .start(2, V)
                            .next(1)
                            .append()
                            .flush()
                            .tx(W, 1);
                });
    }

    private static void provisional(CaseList cases) {
        cases.family(
                        Level.L0,
                        "provisional",
                        "R11",
                        "A number whose event is not in the log is handed out again; if it is kept, the log has a hole.")
                .add(
                        "one number",
                        s -> s.open()
                                .start(W)
                                .next(1)
                                .append(FAILED)
                                .actualize()
                                .tx(W, 1))
                .add(
                        "several numbers of two sequences",
                        s -> s.open()
                                .tx(W, 1, 2)
                                .start(W)
                                .next(1, 1, 2, 2, 2)
                                .append(FAILED)
                                .actualize()
                                .tx(W, 1, 2))
                .add(
                        "another workspace comes first",
                        s -> s.open()
                                .start(W)
                                .next(1)
                                .append(FAILED)
                                .actualize()
                                .tx(V, 1)
                                .tx(W, 1))
                .add(
                        "given up without an append",
                        s -> s.open()
                                .tx(W, 1)
                                .start(W)
                                .next(1, 1, 1)
                                .actualize()
                                .tx(W, 1, 1));
    }

    private static void unknown(CaseList cases) {
        Family unknown = cases.family(
                Level.L0,
                "unknown-append",
                "R1",
                "After an append of unknown outcome the log alone knows; whoever guesses repeats a number or leaves a hole.");
        for (Outcome outcome : new Outcome[] {UNKNOWN_LANDED, UNKNOWN_LOST}) {
            unknown.add(
                            "first event, " + outcome.id(),
                            s -> s.open()
                                    .start(W)
                                    .next(1)
                                    .append(outcome)
                                    .actualize()
                                    .tx(W, 1))
                    .add(
                            "later event, " + outcome.id(),
                            s -> s.open()
                                    .tx(W, 1, 2)
                                    .start(W)
                                    .next(1, 2, 2)
                                    .append(outcome)
                                    .actualize()
                                    .tx(W, 1, 2)
                                    .drained());
        }
        unknown.add("several in a row", s -> {
            s.open();
            for (Outcome outcome : new Outcome[] {UNKNOWN_LANDED, UNKNOWN_LOST, UNKNOWN_LANDED, UNKNOWN_LANDED}) {
                s.start(W).next(1).append(outcome).actualize();
            }
            s.tx(W, 1);
        });
    }

    private static void recovered(CaseList cases) {
        cases.family(
                        Level.L0,
                        "stored",
                        "R6",
                        "Storage holds last-used numbers; whoever reads them as the next ones repeats a number.")
                .add("one key", s -> {
                    s.params().stored(W, 1, 41).checkpoint(42).firstOffset(42);
                    s.open().tx(W, 1, 1);
                })
                .add("below the initial value", s -> {
                    s.params().stored(W, 2, 5).firstOffset(3);
                    s.open().tx(W, 2, 1);
                })
                .add("several workspaces", s -> {
                    s.params().stored(W, 1, 3).stored(V, 1, 9).stored(0, 1, 7).firstOffset(20);
                    s.open().tx(V, 1).tx(0, 1).tx(W, 1).drained();
                })
                .add("larger than 53 bits", s -> {
                    s.params().stored(W, 1, (1L << 53) + 1).firstOffset((1L << 53) + 3);
                    s.open().tx(W, 1, 1).drained();
                });
        Family scan = cases.family(
                Level.L0,
                "scan",
                "R6",
                "What is in the log above the checkpoint is taken over at open; what is missed is issued again.");
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
                })
                .add("the stored numbers are ahead of the checkpoint", s -> {
                    s.params().stored(W, 1, 3).checkpoint(2);
                    s.logged(W, value(1, 1)).logged(W, value(1, 2)).logged(W, value(1, 3));
                    s.open().tx(W, 1, 1).drained();
                })
                .add("events without numbers", s -> {
                    s.logged(W).logged(W, value(1, 1)).logged(W);
                    s.open().tx(W, 1).drained();
                })
                .add("several numbers of a sequence in an event", s -> {
                    s.logged(W, value(1, 1), value(1, 2), value(2, 200_001), value(1, 3));
                    s.open().tx(W, 2, 1);
                });
        cases.family(
                        Level.L0,
                        "scan-explicit",
                        "R9",
                        "A low explicit number behind a high one must not shadow it, in the event, the scan or the storage.")
                .add("falling within an event", s -> {
                    s.logged(W, value(1, 10), value(1, 3));
                    s.open().tx(W, 1);
                })
                .add("falling across events", s -> {
                    s.logged(W, value(1, 10)).logged(W, value(1, 3));
                    s.open().tx(W, 1).drained();
                })
                .add("the high one is stored, the low one is not", s -> {
                    s.params().stored(W, 1, 10).checkpoint(2);
                    s.logged(W, value(1, 10)).logged(W, value(1, 3));
                    s.open().tx(W, 1).drained();
                })
                .add("an import below the initial value", s -> {
                    s.params().stored(W, 2, 200_005).checkpoint(6).firstOffset(6);
                    s.logged(W, value(2, 65_538));
                    s.open().tx(W, 2).drained();
                });
    }

    private static void explicit(CaseList cases) {
        cases.family(
                        Level.L0,
                        "use",
                        "R18",
                        "The last-used number becomes the larger one; a sequencer that is not told issues it again.")
                .add(
                        "above",
                        s -> s.open()
                                .tx(W, 1, 1)
                                .start(W)
                                .use(1, 10)
                                .append()
                                .flush()
                                .tx(W, 1))
                .add(
                        "above, and next in the same transaction",
                        s -> s.open()
                                .start(W)
                                .next(1)
                                .use(1, 10)
                                .next(1)
                                .append()
                                .flush()
                                .tx(W, 1))
                .add(
                        "the very next one",
                        s -> s.open()
                                .tx(W, 1)
                                .start(W)
                                .use(1, 2)
                                .next(1)
                                .append()
                                .flush()
                                .tx(W, 1))
                .add(
                        "below changes nothing",
                        s -> s.open()
                                .tx(W, 1, 1, 1)
                                .start(W)
                                .use(1, 2)
                                .next(1)
                                .append()
                                .flush()
                                .tx(W, 1))
                .add(
                        "equal changes nothing",
                        s -> s.open()
                                .tx(W, 1, 1)
                                .start(W)
                                .use(1, 2)
                                .append()
                                .flush()
                                .tx(W, 1))
                .add(
                        "below the initial value",
                        s -> s.open()
                                .start(W)
                                .use(2, 7)
                                .next(2)
                                .append()
                                .flush()
                                .tx(W, 2))
                .add(
                        "forgotten with its transaction",
                        s -> s.open()
                                .tx(W, 1)
                                .start(W)
                                .use(1, 10)
                                .append(FAILED)
                                .actualize()
                                .tx(W, 1))
                .add(
                        "known after a restart",
                        s -> s.open()
                                .start(W)
                                .use(1, 10)
                                .append()
                                .flush()
                                .drained()
                                .close()
                                .open()
                                .tx(W, 1))
                .add(
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
