package io.isequencer.oracle.modelpaths;

import io.isequencer.laboratory.PathStep;
import io.isequencer.oracle.cases.FaultType;
import io.isequencer.oracle.cases.Outcome;
import io.isequencer.oracle.cases.SeqNumber;
import io.isequencer.oracle.cases.StorageOp;
import io.isequencer.oracle.catalogue.Script;
import java.util.List;
import java.util.Map;

/** The client of a path: its transactions, and the reads of their misses. */
final class PathClient {
    private static final long W = 5;
    private static final long V = 140_737_488_355_329L;

    private final Script s;
    private final PathWrites writes;
    private final PathAhead ahead;
    private final PathActs acts;
    /** Whether the log has appends that land late: then a flush may not be right. */
    private final boolean lateAppends;

    private boolean inTx;
    private boolean startedSince;
    private boolean appendedSurely;
    /** Nobody can say which numbers the event has. */
    private boolean unsure;
    /** Flushed since the last rebuild, and not driven out of a cache for one key since. */
    private boolean cached;

    private boolean roomy;
    private boolean reading;
    /** The step of the case at which the read of a miss must have come. */
    private int readAt;

    private boolean numberTaken;

    PathClient(Script s, PathWrites writes, PathAhead ahead, PathActs acts, boolean lateAppends) {
        this.s = s;
        this.writes = writes;
        this.ahead = ahead;
        this.acts = acts;
        this.lateAppends = lateAppends;
    }

    boolean isInTx() {
        return inTx;
    }

    /** Whether a start was accepted since the last rebuild began. */
    boolean startedSince() {
        return startedSince;
    }

    boolean isReading() {
        return reading;
    }

    /** Whether the case has more keys pending than the model. */
    boolean needsRoom() {
        return roomy;
    }

    /** Opened, or rebuilt. */
    void begin() {
        cached = false;
        startedSince = false;
        unsure = false;
        end();
    }

    /** No transaction is left, and no call. */
    void end() {
        inTx = false;
        reading = false;
    }

    void take(PathStep step) {
        switch (step.action()) {
            case "Start" -> start();
            case "Next", "Use" -> number(step);
            case "Read" -> read();
            case "Fill" -> fill();
            case "MissFail" -> missFail();
            case "Flush" -> flush();
            default -> {
                // Memory alone.
            }
        }
    }

    private void start() {
        if (cached && ahead.comesFirst(List.of("Read"), "Flush", "Actualize", "Crash", "PowerLoss", "Close")) {
            evict();
        }
        acts.show(PathActs.ALWAYS, "ActDone");
        acts.add("Start");
        s.start(W);
        inTx = true;
        startedSince = true;
        appendedSurely = false;
        unsure = false;
        numberTaken = false;
    }

    /** Another key drives this one out of the cache. */
    private void evict() {
        roomy = true;
        writes.arm();
        s.start(V).next(2).append();
        told();
        writes.due();
        cached = false;
    }

    private void told() {
        if (lateAppends) {
            s.settle();
        } else {
            s.flush();
        }
    }

    private void number(PathStep step) {
        if (numberTaken) {
            // It was asked for by the call whose miss was read.
            acts.forced(PathActs.ALWAYS);
            numberTaken = false;
            return;
        }
        acts.add(step.action());
        if (unsure) {
            s.nextStale(1);
        } else if (step.action().equals("Next")) {
            s.next(1);
        } else {
            s.use(1, Long.parseLong(step.text("number")));
        }
    }

    /** The call whose miss it is; its number is the one that the path takes after the answer. */
    private void read() {
        int then = ahead.first("Next", "Use", "Append", "Actualize", "Crash", "PowerLoss", "Close");
        String next = then < 0 ? "" : ahead.at(then).action();
        if (next.startsWith("Append") || writes.isBroken() || unsure) {
            acts.otherwise(writes.isBroken() ? Steering.BROKEN : unsure ? Steering.UNSURE : Steering.WAITING);
            return;
        }
        s.hold(StorageOp.READ_NUMBERS);
        if (next.equals("Use")) {
            s.useLater(1, Long.parseLong(ahead.at(then).text("number")));
        } else {
            s.nextLater(1);
        }
        readAt = s.size();
        acts.show(readAt, "Miss");
        acts.add("Read", readAt);
        s.await(StorageOp.READ_NUMBERS);
        reading = true;
        numberTaken = true;
    }

    private void fill() {
        if (reading) {
            acts.add("Fill", readAt);
            s.release(StorageOp.READ_NUMBERS).join();
            reading = false;
        } else {
            acts.otherwise(writes.isBroken() ? Steering.BROKEN : unsure ? Steering.UNSURE : Steering.WAITING);
        }
    }

    private void missFail() {
        if (numberTaken || reading) {
            acts.otherwise(Steering.WAITING);
            return;
        }
        acts.add("MissFail");
        s.fault(StorageOp.READ_NUMBERS, FaultType.FAIL_BEFORE, 1).nextMayFail(1, unsure);
        if (!writes.isBroken()) {
            writes.heal();
            writes.arm();
        }
        unsure = true;
    }

    void append(PathStep step) {
        Outcome outcome = switch (step.action()) {
            case "AppendFail" -> Outcome.FAILED;
            case "AppendUnknownWritten" -> Outcome.UNKNOWN_LANDED;
            case "AppendUnknownLost" -> Outcome.UNKNOWN_LOST;
            case "AppendUnknownLate" -> Outcome.LATE;
            default -> Outcome.OK;
        };
        acts.add(step.action());
        if (unsure && outcome != Outcome.FAILED && outcome != Outcome.UNKNOWN_LOST) {
            s.loose();
        }
        appendedSurely = step.action().equals("AppendOk");
        s.append(outcome);
    }

    /** The sequencer is closed; its client may append all the same. */
    @SuppressWarnings("unchecked")
    void appendAfterClose(PathStep step) {
        acts.add(step.action());
        List<Map<String, Object>> numbers =
                (List<Map<String, Object>>) step.fields().get("numbers");
        s.foreign(
                W,
                numbers.stream()
                        .map(one -> new SeqNumber(1, (String) one.get("number")))
                        .toArray(SeqNumber[]::new));
    }

    private void flush() {
        acts.add("Flush");
        writes.arm();
        told();
        inTx = false;
        cached = true;
        writes.due();
    }

    /** Ends the transaction as is right, if there is one. */
    void settle() {
        if (inTx && appendedSurely) {
            told();
        } else if (inTx) {
            s.actualize();
        }
    }

    /** A transaction works, and all is stored. */
    void works() {
        s.start(W).next(1).append();
        told();
        if (s.isLoose()) {
            s.quiesce();
        } else {
            s.drained();
        }
    }
}
