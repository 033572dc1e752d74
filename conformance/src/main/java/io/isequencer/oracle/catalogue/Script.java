package io.isequencer.oracle.catalogue;

import io.isequencer.oracle.cases.Capability;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.Expect;
import io.isequencer.oracle.cases.FaultType;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.cases.Outcome;
import io.isequencer.oracle.cases.SeqNumber;
import io.isequencer.oracle.cases.Step;
import io.isequencer.oracle.cases.StorageOp;
import io.isequencer.recording.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a case down step by step, and knows what to expect: it keeps the log, and for each owner what it can know.
 *
 * <ul>
 *   <li><i>Units:</i> wsId, numbers and offsets are unsigned 64-bit values in a {@code long}.
 * </ul>
 */
public final class Script {
    public static final int KIND = 1;
    private static final int UNAVAILABLE = ErrorCode.UNAVAILABLE.code();

    private final ScriptWorld world;
    private final ScriptParams params;
    private final List<Step> steps = new ArrayList<>();
    private final Map<Integer, ScriptOwner> owners = new HashMap<>();
    private int owner;
    private boolean loose;

    public Script() {
        params = new ScriptParams();
        world = new ScriptWorld(params);
    }

    /** What the case begins with; to be settled before the first step. */
    public ScriptParams params() {
        return params;
    }

    /** An event that is in the log from the start. */
    public Script logged(long wsId, SeqNumber... values) {
        world.append(world.end(), wsId, List.of(values));
        params.logged(world.lastEvent());
        return this;
    }

    /** The following steps are this owner's. */
    public Script as(int number) {
        owner = number;
        return this;
    }

    /** From now on nobody can say what an owner knows: the invariants alone judge its answers. */
    public Script loose() {
        loose = true;
        return this;
    }

    public Script open() {
        mine().open(world);
        return add(new Step.Open(owner, null));
    }

    /** An open whose limits are wrong; it creates nothing. */
    public Script openRefused(Expect expect) {
        return add(new Step.Open(owner, expect));
    }

    public Script start(long wsId) {
        return start(KIND, wsId);
    }

    public Script start(int wsKind, long wsId) {
        String offset = text(mine().start(wsKind, wsId));
        return add(new Step.Start(owner, wsKind, text(wsId), loose ? Expect.ANY : Expect.plogOffset(offset)));
    }

    /** A start whose outcome is given; it begins nothing. */
    public Script startRefused(int wsKind, long wsId, Expect expect) {
        return add(new Step.Start(owner, wsKind, text(wsId), expect));
    }

    public Script next(int... seqIds) {
        for (int seqId : seqIds) {
            Expect expect = Expect.number(text(mine().next(world, seqId)));
            add(new Step.Next(owner, seqId, loose ? Expect.ANY.orError(UNAVAILABLE) : expect, false));
        }
        return this;
    }

    /** By an owner that was overtaken: what it finds in the storage may be newer than what it knows. */
    public Script nextStale(int seqId) {
        mine().next(world, seqId);
        return add(new Step.Next(owner, seqId, Expect.ANY, false));
    }

    public Script nextLater(int seqId) {
        Expect expect = Expect.number(text(mine().next(world, seqId)));
        return add(new Step.Next(owner, seqId, loose ? Expect.ANY.orError(UNAVAILABLE) : expect, true));
    }

    /** Storage fails: it gets its number, or the call is refused and may be repeated. */
    public Script nextMayFail(int seqId, boolean again) {
        Expect expect = loose || again ? Expect.ANY : Expect.number(text(mine().upcoming(world, seqId)));
        return add(new Step.Next(owner, seqId, expect.orError(UNAVAILABLE), false));
    }

    public Script nextRefused(int seqId, Expect expect) {
        return add(new Step.Next(owner, seqId, expect, false));
    }

    public Script use(int seqId, long number) {
        return add(useStep(seqId, number, false));
    }

    public Script useLater(int seqId, long number) {
        return add(useStep(seqId, number, true));
    }

    private Step useStep(int seqId, long number, boolean later) {
        params.need(Capability.USE);
        boolean raised = mine().use(world, seqId, number);
        Expect expect = loose ? Expect.ANY.orError(UNAVAILABLE) : Expect.raised(raised);
        return new Step.Use(owner, seqId, text(number), expect, later);
    }

    public Script useRefused(int seqId, long number, Expect expect) {
        params.need(Capability.USE);
        return add(new Step.Use(owner, seqId, text(number), expect, false));
    }

    public Script append(Outcome outcome, SeqNumber... explicit) {
        mine().append(world, outcome, List.of(explicit));
        return add(new Step.Append(owner, outcome, List.of(explicit)));
    }

    public Script append() {
        return append(Outcome.OK);
    }

    public Script flush() {
        mine().flush(world);
        return add(new Step.Flush(owner, Expect.DONE));
    }

    public Script flushRefused(Expect expect) {
        return add(new Step.Flush(owner, expect));
    }

    public Script actualize() {
        mine().open(world);
        return add(new Step.Actualize(owner, Expect.DONE, false));
    }

    public Script actualizeLater() {
        mine().open(world);
        return add(new Step.Actualize(owner, Expect.DONE, true));
    }

    public Script actualizeRefused(Expect expect) {
        return add(new Step.Actualize(owner, expect, false));
    }

    public Script join() {
        return add(new Step.Join(owner));
    }

    /** Flush or actualize, whichever is right. */
    public Script settle() {
        mine().open(world);
        return add(new Step.Settle(owner));
    }

    /** A whole transaction that succeeds. */
    public Script tx(long wsId, int... seqIds) {
        return start(wsId).next(seqIds).append().flush();
    }

    public Script quiesce() {
        return add(new Step.Quiesce(owner));
    }

    public Script crash() {
        return crash(0);
    }

    /** The last events are lost: they were not durable. */
    public Script crash(int tailLost) {
        world.lose(tailLost);
        return crashStep(tailLost);
    }

    /** They would be lost if they were not durable, and the case knows that they are. */
    public Script crashDurable(int tailLost) {
        return crashStep(tailLost);
    }

    private Script crashStep(int tailLost) {
        if (tailLost > 0) {
            params.need(Capability.WRITE_AHEAD);
        }
        return add(new Step.Crash(owner, tailLost));
    }

    public Script close() {
        return add(new Step.Close(owner, Expect.DONE));
    }

    public Script call(Map<String, Object> request, Expect expect) {
        Capability.ofOp(request.get("op")).ifPresent(params::need);
        return add(new Step.Call(owner, request, expect));
    }

    /** The next calls of that kind meet the fault; 0 times is until {@link #heal}. */
    public Script fault(StorageOp on, FaultType kind, int times) {
        return fault(on, kind, -1, 0, times);
    }

    public Script fault(StorageOp on, FaultType kind, int applied, int after, int times) {
        return add(new Step.Fault(owner, on, kind, applied, after, times));
    }

    public Script hold(StorageOp on) {
        return fault(on, FaultType.HOLD, 1);
    }

    public Script heal() {
        return add(new Step.Heal(owner));
    }

    public Script await(StorageOp on) {
        return add(new Step.Await(owner, on));
    }

    public Script release(StorageOp on) {
        return add(new Step.Release(owner, on, null, -1));
    }

    public Script releaseAs(StorageOp on, FaultType as, int applied) {
        return add(new Step.Release(owner, on, as, applied));
    }

    public Script land(int applied) {
        return add(new Step.Land(owner, applied));
    }

    public Script landAppend() {
        world.landAppend();
        return add(new Step.LandAppend(owner));
    }

    public Script foreign(long wsId, SeqNumber... values) {
        world.append(world.end(), wsId, List.of(values));
        return add(new Step.Foreign(owner, text(wsId), List.of(values)));
    }

    /** All of the log is stored. */
    public Script check() {
        return check(world.drainedCheckpoints());
    }

    /** The numbers of all of the log are stored, and one of these checkpoints. */
    public Script check(List<String> checkpoints) {
        return add(new Step.Check(owner, world.largest(), checkpoints));
    }

    /** Waits, and then all of the log must be stored. */
    public Script drained() {
        return quiesce().check();
    }

    public Case build(String id, Level level, String rule, String title, String comment) {
        return new Case(id, level, rule, title, comment, params.build(world.firstOffset()), steps);
    }

    public static SeqNumber value(int seqId, long number) {
        return new SeqNumber(seqId, text(number));
    }

    public static String text(long unsigned) {
        return Long.toUnsignedString(unsigned);
    }

    private Script add(Step step) {
        steps.add(step);
        return this;
    }

    /** How many steps are written so far. */
    public int size() {
        return steps.size();
    }

    public Step lastStep() {
        return steps.get(steps.size() - 1);
    }

    public boolean isLoose() {
        return loose;
    }

    private ScriptOwner mine() {
        return owners.computeIfAbsent(owner, unseen -> new ScriptOwner(params));
    }
}
