package io.isequencer.oracle.cases;

import static io.isequencer.oracle.cases.Outcome.FAILED;
import static io.isequencer.oracle.cases.Script.value;
import static io.isequencer.oracle.cases.SequentialCases.V;
import static io.isequencer.oracle.cases.SequentialCases.W;

import java.util.Map;

/** Level 1: wrong calls, refusals, limits, the last number. */
final class RefusalCases {
    private static final int MALFORMED = 12;
    private static final int NOT_SUPPORTED = 10;
    private static final int UNKNOWN_SEQUENCE = 1000;
    private static final int ALREADY_STARTED = 1001;
    private static final int NOT_STARTED = 1002;
    private static final int EXHAUSTED = 1004;
    private static final int UNKNOWN_KIND = 1005;
    private static final int CLOSED = 1006;

    private RefusalCases() {}

    static void addTo(CaseList cases) {
        callOrder(cases);
        unknownNames(cases);
        closed(cases);
        wrongRequests(cases);
        lastNumber(cases);
        lastOffset(cases);
        eviction(cases);
        room(cases);
        pages(cases);
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

    private static void lastNumber(CaseList cases) {
        long max = cases.bounds().maxNumber();
        cases.family(
                        Level.L1,
                        "last-number",
                        "R17",
                        "After the last number there is none; a counter that wraps begins to use its numbers again.")
                .add("in a transaction", s -> {
                    s.params().stored(W, 1, max - 1).firstOffset(9);
                    s.open()
                            .start(W)
                            .next(1)
                            .nextRefused(1, EXHAUSTED)
                            .nextRefused(1, EXHAUSTED)
                            .append()
                            .flush()
                            .drained();
                })
                .add("in the next transaction", s -> {
                    s.params().stored(W, 1, max - 2).firstOffset(9);
                    s.open()
                            .tx(W, 1, 1)
                            .start(W)
                            .nextRefused(1, EXHAUSTED)
                            .next(2)
                            .append()
                            .flush()
                            .tx(V, 1);
                })
                .add("stored", s -> {
                    s.params().stored(W, 1, max).firstOffset(9);
                    s.open()
                            .start(W)
                            .nextRefused(1, EXHAUSTED)
                            .next(2)
                            .append()
                            .flush()
                            .drained();
                })
                .add("in the log", s -> {
                    s.logged(W, value(1, max));
                    s.open()
                            .start(W)
                            .nextRefused(1, EXHAUSTED)
                            .next(2)
                            .append()
                            .flush()
                            .drained();
                })
                .add("the initial value is the last number", s -> {
                    s.params().declare(Script.KIND, 1, max);
                    s.open()
                            .start(W)
                            .next(1)
                            .nextRefused(1, EXHAUSTED)
                            .append()
                            .flush()
                            .tx(V, 1);
                })
                .add(
                        "used explicitly",
                        s -> s.open()
                                .start(W)
                                .use(1, max)
                                .nextRefused(1, EXHAUSTED)
                                .append()
                                .flush()
                                .start(W)
                                .nextRefused(1, EXHAUSTED)
                                .next(2)
                                .append()
                                .flush())
                .add("given up and gone on", s -> {
                    s.params().stored(W, 1, max - 1).firstOffset(9);
                    s.open()
                            .start(W)
                            .next(1)
                            .append(FAILED)
                            .actualize()
                            .start(W)
                            .next(1)
                            .nextRefused(1, EXHAUSTED)
                            .append()
                            .flush();
                });
    }

    private static void lastOffset(CaseList cases) {
        long max = cases.bounds().maxPlogOffset();
        cases.family(
                        Level.L1,
                        "last-offset",
                        "R17",
                        "After the last offset no event can be begun; an offset that wraps overwrites the log's begin.")
                .add("the last event", s -> {
                    s.params().firstOffset(max);
                    s.open()
                            .tx(W, 1)
                            .startRefused(Script.KIND, W, Expect.error(EXHAUSTED))
                            .drained();
                })
                .add("the last two events", s -> {
                    s.params().firstOffset(max - 1);
                    s.open()
                            .tx(W, 1)
                            .tx(W, 1)
                            .startRefused(Script.KIND, W, Expect.error(EXHAUSTED))
                            .startRefused(Script.KIND, V, Expect.error(EXHAUSTED));
                })
                .add("found at open", s -> {
                    s.params().firstOffset(max);
                    s.logged(W, value(1, 1));
                    s.open()
                            .quiesce()
                            .startRefused(Script.KIND, W, Expect.error(EXHAUSTED))
                            .check();
                });
    }

    private static void eviction(CaseList cases) {
        Family small = cases.family(
                Level.L1,
                "small-cache",
                "R8",
                "What the cache has dropped is looked up again, in pending and in storage; less than that repeats numbers.");
        for (int size : new int[] {1, 2}) {
            small.add("cacheSize " + size + ", three sequences", s -> {
                        s.params().sequences(3).cache(size);
                        s.open()
                                .tx(W, 1, 2, 3)
                                .tx(W, 3, 2, 1)
                                .tx(W, 1)
                                .tx(W, 2)
                                .tx(W, 3)
                                .tx(W, 1, 2, 3);
                    })
                    .add("cacheSize " + size + ", written in between", s -> {
                        s.params().sequences(3).cache(size);
                        s.open();
                        for (int i = 0; i < 4; i++) {
                            s.tx(W, 1).drained().tx(W, 2).drained().tx(V, 3).drained();
                        }
                    });
        }
        small.add("cacheSize 1, twenty keys in a transaction", s -> {
            s.params().sequences(20).cache(1);
            int[] all = java.util.stream.IntStream.rangeClosed(1, 20).toArray();
            s.open().tx(W, all).tx(W, all).drained().tx(W, all);
        });
    }

    private static void room(CaseList cases) {
        Family room = cases.family(
                Level.L1,
                "room-for-one",
                "R12",
                "A scan that waits for room wakes the flusher, and so does its end; else it waits for ever.");
        for (int events : new int[] {2, 3, 10}) {
            room.add(events + " events to scan", s -> {
                s.params().sequences(events).unflushed(1);
                for (int i = 1; i <= events; i++) {
                    s.logged(W, value(i, 1));
                }
                s.open().tx(W, 1).tx(W, events).drained();
            });
        }
        room.add("events of three keys", s -> {
                    s.params().sequences(3).unflushed(1);
                    s.logged(W, value(1, 1), value(2, 1), value(3, 1)).logged(V, value(1, 1), value(2, 1));
                    s.open().tx(W, 1, 2, 3).tx(V, 1).drained();
                })
                .add("events without numbers", s -> {
                    s.params().unflushed(1);
                    s.logged(W).logged(W).logged(W, value(1, 1)).logged(W);
                    s.open().tx(W, 1).drained();
                })
                .add("many transactions", s -> {
                    s.params().sequences(3).unflushed(1);
                    s.open();
                    for (int i = 0; i < 5; i++) {
                        s.tx(W, 1, 2, 3);
                    }
                    s.drained();
                });
    }

    private static void pages(CaseList cases) {
        Family pages = cases.family(
                Level.L1,
                "pages",
                "R14",
                "The log is read until its end is reached; who stops at the first page issues old numbers again.");
        for (int limit : new int[] {1, 2, 3, 7}) {
            pages.add("pages of " + limit, s -> {
                s.params().readLimit(limit);
                for (int i = 1; i <= 7; i++) {
                    s.logged(W, value(1, i), value(2, 200_000 + i));
                }
                s.open().tx(W, 1, 2).drained();
            });
        }
        pages.add("from the middle of the log", s -> {
            s.params().readLimit(2).stored(W, 1, 3).checkpoint(4);
            for (int i = 1; i <= 8; i++) {
                s.logged(W, value(1, i));
            }
            s.open().tx(W, 1).drained();
        });
        cases.family(
                        Level.L1,
                        "big-event",
                        "R7",
                        "An event that does not fit a line is written in pieces, its values before its checkpoint.")
                .add("600 keys", s -> {
                    s.params().sequences(600);
                    s.open()
                            .tx(
                                    W,
                                    java.util.stream.IntStream.rangeClosed(1, 600)
                                            .toArray())
                            .drained();
                });
    }
}
