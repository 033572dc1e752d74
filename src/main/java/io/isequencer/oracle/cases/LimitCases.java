package io.isequencer.oracle.cases;

import static io.isequencer.oracle.cases.Script.value;
import static io.isequencer.oracle.cases.SequentialCases.V;
import static io.isequencer.oracle.cases.SequentialCases.W;

/** Level 1: small caches, little room, pages, and events that fit no line. */
final class LimitCases {
    private LimitCases() {}

    static void addTo(CaseList cases) {
        eviction(cases);
        room(cases);
        pages(cases);
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
