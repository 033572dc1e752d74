package io.isequencer.oracle.cases;

import static io.isequencer.oracle.cases.FaultType.FAIL_BEFORE;
import static io.isequencer.oracle.cases.FaultType.LATE;
import static io.isequencer.oracle.cases.FaultType.TORN;
import static io.isequencer.oracle.cases.On.READ_CHECKPOINT;
import static io.isequencer.oracle.cases.On.READ_NUMBERS;
import static io.isequencer.oracle.cases.On.READ_PLOG;
import static io.isequencer.oracle.cases.On.SYNC_PLOG;
import static io.isequencer.oracle.cases.On.WRITE;
import static io.isequencer.oracle.cases.Script.value;
import static io.isequencer.oracle.cases.SequentialCases.W;

import java.util.function.UnaryOperator;

/** Level 2: storage calls that fail so often that a sequencer may think of giving up. */
final class PersistenceCases {
    /** More tries than whoever gives up after 3, 10 or 30 makes. */
    private static final int ROUNDS = 4;

    /**
     * Failures until the case looks on. Each wait of the oracle has a bound: also who tries again after half a second is
     * to get to the end of a round.
     */
    private static final int TRIES_PER_ROUND = 10;

    private static final int UNAVAILABLE = 11;

    private PersistenceCases() {}

    static void addTo(CaseList cases) {
        reads(cases);
        writes(cases);
        recovery(cases);
    }

    private static void reads(CaseList cases) {
        Family often = cases.family(
                Level.L2,
                "read-fails-often",
                "R8",
                "However often a read fails, that says nothing about the key: a call that gives up gives no number.");
        often.add("the first next of a transaction, " + TRIES_PER_ROUND + " times", s -> {
            s.params().stored(W, 1, 4).firstOffset(5);
            refusedNext(s.open().quiesce().start(W)).next(1, 1).append().flush().tx(W, 1);
        });
        often.add("in one transaction after the other", s -> {
            s.params().stored(W, 1, 4).firstOffset(5);
            s.open().quiesce();
            for (int i = 0; i < TRIES_PER_ROUND; i++) {
                s.fault(READ_NUMBERS, FAIL_BEFORE, 1)
                        .start(W)
                        .nextRefused(1, UNAVAILABLE)
                        .actualize();
            }
            s.tx(W, 1);
        });
    }

    private static Script refusedNext(Script s) {
        s.params().retryDelayMs(1);
        s.fault(READ_NUMBERS, FAIL_BEFORE, TRIES_PER_ROUND);
        for (int i = 0; i < TRIES_PER_ROUND; i++) {
            s.nextRefused(1, UNAVAILABLE);
        }
        return s;
    }

    private static void writes(CaseList cases) {
        Family never = cases.family(
                Level.L2,
                "never-gives-up",
                "R12",
                "A write is tried again however often it has failed: nobody may flush a second time and wake the flusher.");
        for (FaultType kind : new FaultType[] {FAIL_BEFORE, TORN, LATE}) {
            never.add(
                    "one event, its write " + kind.id() + " 43 times",
                    s -> failing(s, WRITE, kind, () -> s.open().quiesce(), it -> it.tx(W, 1, 2))
                            .drained()
                            .tx(W, 1, 2));
        }
        never.add("one event, the log cannot be made durable 43 times", s -> {
            s.params().need(Capability.WRITE_AHEAD);
            failing(s, SYNC_PLOG, FAIL_BEFORE, () -> s.open().quiesce(), it -> it.tx(W, 1, 2))
                    .drained()
                    .tx(W, 1, 2);
        });
        never.add("a scan waits for room, the write failBefore 43 times", s -> {
            s.params().sequences(3).unflushed(1);
            s.logged(W, value(1, 1)).logged(W, value(2, 1)).logged(W, value(3, 1));
            failing(s, WRITE, FAIL_BEFORE, () -> {}, Script::open)
                    .tx(W, 1, 2, 3)
                    .drained();
        });
        never.add("what a rebuild found, its write failBefore 43 times", s -> {
            s.logged(W, value(1, 1));
            failing(s, WRITE, FAIL_BEFORE, () -> {}, Script::open).drained().tx(W, 1);
        });
    }

    private static void recovery(CaseList cases) {
        Family never = cases.family(
                Level.L2,
                "recovery-never-gives-up",
                "R14",
                "A recovery ends when the log has been read, however often that failed before.");
        for (On on : new On[] {READ_CHECKPOINT, READ_PLOG}) {
            never.add(
                    on.id() + " fails 43 times",
                    s -> failing(logged(s), on, FAIL_BEFORE, () -> {}, Script::open)
                            .tx(W, 1)
                            .drained());
            never.add(
                    on.id() + " fails 43 times, after actualize",
                    s -> failing(
                                    logged(s),
                                    on,
                                    FAIL_BEFORE,
                                    () -> s.open().drained().foreign(W, value(1, 3)),
                                    it -> it.start(W).next(1).append().actualize())
                            .tx(W, 1)
                            .drained());
        }
    }

    private static Script logged(Script s) {
        return s.logged(W, value(1, 1)).logged(W, value(1, 2));
    }

    /** What is done leads to a call that fails, is tried again, fails … and succeeds in the end. */
    private static Script failing(Script s, On on, FaultType kind, Runnable before, UnaryOperator<Script> done) {
        s.params().retryDelayMs(1);
        before.run();
        fail(s, on, kind);
        done.apply(s);
        for (int round = 1; round < ROUNDS; round++) {
            s.await(on);
            fail(s, on, kind);
            s.releaseAs(on, kind, 1);
        }
        return s.await(on).release(on);
    }

    private static void fail(Script s, On on, FaultType kind) {
        if (kind == TORN) {
            s.torn(1, TRIES_PER_ROUND);
        } else {
            s.fault(on, kind, TRIES_PER_ROUND);
        }
        s.hold(on);
    }
}
