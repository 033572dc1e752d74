package io.isequencer.oracle.drive;

import static io.isequencer.oracle.judge.VerdictException.fail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.cases.Capability;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.CaseParams;
import io.isequencer.oracle.cases.Expect;
import io.isequencer.oracle.cases.KeyNumber;
import io.isequencer.oracle.cases.Outcome;
import io.isequencer.oracle.cases.SeqNumber;
import io.isequencer.oracle.cases.Step;
import io.isequencer.oracle.cases.StorageOp;
import io.isequencer.oracle.drive.AdapterLoop.Release;
import io.isequencer.oracle.judge.Key;
import io.isequencer.oracle.judge.LogEntry;
import io.isequencer.oracle.judge.ReplyJudge;
import io.isequencer.oracle.judge.VerdictException;
import io.isequencer.oracle.judge.World;
import io.isequencer.oracle.wire.Json;
import io.isequencer.recording.ErrorCode;
import io.isequencer.rules.Property;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntToLongFunction;

/**
 * Runs one case, step by step. A step asks the adapter, waits in the {@link AdapterLoop}, judges what came, and tells the
 * {@link OwnerSession}; in the timeline it has a few words.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link VerdictException} ends the case.
 * </ul>
 */
final class CaseRunner {
    /** Calls that may be under way when actualize comes, and which it may wait for. */
    private static final Release BEFORE_ACTUALIZE =
            Release.whileCalling(StorageOp.WRITE, StorageOp.SYNC_PLOG, StorageOp.READ_NUMBERS);

    private static final String NOT_ANSWERED_YET = "not answered yet";
    /** A close in virtual time gets this many times its time-out. */
    private static final int CLOSE_TIMEOUTS = 3;

    private static final int TICKS_PER_TIMEOUT = 2;
    /** The call under way when close is asked for, the one try behind it, and one that crosses the message. */
    private static final int FAIL_AT_CLOSE = 3;

    private static final int NOTICES_CLOSE_MS = 1_000;

    private final Case testCase;
    private final CaseParams params;
    private final World world;
    private final OracleStorage storage;
    private final AdapterLoop loop;
    private final AdapterPool pool;
    private final Recorder recorder;
    private final BitSet unmet = new BitSet();
    private int taken;

    CaseRunner(Case testCase, AdapterPool pool, long patienceMs, Timelines timelines) {
        this.testCase = testCase;
        this.pool = pool;
        params = testCase.params();
        world = new World(params);
        recorder = timelines.recorder(world, pool.sessions());
        storage = new OracleStorage(world, params.readLimit(), recorder);
        loop = new AdapterLoop(pool.sessions(), storage, patienceMs);
    }

    void run() {
        for (Step step : testCase.steps()) {
            OwnerSession session = pool.sessions().get(step.owner());
            taken++;
            recorder.done(session, step, takeNamed(session, step));
        }
    }

    /** How many steps were taken, the one at which it ended counted. */
    int taken() {
        return taken;
    }

    /** The steps at which a call was waited for that did not come, or nothing was under way. */
    BitSet unmet() {
        return unmet;
    }

    AdapterLoop loop() {
        return loop;
    }

    /** A failure names a rule, whatever the case is about. */
    private String takeNamed(OwnerSession session, Step step) {
        try {
            return take(session, step);
        } catch (VerdictException end) {
            if (testCase.isAboutARule() || !end.finding().rule().isEmpty()) {
                throw end;
            }
            throw new VerdictException(end.verdict(), NearestRule.named(end.finding(), step));
        }
    }

    /** Takes a step; returns its outcome in a few words, for the timeline. */
    private String take(OwnerSession session, Step step) {
        if (isOfStorage(step)) {
            return takeStorageStep(session, step);
        }
        if (!session.isConnected()) {
            // It was ended in place of a crash, or never begun: a new one has no sequencer open either, and says so.
            pool.start(session);
        }
        if (step instanceof Step.Open open) {
            return open(session, open.expect() == null ? Expect.DONE : open.expect());
        } else if (step instanceof Step.Start start) {
            return start(session, start);
        } else if (step instanceof Step.Next next) {
            return next(session, next);
        } else if (step instanceof Step.Use use) {
            return use(session, use);
        } else if (step instanceof Step.Append append) {
            return append(session, append);
        } else if (step instanceof Step.Flush flush) {
            return flush(session, flush.expect());
        } else if (step instanceof Step.Actualize actualize) {
            return actualize(session, actualize);
        } else if (step instanceof Step.Settle) {
            return settle(session);
        } else if (step instanceof Step.Join) {
            return join(session);
        } else if (step instanceof Step.Call call) {
            return call(session, call);
        } else if (step instanceof Step.Quiesce) {
            return quiesce(session);
        } else if (step instanceof Step.Crash crash) {
            return crash(session, crash.tailLost());
        } else if (step instanceof Step.Close close) {
            return close(session, close.expect());
        } else if (step instanceof Step.Await await) {
            return await(session, await.on());
        }
        throw new IllegalStateException("a step must be known: " + step);
    }

    /** Whether the step has no part of the adapter in it, nor of its client. */
    private static boolean isOfStorage(Step step) {
        return step instanceof Step.Fault
                || step instanceof Step.Heal
                || step instanceof Step.Release
                || step instanceof Step.Land
                || step instanceof Step.LandAppend
                || step instanceof Step.Foreign
                || step instanceof Step.Check;
    }

    private String takeStorageStep(OwnerSession session, Step step) {
        if (step instanceof Step.Fault fault) {
            session.faults().arm(fault);
        } else if (step instanceof Step.Heal) {
            session.faults().heal();
        } else if (step instanceof Step.Release release) {
            storage.release(session, release.on(), release.as(), release.applied());
        } else if (step instanceof Step.Land land) {
            boolean landed = world.landWrite(land.applied());
            unmet.set(taken - 1, !landed);
            return landed ? "" : "nothing was on its way";
        } else if (step instanceof Step.LandAppend) {
            return world.landAppend() ? "" : "refused, or nothing was on its way";
        } else if (step instanceof Step.Foreign foreign) {
            world.append(LogEntry.given(world.plog().end(), foreign.wsId(), foreign.values()), seqId -> 1);
        } else if (step instanceof Step.Check check) {
            check(check);
        } else {
            throw new IllegalStateException("a step must be known: " + step);
        }
        return "";
    }

    private String open(OwnerSession session, Expect expect) {
        pool.start(session);
        long owner = pool.nextOwner();
        session.open(owner, openFields(owner), world.plog().end());
        if (!expect.equals(Expect.DONE)) {
            return openToBeRefused(session, expect);
        }
        // It may reply when its recovery is over: that is not to be waited for if the case stops the recovery.
        loop.until(session, () -> session.openAnswered() || isRecoveryStopped(session), Release.NOTHING);
        if (!session.openAnswered() && !pool.answersOpenLate() && !loop.soon(session, session::openAnswered)) {
            pool.openWasAnsweredLate();
        }
        if (session.openAnswered()) {
            onOpenReply(session);
        } else if (!session.faults().holdsAny() && !session.faults().failForEver()) {
            awaitOpen(session);
        }
        return "";
    }

    private ObjectNode openFields(long owner) {
        ObjectNode fields = Json.object().put("owner", owner);
        fields.set("seqTypes", Json.tree(params.seqTypes()));
        fields.set("limits", Json.tree(params.limits()));
        return fields;
    }

    private static boolean isRecoveryStopped(OwnerSession session) {
        StorageFaults faults = session.faults();
        return faults.holdsAny() || faults.failForEver() && faults.wereMet();
    }

    private String openToBeRefused(OwnerSession session, Expect expect) {
        loop.awaitReply(session, session::openAnswered, "open", Release.NOTHING);
        ObjectNode reply = session.takeOpenReply();
        ReplyJudge.judge("open with maxUnflushedValues " + params.limits().maxUnflushedValues(), expect, reply);
        session.openRefused();
        return "";
    }

    /** Waits for the reply to open; in virtual time it may need ticks. */
    private void awaitOpen(OwnerSession session) {
        AdapterLoop.Idle end = loop.idle(session, session::openAnswered, Release.ALL);
        // The reply to quiesce may have overtaken it.
        if (!loop.until(session, session::openAnswered, Release.ALL)) {
            loop.requireAlive(session, "open");
            throw fail(
                    Property.ACT_ENDS,
                    "open is answered, if only when the recovery is over",
                    "no reply to open: " + end);
        }
        onOpenReply(session);
    }

    private static void onOpenReply(OwnerSession session) {
        ReplyJudge.judge("open", Expect.DONE, session.takeOpenReply());
    }

    /** Before a client call: an open that is not answered yet is waited for. */
    private void ensureOpened(OwnerSession session) {
        if (session.isOpening()) {
            if (session.openAnswered()) {
                onOpenReply(session);
            } else {
                awaitOpen(session);
            }
        }
    }

    private String start(OwnerSession session, Step.Start step) {
        Expect expect = step.expect();
        if (session.isOpening() && !session.openAnswered() && expect.busy() != null) {
            return "open is not answered yet: as good as refused";
        }
        ensureOpened(session);
        ObjectNode fields = Json.object().put("wsKind", step.wsKind()).put("wsId", step.wsId());
        ObjectNode reply = loop.call(session, "start", fields);
        if (reply.has("busy") && expect.busy() == null) {
            reply = new StartRetry(session, loop, world, params).untilAccepted(fields, reply);
        }
        ReplyJudge.judge("start in workspace " + step.wsId(), expect, reply);
        if (reply.has("plogOffset")) {
            session.started(new OwnerSession.Transaction(
                    step.wsKind(),
                    Long.parseUnsignedLong(step.wsId()),
                    Long.parseUnsignedLong(reply.get("plogOffset").asText())));
            return "at offset " + reply.get("plogOffset").asText();
        }
        return reply.has("busy") ? "refused: " + reply.get("busy").asText() : "refused";
    }

    private String next(OwnerSession session, Step.Next step) {
        if (session.hasEarlyAnswer()) {
            return nextAnsweredEarly(session, step);
        }
        long id = session.connection().ask("next", Json.object().put("seqId", step.seqId()));
        if (step.later()) {
            session.postpone(new OwnerSession.Postponed(id, step, session.knownEnd()));
            return NOT_ANSWERED_YET;
        }
        ObjectNode reply = loop.reply(session, id, "next", Release.of(StorageOp.READ_NUMBERS));
        if (session.inTransaction() && reply.has("number") && isToBeRepeated(step)) {
            ReplyJudge.judge(
                    "next of seqId " + step.seqId() + place(session),
                    rightNumber(session.transaction(), step).orError(ErrorCode.UNAVAILABLE.code()),
                    reply);
            session.answeredEarly(reply);
            return "tried again within the call";
        }
        return onNextReply(session, step, reply);
    }

    /** A read that fails may be the client's to repeat, or be tried again within the call: then its answer is known. */
    private static boolean isToBeRepeated(Step.Next step) {
        return step.expect().equals(Expect.error(ErrorCode.UNAVAILABLE.code()));
    }

    private String nextAnsweredEarly(OwnerSession session, Step.Next step) {
        if (isToBeRepeated(step)) {
            return "not asked: the number is known";
        }
        return onNextReply(session, step, session.takeEarlyAnswer());
    }

    /** The number behind the last one, of a sequence that the transaction has no number of. */
    private Expect rightNumber(OwnerSession.Transaction transaction, Step.Next step) {
        long last = world.invariants().last(transaction.key(step.seqId()));
        long beforeFirst = initialOf(transaction.wsKind()).applyAsLong(step.seqId()) - 1;
        long before = Long.compareUnsigned(last, beforeFirst) >= 0 ? last : beforeFirst;
        return Expect.number(Long.toUnsignedString(before + 1));
    }

    private String onNextReply(OwnerSession session, Step.Next step, ObjectNode reply) {
        ReplyJudge.judge("next of seqId " + step.seqId() + place(session), step.expect(), reply);
        if (!reply.has("number") || !session.inTransaction()) {
            return "refused";
        }
        long number = Long.parseUnsignedLong(reply.get("number").asText());
        session.issued(step.seqId(), number);
        world.invariants().handedOut(session.transaction().key(step.seqId()), number);
        return "seqId " + step.seqId() + " gets " + reply.get("number").asText();
    }

    private String use(OwnerSession session, Step.Use step) {
        ObjectNode fields = Json.object().put("seqId", step.seqId()).put("number", step.number());
        long id = session.connection().ask("use", fields);
        if (step.later()) {
            session.postpone(new OwnerSession.Postponed(id, step, session.knownEnd()));
            return NOT_ANSWERED_YET;
        }
        return onUseReply(session, step, loop.reply(session, id, "use", Release.of(StorageOp.READ_NUMBERS)));
    }

    private static String onUseReply(OwnerSession session, Step.Use step, ObjectNode reply) {
        ReplyJudge.judge("use of seqId " + step.seqId() + ", number " + step.number(), step.expect(), reply);
        if (reply.has("error") || !session.inTransaction()) {
            return "refused";
        }
        session.used(step.seqId(), Long.parseUnsignedLong(step.number()));
        return "seqId " + step.seqId() + " brings " + step.number();
    }

    /** The client's own affair: the sequencer has no part in it. */
    private String append(OwnerSession session, Step.Append step) {
        if (!session.inTransaction()) {
            return "no transaction";
        }
        OwnerSession.Transaction transaction = session.transaction();
        List<LogEntry.Value> values = new ArrayList<>(session.values());
        for (SeqNumber value : step.explicit()) {
            values.add(new LogEntry.Value(value.seqId(), Long.parseUnsignedLong(value.number()), false));
        }
        LogEntry entry = new LogEntry(transaction.plogOffset(), transaction.wsId(), values);
        boolean landed = appended(entry, step.outcome(), initialOf(transaction.wsKind()));
        boolean confirmed = landed && step.outcome() == Outcome.OK;
        session.appended(confirmed);
        return "offset " + Long.toUnsignedString(transaction.plogOffset()) + ": "
                + (confirmed ? "done" : step.outcome().id());
    }

    /** Whether the event is in the log. */
    private boolean appended(LogEntry entry, Outcome outcome, IntToLongFunction initialOf) {
        switch (outcome) {
            case OK, UNKNOWN_LANDED -> {
                return world.append(entry, initialOf);
            }
            case TAKEN -> {
                world.append(LogEntry.given(world.plog().end(), "0", List.of()), initialOf);
                world.append(entry, initialOf);
            }
            case LATE -> world.appendLater(entry, initialOf);
            case FAILED, UNKNOWN_LOST -> {}
        }
        return false;
    }

    private String flush(OwnerSession session, Expect expect) {
        if (session.appended() == OwnerSession.Appended.UNCONFIRMED) {
            throw fail(
                    Property.OFFSET_EXACT,
                    "R3",
                    "start answers the offset behind the last event, where an append is taken",
                    "offset " + Long.toUnsignedString(session.transaction().plogOffset())
                            + ", where the append was refused");
        }
        ObjectNode reply = loop.call(session, "flush", Json.object());
        ReplyJudge.judge("flush", expect, reply);
        if (!reply.has("error") && session.inTransaction()) {
            session.flushed();
        }
        return "";
    }

    private String actualize(OwnerSession session, Step.Actualize step) {
        long knownBefore = session.actualizing(world.plog().end());
        long id = session.connection().ask("actualize", Json.object());
        if (step.later()) {
            session.postpone(new OwnerSession.Postponed(id, step, knownBefore));
            return "";
        }
        boolean maySucceed = step.expect().error() == null;
        ObjectNode reply = loop.reply(session, id, "actualize", maySucceed ? BEFORE_ACTUALIZE : Release.NOTHING);
        onActualizeReply(session, step, knownBefore, reply);
        return "";
    }

    private static void onActualizeReply(
            OwnerSession session, Step.Actualize step, long knownBefore, ObjectNode reply) {
        if (!session.inTransaction() && !session.isClosed() && isError(reply, ErrorCode.NOT_STARTED)) {
            // It has no call to rebuild outside of a transaction: nothing was given up, so nothing is wrong.
            session.faults().disarmHolds(StorageOp.READ_CHECKPOINT);
            session.actualizeRefused(knownBefore);
            return;
        }
        ReplyJudge.judge("actualize", step.expect(), reply);
        if (reply.has("error")) {
            session.actualizeRefused(knownBefore);
        } else {
            session.actualized();
        }
    }

    private static boolean isError(ObjectNode reply, ErrorCode code) {
        return reply.path("error").path("code").asInt() == code.code();
    }

    private String settle(OwnerSession session) {
        boolean confirmed = session.appended() == OwnerSession.Appended.CONFIRMED;
        return confirmed
                ? flush(session, Expect.DONE)
                : actualize(session, new Step.Actualize(session.index(), Expect.DONE, false));
    }

    private String join(OwnerSession session) {
        OwnerSession.Postponed call = session.takePostponed();
        if (call == null) {
            return "";
        }
        Release release =
                call.step() instanceof Step.Actualize ? BEFORE_ACTUALIZE : Release.whileCalling(StorageOp.READ_NUMBERS);
        ObjectNode reply = loop.reply(session, call.id(), "the call before", release);
        if (call.step() instanceof Step.Next next) {
            onNextReply(session, next, reply);
        } else if (call.step() instanceof Step.Use use) {
            onUseReply(session, use, reply);
        } else if (call.step() instanceof Step.Actualize actualize) {
            onActualizeReply(session, actualize, call.knownBefore(), reply);
        }
        return "";
    }

    private String call(OwnerSession session, Step.Call step) {
        ObjectNode request = Json.tree(step.request());
        ObjectNode fields = request.deepCopy();
        String op = fields.remove("op").asText();
        ReplyJudge.judge(request.toString(), step.expect(), loop.call(session, op, fields));
        return "";
    }

    private String quiesce(OwnerSession session) {
        ensureOpened(session);
        Stuck stuck = new Stuck(session, world, params, loop.patienceMs());
        untilActualizeAnswered(session);
        AdapterLoop.Idle end = loop.idle(session, Release.ofBackground(session));
        if (end == AdapterLoop.Idle.NEVER && session.faults().holdsAny()) {
            // A sequencer with one connection for all it asks: its background waits behind the client's read.
            end = loop.idle(session, Release.ALL);
        }
        if (end == AdapterLoop.Idle.NEVER) {
            loop.requireAlive(session, "quiesce");
            throw stuck.neverIdle(hasOurStorage());
        }
        if (session.isClosed()) {
            // One that is gone, or was closed in vain, has nothing to do, and owes nothing.
            return "";
        }
        session.becameIdle();
        if (hasOurStorage()) {
            world.invariants().checkDrained(session.knownEnd(), offset -> session.leavesScanned(offset) ? "R12" : "");
        }
        return "";
    }

    /** A sequencer that has not begun with it yet is idle, and its recovery is still to come. */
    private void untilActualizeAnswered(OwnerSession session) {
        OwnerSession.Postponed call = session.postponed();
        if (call != null && call.step() instanceof Step.Actualize) {
            loop.until(session, () -> session.connection().answered(call.id()), Release.ofBackground(session));
        }
    }

    private String await(OwnerSession session, StorageOp on) {
        StorageFaults faults = session.faults();
        BooleanSupplier unlikely = loop.unlikely(session);
        if (session.postponed() != null && on == StorageOp.READ_NUMBERS) {
            // It is not of the background, so idleness says nothing about it.
            long id = session.postponed().id();
            loop.until(
                    session,
                    () -> faults.holds(on) || session.connection().answered(id) || unlikely.getAsBoolean(),
                    Release.NOTHING);
        } else {
            loop.idle(
                    session,
                    () -> faults.holds(on) || faults.wereMet(on) && faults.failForEver() || unlikely.getAsBoolean(),
                    Release.NOTHING);
        }
        unmet.set(taken - 1, !faults.holds(on));
        return "";
    }

    private String crash(OwnerSession session, int tailLost) {
        if (pool.hello().can(Capability.CRASH)) {
            session.connection().forgetAll();
            ObjectNode reply = loop.call(session, "crash", Json.object());
            ReplyJudge.judge("crash", Expect.DONE, reply);
        } else {
            pool.kill(session);
        }
        storage.crash(session);
        session.crashed();
        world.lose(tailLost);
        return "";
    }

    private String close(OwnerSession session, Expect expect) {
        StorageFaults faults = session.faults();
        session.closing(mayFailAtClose(session));
        long id = session.connection().ask("close", Json.object());
        if (params.freeHeld() && faults.holdsAny()) {
            // Else the call might end, and be done with, before the sequencer knows that it is to close.
            loop.untilBegun(session);
            loop.release(session, StorageOp.ANY);
        }
        if (AdapterLoop.hasVirtualTime(session) && (faults.holdsAny() || faults.failForEver())) {
            int stepMs = Math.max(1, params.limits().closeTimeoutMs() / TICKS_PER_TIMEOUT);
            for (int i = 0;
                    i < CLOSE_TIMEOUTS * TICKS_PER_TIMEOUT
                            && !session.connection().answered(id);
                    i++) {
                loop.tick(session, stepMs);
            }
        }
        ObjectNode reply = loop.reply(session, id, "close", params.freeHeld() ? Release.ALL : Release.NOTHING);
        ReplyJudge.judge("close", expect, reply);
        session.closed();
        return "";
    }

    /** How many calls of a kind may fail: without virtual time a close may be noticed late, but not a second late. */
    private int mayFailAtClose(OwnerSession session) {
        int late = AdapterLoop.hasVirtualTime(session)
                ? 0
                : NOTICES_CLOSE_MS / Math.max(1, params.limits().retryDelayMs());
        return FAIL_AT_CLOSE + late;
    }

    private void check(Step.Check check) {
        if (!hasOurStorage()) {
            return;
        }
        for (KeyNumber expected : check.numbers()) {
            Key key = new Key(Long.parseUnsignedLong(expected.wsId()), expected.seqId());
            long stored = world.storage().number(key);
            if (Long.compareUnsigned(stored, Long.parseUnsignedLong(expected.number())) < 0) {
                throw fail(
                        Property.DRAINED,
                        key + " stored with at least " + expected.number(),
                        "the stored number is " + Long.toUnsignedString(stored));
            }
        }
        String checkpoint = Long.toUnsignedString(world.storage().checkpoint());
        if (!check.nextPLogOffset().contains(checkpoint)) {
            throw fail(
                    Property.DRAINED,
                    "a stored nextPLogOffset of " + String.join(" or ", check.nextPLogOffset()),
                    "it is " + checkpoint);
        }
    }

    private boolean hasOurStorage() {
        return !pool.hello().can(Capability.OWN_STORAGE);
    }

    private IntToLongFunction initialOf(int wsKind) {
        return seqId -> params.seqTypes().stream()
                .filter(kind -> kind.wsKind() == wsKind)
                .flatMap(kind -> kind.seqs().stream())
                .filter(seq -> seq.seqId() == seqId)
                .mapToLong(seq -> Long.parseUnsignedLong(seq.initial()))
                .findFirst()
                .orElse(1);
    }

    private static String place(OwnerSession session) {
        return session.inTransaction()
                ? " in workspace " + Long.toUnsignedString(session.transaction().wsId())
                : "";
    }
}
