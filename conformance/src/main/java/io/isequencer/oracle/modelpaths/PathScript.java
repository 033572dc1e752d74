package io.isequencer.oracle.modelpaths;

import io.isequencer.laboratory.PathStep;
import io.isequencer.oracle.cases.Capability;
import io.isequencer.oracle.cases.CaseLimits;
import io.isequencer.oracle.cases.FaultType;
import io.isequencer.oracle.cases.StorageOp;
import io.isequencer.oracle.catalogue.Script;
import java.util.List;
import java.util.Set;

/**
 * Writes a path through the model down as the steps of a case, with its schedule: storage is the judge's own, so a call
 * is held until the model's storage answers it. What a sequencer cannot be steered to is left out, and what is expected
 * is what is allowed.
 */
final class PathScript {
    private static final CaseLimits LIMITS = new CaseLimits(1, 1, 5, 20);
    private static final int ROOMY = 500;
    /** Steps of a sequencer that need no message. */
    private static final Set<String> INSIDE =
            Set.of("Evict", "Miss", "FlPrune", "FlStop", "ActClear", "ActWaitRoom", "ActDone", "ActStop");

    private static final List<String> LIFE_ENDS = List.of("Crash", "PowerLoss");
    private static final List<String> ENDS_BADLY = List.of("FlFail", "Crash", "PowerLoss");

    private final PathAhead ahead;
    private final Script s = new Script();
    private final PathActs acts;
    private final PathWrites writes;
    private final PathRecovery recovery;
    private final PathClient client;

    /** How many events the model's log has. */
    private int end;

    private boolean up;
    private boolean closed;
    /** The call of actualize waits for a write. */
    private boolean actualizing;

    /** @param lateAppends whether the path's log has appends that land late */
    PathScript(List<PathStep> path, boolean lateAppends) {
        ahead = new PathAhead(path);
        acts = new PathActs(ahead);
        s.params().sequences(2).limits(LIMITS).readLimit(1);
        boolean lossy = ahead.losesTail();
        if (lossy) {
            s.params().need(Capability.WRITE_AHEAD);
        }
        writes = new PathWrites(s, lossy);
        recovery = new PathRecovery(s, writes, ahead, acts);
        client = new PathClient(s, writes, ahead, acts, lateAppends);
    }

    /** The actions that the case takes the sequencer through, in order. */
    List<String> acts() {
        return acts.names();
    }

    /** What was written. */
    Script script() {
        return s;
    }

    /** What the case does with each step of the path. */
    PathActs steering() {
        return acts;
    }

    /** Writes all steps, and an end at which all must be well. */
    Script write() {
        while (ahead.next()) {
            Steering why = whyNot(ahead.now());
            take(ahead.now());
            acts.otherwise(why);
        }
        finish();
        if (client.needsRoom()) {
            s.params().unflushed(ROOMY);
        }
        return s;
    }

    /** Why a step cannot be steered, if it is not. */
    private Steering whyNot(PathStep step) {
        String action = step.action();
        if (INSIDE.contains(action)) {
            return Steering.INSIDE;
        }
        if (isTheJudges(action)) {
            return Steering.FORCED;
        }
        if (closed) {
            return Steering.CLOSED;
        }
        return writes.isBroken() ? Steering.BROKEN : Steering.UNHELD;
    }

    /** What has no part of the sequencer in it: the judge's log and storage are as the path has them. */
    private boolean isTheJudges(String action) {
        return action.equals("LogSync")
                || action.equals("Turn")
                || action.startsWith("Append")
                || action.equals("PowerLoss") && !up;
    }

    private void take(PathStep step) {
        switch (step.action()) {
            case "Open" -> open();
            case "Crash" -> crash(0);
            case "PowerLoss" -> crash(Math.max(0, end - Integer.parseInt(step.text("plogOffset"))));
            case "Turn" -> turn();
            case "LateAppendLands" -> lateAppendLands(step);
            case "LateValueLands", "LateCheckpointLands" -> lateWriteLands(step);
            default -> {
                if (step.action().startsWith("Append")) {
                    append(step);
                } else if (up && !closed) {
                    living(step);
                }
            }
        }
    }

    private void append(PathStep step) {
        end += PathAhead.appends(step) ? 1 : 0;
        if (!closed) {
            client.append(step);
        } else if (PathAhead.appends(step)) {
            client.appendAfterClose(step);
        }
    }

    private void living(PathStep step) {
        switch (step.action()) {
            case "Actualize" -> actualize();
            case "Close" -> close();
            case "ActReadCheckpoint" -> recovery.readCheckpoint(step);
            case "ActScan" -> recovery.scan(end);
            case "ActFail" -> recovery.fail(end);
            case "ActDone" -> recovery.done();
            default -> {
                client.take(step);
                flusher(step);
            }
        }
    }

    private void flusher(PathStep step) {
        switch (step.action()) {
            case "FlSnapshot" -> {
                boolean any = !step.text("checkpoint").equals("0");
                writes.snapshot(any);
                if (any && writes.isHeld()) {
                    acts.show(writes.awaitedAt(), "FlPrune");
                    acts.seen(writes.awaitedAt());
                }
            }
            case "FlSync" -> {
                writes.sync();
                heldIsSeen();
            }
            case "FlWriteValue" -> {
                writes.wroteValue();
                heldIsForced();
            }
            case "FlWriteCheckpoint" -> {
                writes.wroteCheckpoint();
                heldIsForced();
                if (writes.isHeld() && !ahead.comesFirst(ENDS_BADLY, "FlPrune")) {
                    acts.add("FlWriteCheckpoint", writes.awaitedAt());
                    writeEnds(null);
                }
            }
            case "FlPrune" -> writes.landed();
            case "FlFail" -> {
                boolean late = Boolean.TRUE.equals(step.fields().get("late"));
                FaultType as = late ? FaultType.LATE : writes.outcome();
                if (writes.isHeld()) {
                    acts.add("FlFail " + as.id(), writes.awaitedAt());
                    writeEnds(as);
                } else {
                    writes.landed();
                }
            }
            default -> {
                // What nobody can see, or steer.
            }
        }
    }

    private void heldIsSeen() {
        if (writes.isHeld()) {
            acts.seen(writes.awaitedAt());
        }
    }

    /** How much of a write that is held takes effect is the storage's to say. */
    private void heldIsForced() {
        if (writes.isHeld()) {
            acts.forced(writes.awaitedAt());
        }
    }

    private void writeEnds(FaultType as) {
        writes.end(as, !actualizing);
        if (actualizing) {
            s.join();
            actualizing = false;
        } else if (client.isReading() && !writes.isHeld() && !writes.isBroken()) {
            // The answer that is held is outdated now, and the flusher has surely pruned.
            writes.quiesce();
        }
    }

    private void open() {
        acts.add("Open");
        up = true;
        closed = false;
        if (!writes.isBroken()) {
            writes.heal();
        }
        client.begin();
        recovery.begin();
        s.open();
    }

    private void actualize() {
        if (!client.isInTx() && !client.startedSince()) {
            if (writes.isBroken()) {
                return;
            }
            // Else it might be refused: the recovery may go on.
            writes.quiesce();
        }
        acts.add("Actualize");
        client.begin();
        recovery.begin();
        if (!writes.isHeld()) {
            s.actualize();
            return;
        }
        s.actualizeLater();
        actualizing = true;
        if (!writes.isFlying() || writes.isBroken()) {
            writeEnds(FaultType.FAIL_BEFORE);
        }
    }

    private void close() {
        acts.add("Close");
        if (!writes.isBroken()) {
            writes.heal();
        }
        if (writes.isHeld() && !ahead.comesFirst(LIFE_ENDS, "FlPrune", "FlFail")) {
            writes.end(ahead.comesFirst(List.of("FlPrune"), "FlFail") ? null : writes.outcome(), false);
        }
        if (!writes.isBroken() && !ahead.comesFirst(List.of("FlWriteCheckpoint"), "Crash", "PowerLoss")) {
            // Nor does the last try end well.
            s.fault(StorageOp.WRITE, FaultType.FAIL_BEFORE, 0);
        }
        s.close();
        closed = true;
        actualizing = false;
        recovery.letGo();
        client.end();
    }

    private void crash(int lost) {
        if (closed) {
            releaseClosed();
        }
        boolean happens = up && !closed || lost > 0;
        if (happens) {
            acts.add(ahead.now().action() + (lost > 0 ? " lost" : ""));
            s.crash(lost);
            end -= lost;
        }
        if (lost > 0) {
            // How much of it was durable is the sequencer's affair.
            s.loose();
            writes.lateWritesAreGone();
        }
        boolean written = writes.isHeld() && (lost > 0 || !happens || !writes.landsInCrash());
        if (written) {
            acts.undo("FlWriteValue", "FlWriteCheckpoint");
        }
        if (lost > 0 || !happens) {
            writes.forget();
        } else {
            writes.crashed();
        }
        up = false;
        closed = false;
        actualizing = false;
        recovery.letGo();
        client.end();
    }

    /** What the closed owner still waits for. */
    private void releaseClosed() {
        if (writes.isHeld()) {
            writes.end(writes.outcome(), false);
        }
        s.releaseAs(StorageOp.ANY, FaultType.FAIL_BEFORE, 0);
        writes.forget();
    }

    private void turn() {
        if (ahead.now().text("weather").equals("broken")) {
            acts.add("Turn");
            recovery.keepHeld(actualizing);
            writes.breakForEver();
        }
    }

    private void lateAppendLands(PathStep step) {
        if (up && !closed && recovery.isUnderWay()) {
            // Whether the scan has come to it nobody can say: it has not.
            s.release(StorageOp.ANY);
            writes.quiesce();
            recovery.letGo();
        }
        acts.add("LateAppendLands");
        s.landAppend();
        end += PathAhead.appends(step) ? 1 : 0;
    }

    private void lateWriteLands(PathStep step) {
        boolean whole = step.action().equals("LateCheckpointLands");
        if (writes.isLate() && (whole || ahead.first("LateCheckpointLands") < 0)) {
            writes.land(whole ? -1 : 1);
            acts.add(step.action(), s.size() - 1);
        }
    }

    private void finish() {
        if (up && closed) {
            releaseClosed();
        }
        s.heal();
        if (!up || closed) {
            s.open();
        } else {
            s.release(StorageOp.ANY);
            if (client.isReading() || actualizing) {
                s.join();
            }
            client.settle();
        }
        client.works();
        if (writes.anyLate()) {
            writes.landAll();
            client.works();
        }
        s.close();
    }
}
