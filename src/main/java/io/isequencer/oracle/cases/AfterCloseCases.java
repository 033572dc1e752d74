package io.isequencer.oracle.cases;

import static io.isequencer.oracle.cases.FaultType.FAIL_BEFORE;
import static io.isequencer.oracle.cases.FaultType.HOLD;
import static io.isequencer.oracle.cases.On.READ_CHECKPOINT;
import static io.isequencer.oracle.cases.On.READ_NUMBERS;
import static io.isequencer.oracle.cases.On.READ_PLOG;
import static io.isequencer.oracle.cases.On.SYNC_PLOG;
import static io.isequencer.oracle.cases.On.WRITE;
import static io.isequencer.oracle.cases.Outcome.FAILED;
import static io.isequencer.oracle.cases.Script.value;
import static io.isequencer.oracle.cases.SequentialCases.V;
import static io.isequencer.oracle.cases.SequentialCases.W;

import java.util.stream.IntStream;

/** Levels 1 and 2: what a close owes, and what goes on after it. */
final class AfterCloseCases {
    private static final int CLOSED = 1006;
    /** Longer than the patience of most. */
    private static final int LONG_MS = 60_000;

    private static final int SHORT_MS = 50;
    /** So that nobody ends in time by luck. */
    private static final int AMPLE_MS = 5_000;

    /** Calls that take long enough for what was under way to end. */
    private static final int CALLS = 20;

    /** Failures that take long enough for an owner that was closed to show up if it still tries. */
    private static final int TRIES = 20;

    private static final int MANY = 600;

    private AfterCloseCases() {}

    static void addTo(CaseList cases) {
        closedStaysClosed(cases);
        lastTry(cases);
        closeTimeout(cases);
    }

    private static void closedStaysClosed(CaseList cases) {
        Family closed = cases.family(
                Level.L2,
                "stays-closed",
                "R15",
                "What was under way at a close may end after it; it must not bring the sequencer back.");
        closed.add(
                "use, in a transaction",
                s -> s.open()
                        .tx(W, 1)
                        .start(W)
                        .next(1)
                        .close()
                        .useRefused(1, 7, CLOSED)
                        .open()
                        .tx(W, 1));
        closed.add("close, again", s -> s.open().tx(W, 1).close().close().open().tx(W, 1));
        for (On on : new On[] {READ_CHECKPOINT, READ_PLOG}) {
            closed.add("the recovery's " + on.id() + " is answered after it", s -> {
                s.params().closeTimeoutMs(SHORT_MS);
                s.logged(W, value(1, 1)).hold(on).open().await(on).close().release(on);
                refused(s).open().tx(W, 1).drained();
            });
            closed.add("a rebuild's " + on.id() + " is answered after it", s -> {
                s.params().closeTimeoutMs(SHORT_MS);
                s.open().tx(W, 1).drained().start(W).next(1).append(FAILED).hold(on);
                s.actualize().await(on).close().release(on);
                refused(s).open().tx(W, 1).drained();
            });
        }
        closed.add("the read of next is answered after it", s -> {
            s.params().closeTimeoutMs(SHORT_MS);
            s.open().quiesce().hold(READ_NUMBERS).start(W).nextLater(1).await(READ_NUMBERS);
            s.close().release(READ_NUMBERS).nextRefused(1, CLOSED).flushRefused(CLOSED);
            refused(s).open().tx(W, 1).drained();
        });
        closed.add("writes failed for ever, and fail on", s -> {
            s.params().retryDelayMs(1).closeTimeoutMs(SHORT_MS);
            s.open().quiesce().fault(WRITE, FAIL_BEFORE, 0).tx(W, 1).close();
            refused(s).heal().fault(WRITE, FAIL_BEFORE, TRIES).open().tx(W, 1).drained();
        });
        closed.add("the log could not be read, and cannot be read", s -> {
            s.params().retryDelayMs(1).closeTimeoutMs(SHORT_MS);
            s.logged(W, value(1, 1))
                    .fault(READ_PLOG, FAIL_BEFORE, 0)
                    .open()
                    .await(READ_PLOG)
                    .close();
            refused(s)
                    .heal()
                    .fault(READ_PLOG, FAIL_BEFORE, TRIES)
                    .open()
                    .tx(W, 1)
                    .drained();
        });
    }

    private static Script refused(Script s) {
        for (int i = 0; i < CALLS; i++) {
            s.startRefused(Script.KIND, W, Expect.error(CLOSED));
        }
        return s;
    }

    private static void lastTry(CaseList cases) {
        Family last = cases.family(
                Level.L2,
                "last-try",
                "R15",
                "What a write under way does not carry is due one more try: a close must not take that write for its last.");
        last.add("an event was flushed meanwhile", s -> {
            underWay(s, WRITE).tx(W, 2).close().check().open().tx(W, 1, 2);
        });
        last.add("a newer number of the key was flushed meanwhile", s -> {
            underWay(s, WRITE).tx(W, 1).close().check().open().tx(W, 1, 2);
        });
        last.add("several events were flushed meanwhile", s -> {
            underWay(s, WRITE).tx(V, 1).tx(W, 1, 2).tx(V, 2).close().check();
            s.open().tx(W, 1).tx(V, 1);
        });
        last.add("events without numbers were flushed meanwhile", s -> {
            underWay(s, WRITE).tx(W).tx(W).close().check().open().tx(W, 1);
        });
        last.add("the log was being made durable, an event was flushed meanwhile", s -> {
            s.params().need(Capability.WRITE_AHEAD);
            underWay(s, SYNC_PLOG).tx(W, 2).close().check().open().tx(W, 1, 2);
        });
        last.add("an event of more keys than fit a message was flushed meanwhile", s -> {
            s.params().sequences(MANY);
            int[] all = IntStream.rangeClosed(1, MANY).toArray();
            underWay(s, WRITE).tx(W, all).close().check().open().tx(W, MANY);
        });
    }

    private static Script underWay(Script s, On on) {
        s.params().closeTimeoutMs(AMPLE_MS).freeHeld();
        return s.open().quiesce().hold(on).tx(W, 1).await(on);
    }

    private static void closeTimeout(CaseList cases) {
        Family limit = cases.family(
                Level.L2,
                "close-timeout",
                "R15",
                "A close has a bound of its own, and cancels what waits to try again, however long that would be.");
        limit.add("a write never ends, the next try is far", s -> {
            s.params().retryDelayMs(LONG_MS).closeTimeoutMs(SHORT_MS);
            s.open().quiesce().fault(WRITE, HOLD, 0).tx(W, 1).await(WRITE).close();
            s.heal().releaseAs(WRITE, FAIL_BEFORE, 0).open().tx(W, 1).drained();
        });
        limit.add("writes fail for ever, the next try is far", s -> {
            s.params().retryDelayMs(LONG_MS).closeTimeoutMs(SHORT_MS);
            s.open().quiesce().fault(WRITE, FAIL_BEFORE, 0).tx(W, 1).await(WRITE);
            s.close().heal().open().tx(W, 1).drained();
        });
        for (On on : new On[] {READ_CHECKPOINT, READ_PLOG}) {
            limit.add(on.id() + " fails for ever, the next try is far", s -> {
                s.params().retryDelayMs(LONG_MS).closeTimeoutMs(SHORT_MS);
                s.logged(W, value(1, 1)).fault(on, FAIL_BEFORE, 0).open().await(on);
                s.close().heal().open().tx(W, 1).drained();
            });
        }
    }
}
