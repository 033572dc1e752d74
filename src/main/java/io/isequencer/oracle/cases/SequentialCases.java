package io.isequencer.oracle.cases;

import static io.isequencer.oracle.cases.Outcome.FAILED;
import static io.isequencer.oracle.cases.Outcome.UNKNOWN_LANDED;
import static io.isequencer.oracle.cases.Outcome.UNKNOWN_LOST;

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
}
