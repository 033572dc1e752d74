package io.isequencer.oracle.cases;

import static io.isequencer.oracle.cases.FaultType.FAIL_BEFORE;
import static io.isequencer.oracle.cases.On.WRITE;
import static io.isequencer.oracle.cases.Script.value;
import static io.isequencer.oracle.cases.SequentialCases.V;
import static io.isequencer.oracle.cases.SequentialCases.W;

/** Levels 1 and 2: each limit bounds what it is for, and nothing else; and each memory is asked. */
final class OwnLimitCases {
    private static final int MALFORMED = 12;
    private static final int CLOSED = 1006;
    private static final int LONG_MS = 60_000;
    private static final int EVENTS = 5;
    private static final int MANY_PAGES = 43;
    private static final int MANY_EVENTS = 230;

    private OwnLimitCases() {}

    static void addTo(CaseList cases) {
        noRoom(cases);
        longLog(cases);
        ownLimit(cases);
        useLookup(cases);
    }

    private static void noRoom(CaseList cases) {
        cases.family(
                        Level.L1,
                        "no-room",
                        "R16",
                        "With room for no key nothing is ever scanned: such an open is refused, or each recovery hangs.")
                .add("maxUnflushedValues 0", s -> {
                    s.params().unflushed(0);
                    s.openRefused(MALFORMED).startRefused(Script.KIND, W, Expect.error(CLOSED));
                });
    }

    private static void longLog(CaseList cases) {
        Family log = cases.family(
                Level.L1,
                "long-log",
                "R14",
                "A recovery reads to the end of the log, however many pages that takes and however full they are.");
        for (int readLimit : new int[] {1, 50, 100}) {
            int events = readLimit == 1 ? MANY_PAGES : MANY_EVENTS;
            log.add(events + " events, in pages of " + readLimit, s -> {
                s.params().readLimit(readLimit);
                for (int i = 1; i <= events; i++) {
                    s.logged(W, value(1, i));
                }
                s.open().tx(W, 1, 2).drained();
            });
        }
    }

    private static void ownLimit(CaseList cases) {
        Family own = cases.family(
                Level.L2,
                "own-limit",
                "R12",
                "A limit that is taken for another refuses starts, or delays retries, that nothing explains.");
        own.add("a small cache, more keys wait to be written", s -> {
            s.params().sequences(3).cache(1);
            s.open().quiesce().fault(WRITE, FAIL_BEFORE, 0).tx(W, 1, 2, 3).tx(V, 1, 2, 3);
            s.tx(W, 1, 2, 3).heal().drained();
        });
        own.add("a long closeTimeoutMs, and a write that fails", s -> {
            s.params().closeTimeoutMs(LONG_MS);
            s.open()
                    .quiesce()
                    .fault(WRITE, FAIL_BEFORE, 2)
                    .tx(W, 1, 2)
                    .drained()
                    .tx(W, 1);
        });
        own.add("more events than maxUnflushedValues to scan, of one key, and writes fail", s -> {
            s.params().unflushed(2);
            for (int i = 1; i <= EVENTS; i++) {
                s.logged(W, value(1, i));
            }
            s.fault(WRITE, FAIL_BEFORE, 0).open().tx(W, 1).heal().drained();
        });
        own.add("more events than maxUnflushedValues flushed, of one key, and writes fail", s -> {
            s.params().unflushed(2);
            s.open().quiesce().fault(WRITE, FAIL_BEFORE, 0);
            for (int i = 1; i <= EVENTS; i++) {
                s.tx(W, 1);
            }
            s.heal().drained();
        });
        own.add("more numbers than maxUnflushedValues in an event, of one key, and writes fail", s -> {
            s.params().unflushed(2);
            s.open().quiesce().fault(WRITE, FAIL_BEFORE, 0).tx(W, 1, 1, 1, 1).tx(W, 1, 1, 1);
            s.heal().drained();
        });
    }

    /** The last-used number is 3, and a lower one is told of. */
    private static void useLookup(CaseList cases) {
        Family lookup = cases.family(
                Level.L2,
                "use-lookup",
                "R18",
                "An explicit number is compared with the last-used one wherever that is kept, or a low one lowers it.");
        lookup.add(
                "in the transaction",
                s -> s.open()
                        .start(W)
                        .next(1, 1, 1)
                        .use(1, 2)
                        .next(1)
                        .append()
                        .flush()
                        .tx(W, 1)
                        .drained());
        lookup.add("in the cache", s -> low(s.open().tx(W, 1, 1, 1)).drained());
        lookup.add(
                "in the cache, and stored",
                s -> low(s.open().tx(W, 1, 1, 1).drained()).drained());
        lookup.add("pending", s -> {
            s.params().sequences(2).cache(1);
            s.open().quiesce().fault(WRITE, FAIL_BEFORE, 0).tx(W, 1, 1, 1).tx(W, 2);
            low(s).heal().drained();
        });
        lookup.add("pending, an older number is stored", s -> {
            s.params().sequences(2).cache(1);
            s.open().tx(W, 1).drained().fault(WRITE, FAIL_BEFORE, 0).tx(W, 1, 1).tx(W, 2);
            low(s).heal().drained();
        });
        lookup.add("being written", s -> {
            s.params().sequences(2).cache(1);
            s.open().quiesce().hold(WRITE).tx(W, 1, 1, 1).await(WRITE).tx(W, 2);
            low(s).release(WRITE).drained();
        });
        lookup.add("stored", s -> {
            s.params().sequences(2).cache(1);
            low(s.open().tx(W, 1, 1, 1).tx(W, 2).drained()).drained();
        });
        lookup.add("stored by an earlier owner", s -> {
            s.params().stored(W, 1, 3).firstOffset(4);
            low(s.open().quiesce()).drained();
        });
    }

    private static Script low(Script s) {
        return s.start(W).use(1, 2).next(1).append().flush().tx(W, 1);
    }
}
