package io.isequencer.oracle.cases;

import static io.isequencer.oracle.cases.Outcome.FAILED;
import static io.isequencer.oracle.cases.SequentialCases.W;

import java.util.Map;

/** Level 1: wrong calls and refusals. */
final class RefusalCases {
    private static final int MALFORMED = 12;
    private static final int NOT_SUPPORTED = 10;
    private static final int UNKNOWN_SEQUENCE = 1000;
    private static final int ALREADY_STARTED = 1001;
    private static final int NOT_STARTED = 1002;
    private static final int UNKNOWN_KIND = 1005;
    private static final int CLOSED = 1006;

    private RefusalCases() {}

    static void addTo(CaseList cases) {
        callOrder(cases);
        unknownNames(cases);
        closed(cases);
        wrongRequests(cases);
    }

    private static void callOrder(CaseList cases) {
        Family order = cases.family(
                Level.L1,
                "call-order",
                "R16",
                "In a transaction or not is a flag, whatever the workspace; a wrong call is refused and changes nothing.");
        for (long wsId : new long[] {W, 0}) {
            String place = " in workspace " + wsId;
            order.add(
                            "start twice" + place,
                            s -> s.open()
                                    .start(wsId)
                                    .startRefused(Script.KIND, wsId, Expect.error(ALREADY_STARTED))
                                    .next(1)
                                    .append()
                                    .flush()
                                    .tx(wsId, 1))
                    .add(
                            "next before start" + place,
                            s -> s.open()
                                    .tx(wsId, 1)
                                    .nextRefused(1, NOT_STARTED)
                                    .tx(wsId, 1))
                    .add(
                            "flush before start" + place,
                            s -> s.open().tx(wsId, 1).flushRefused(NOT_STARTED).tx(wsId, 1))
                    .add(
                            "next after actualize" + place,
                            s -> s.open()
                                    .start(wsId)
                                    .next(1)
                                    .append(FAILED)
                                    .actualize()
                                    .nextRefused(1, NOT_STARTED)
                                    .tx(wsId, 1))
                    .add(
                            "use before start" + place,
                            s -> s.open()
                                    .tx(wsId, 1)
                                    .useRefused(1, 7, NOT_STARTED)
                                    .tx(wsId, 1));
        }
    }

    private static void unknownNames(CaseList cases) {
        cases.family(
                        Level.L1,
                        "unknown-name",
                        "R17",
                        "What is not declared is refused, and the transaction goes on as if it had not been asked.")
                .add(
                        "a seqId that no kind has",
                        s -> s.open()
                                .start(W)
                                .next(1)
                                .nextRefused(9, UNKNOWN_SEQUENCE)
                                .next(1)
                                .append()
                                .flush()
                                .tx(W, 1))
                .add("a seqId of another kind", s -> {
                    s.params().declare(1, 1, 1).declare(2, 2, 1);
                    s.open()
                            .start(1, W)
                            .nextRefused(2, UNKNOWN_SEQUENCE)
                            .next(1)
                            .append()
                            .flush();
                })
                .add(
                        "use of an unknown seqId",
                        s -> s.open()
                                .start(W)
                                .useRefused(9, 5, UNKNOWN_SEQUENCE)
                                .next(1)
                                .append()
                                .flush())
                .add(
                        "an unknown wsKind",
                        s -> s.open()
                                .tx(W, 1)
                                .startRefused(9, W, Expect.error(UNKNOWN_KIND).orBusy("actualizing", "backPressure"))
                                .tx(W, 1))
                .add(
                        "an unknown wsKind, once recovered",
                        s -> s.open()
                                .tx(W, 1)
                                .quiesce()
                                .startRefused(65_535, W, Expect.error(UNKNOWN_KIND))
                                .nextRefused(1, NOT_STARTED)
                                .tx(W, 1));
    }

    private static void closed(CaseList cases) {
        cases.family(Level.L1, "closed", "R15", "After close nothing is begun: each call is refused, none hangs.")
                .add(
                        "start",
                        s -> s.open()
                                .tx(W, 1)
                                .close()
                                .startRefused(Script.KIND, W, Expect.error(CLOSED))
                                .open()
                                .tx(W, 1))
                .add(
                        "all calls, in a transaction",
                        s -> s.open()
                                .tx(W, 1)
                                .start(W)
                                .next(1)
                                .close()
                                .nextRefused(1, CLOSED)
                                .flushRefused(CLOSED)
                                .actualizeRefused(CLOSED)
                                .startRefused(Script.KIND, W, Expect.error(CLOSED))
                                .open()
                                .tx(W, 1))
                .add(
                        "straight after open",
                        s -> s.open()
                                .close()
                                .startRefused(Script.KIND, W, Expect.error(CLOSED))
                                .open()
                                .tx(W, 1));
    }

    private static void wrongRequests(CaseList cases) {
        cases.family(
                        Level.L1,
                        "wrong-request",
                        "PROTOCOL",
                        "What an adapter does not know or cannot read has an error code; it does not end, nor guess.")
                .add(
                        "an unknown op",
                        s -> s.open()
                                .tx(W, 1)
                                .call(Map.of("op", "frobnicate"), Expect.error(NOT_SUPPORTED))
                                .tx(W, 1))
                .add(
                        "an unknown field",
                        s -> s.open()
                                .start(W)
                                .call(Map.of("op", "next", "seqId", 1, "colour", "blue"), Expect.number("1"))
                                .actualize()
                                .tx(W, 1))
                .add(
                        "next without a seqId",
                        s -> s.open()
                                .start(W)
                                .call(Map.of("op", "next"), Expect.error(MALFORMED))
                                .next(1)
                                .append()
                                .flush()
                                .tx(W, 1))
                .add(
                        "use of number 0",
                        s -> s.open()
                                .start(W)
                                .useRefused(1, 0, MALFORMED)
                                .next(1)
                                .append()
                                .flush()
                                .tx(W, 1));
    }
}
