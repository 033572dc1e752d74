package io.isequencer.oracle.drive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.cases.CaseParams;
import io.isequencer.oracle.cases.Expect;
import io.isequencer.oracle.cases.On;
import io.isequencer.oracle.cases.Outcome;
import io.isequencer.oracle.cases.SeqNumber;
import io.isequencer.oracle.cases.Step;
import io.isequencer.oracle.judge.LogEntry;
import io.isequencer.oracle.judge.Property;
import io.isequencer.oracle.judge.ReplyJudge;
import io.isequencer.oracle.judge.VerdictException;
import io.isequencer.oracle.judge.World;
import io.isequencer.oracle.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;

/** Plays the client: its calls, and its appends to the log. */
final class ClientRun {
    private static final int UNAVAILABLE = 11;
    private static final int NOT_STARTED = 1002;
    /** Calls that may be under way when actualize comes, and which it may wait for. */
    private static final On[] BEFORE_ACTUALIZE = {On.WRITE, On.SYNC_PLOG, On.READ_NUMBERS};

    private final CaseParams params;
    private final World world;
    private final Waiter waiter;
    private final LifeRun life;

    ClientRun(CaseParams params, World world, Waiter waiter, LifeRun life) {
        this.params = params;
        this.world = world;
        this.waiter = waiter;
        this.life = life;
    }

    String start(Slot slot, Step.Start step) {
        Expect expect = step.expect();
        if (slot.openId != 0 && !slot.peer.answered(slot.openId) && expect.busy() != null) {
            return "open is not answered yet: as good as refused";
        }
        life.ensureOpened(slot);
        ObjectNode fields = Json.object().put("wsKind", step.wsKind()).put("wsId", step.wsId());
        ObjectNode reply = waiter.call(slot, "start", fields);
        if (reply.has("busy") && expect.busy() == null) {
            reply = new BusyRun(slot, waiter, world, params).untilAccepted(fields, reply);
        }
        ReplyJudge.judge("start in workspace " + step.wsId(), expect, reply);
        if (reply.has("plogOffset")) {
            slot.ready = true;
            slot.tx = new Slot.Tx(
                    step.wsKind(),
                    Long.parseUnsignedLong(step.wsId()),
                    Long.parseUnsignedLong(reply.get("plogOffset").asText()));
            return "at offset " + reply.get("plogOffset").asText();
        }
        return reply.has("busy") ? "refused: " + reply.get("busy").asText() : "refused";
    }

    String next(Slot slot, Step.Next step) {
        if (slot.tx != null && slot.tx.early != null) {
            return tookEarly(slot, step, slot.tx.early);
        }
        long id = slot.peer.ask("next", Json.object().put("seqId", step.seqId()));
        if (step.later()) {
            slot.later = new Slot.Later(id, step, slot.knownEnd);
            return "not answered yet";
        }
        ObjectNode reply = waiter.reply(slot, id, "next", () -> waiter.free(slot, On.READ_NUMBERS));
        if (slot.tx != null && reply.has("number") && isToBeRepeated(step)) {
            ReplyJudge.judge(
                    "next of seqId " + step.seqId() + place(slot),
                    rightNumber(slot.tx, step).orError(UNAVAILABLE),
                    reply);
            slot.tx.early = reply;
            return "tried again within the call";
        }
        return tookNext(slot, step, reply);
    }

    /** A read that fails may be the client's to repeat, or be tried again within the call: then its answer is known. */
    private static boolean isToBeRepeated(Step.Next step) {
        return step.expect().equals(Expect.error(UNAVAILABLE));
    }

    /** The number behind the last one, of a sequence that the transaction has no number of. */
    private Expect rightNumber(Slot.Tx tx, Step.Next step) {
        long last = world.invariants().last(tx.key(step.seqId()));
        long beforeFirst = initialOf(tx.wsKind).applyAsLong(step.seqId()) - 1;
        long before = Long.compareUnsigned(last, beforeFirst) >= 0 ? last : beforeFirst;
        return Expect.number(Long.toUnsignedString(before + 1));
    }

    private String tookEarly(Slot slot, Step.Next step, ObjectNode early) {
        if (isToBeRepeated(step)) {
            return "not asked: the number is known";
        }
        slot.tx.early = null;
        return tookNext(slot, step, early);
    }

    private String tookNext(Slot slot, Step.Next step, ObjectNode reply) {
        ReplyJudge.judge("next of seqId " + step.seqId() + place(slot), step.expect(), reply);
        if (!reply.has("number") || slot.tx == null) {
            return "refused";
        }
        long number = Long.parseUnsignedLong(reply.get("number").asText());
        slot.tx.values.add(new LogEntry.Value(step.seqId(), number, true));
        world.invariants().handedOut(slot.tx.key(step.seqId()), number);
        return "seqId " + step.seqId() + " gets " + reply.get("number").asText();
    }

    String use(Slot slot, Step.Use step) {
        ObjectNode fields = Json.object().put("seqId", step.seqId()).put("number", step.number());
        long id = slot.peer.ask("use", fields);
        if (step.later()) {
            slot.later = new Slot.Later(id, step, slot.knownEnd);
            return "not answered yet";
        }
        return tookUse(slot, step, waiter.reply(slot, id, "use", () -> waiter.free(slot, On.READ_NUMBERS)));
    }

    private String tookUse(Slot slot, Step.Use step, ObjectNode reply) {
        ReplyJudge.judge("use of seqId " + step.seqId() + ", number " + step.number(), step.expect(), reply);
        if (reply.has("error") || slot.tx == null) {
            return "refused";
        }
        slot.tx.values.add(new LogEntry.Value(step.seqId(), Long.parseUnsignedLong(step.number()), false));
        return "seqId " + step.seqId() + " brings " + step.number();
    }

    /** The client's own affair: the sequencer has no part in it. */
    String append(Slot slot, Step.Append step) {
        Slot.Tx tx = slot.tx;
        if (tx == null) {
            return "no transaction";
        }
        List<LogEntry.Value> values = new ArrayList<>(tx.values);
        for (SeqNumber value : step.explicit()) {
            values.add(new LogEntry.Value(value.seqId(), Long.parseUnsignedLong(value.number()), false));
        }
        LogEntry entry = new LogEntry(tx.plogOffset, tx.wsId, values);
        IntToLongFunction initialOf = initialOf(tx.wsKind);
        boolean landed = false;
        switch (step.outcome()) {
            case OK, UNKNOWN_LANDED -> landed = world.append(entry, initialOf);
            case TAKEN -> {
                world.append(LogEntry.given(world.plog().end(), "0", List.of()), initialOf);
                world.append(entry, initialOf);
            }
            case LATE -> world.appendLater(entry, initialOf);
            case FAILED, UNKNOWN_LOST -> {
                // Nothing comes of it.
            }
        }
        boolean sure = landed && step.outcome() == Outcome.OK;
        tx.appended = sure ? Slot.Appended.SURE : Slot.Appended.UNSURE;
        return "offset " + Long.toUnsignedString(tx.plogOffset) + ": "
                + (sure ? "done" : step.outcome().id());
    }

    void flush(Slot slot, Expect expect) {
        if (slot.tx != null && slot.tx.appended == Slot.Appended.UNSURE) {
            throw VerdictException.fail(
                    Property.OFFSET_EXACT,
                    "R3",
                    "start answers the offset behind the last event, where an append is taken",
                    "offset " + Long.toUnsignedString(slot.tx.plogOffset) + ", where the append was refused");
        }
        ObjectNode reply = waiter.call(slot, "flush", Json.object());
        ReplyJudge.judge("flush", expect, reply);
        if (!reply.has("error") && slot.tx != null) {
            slot.knownEnd = slot.tx.plogOffset + 1;
            slot.valuesSinceIdle += slot.tx.values.size();
            slot.tx = null;
        }
    }

    void actualize(Slot slot, Step.Actualize step) {
        long knownBefore = slot.knownEnd;
        slot.recovers();
        slot.knownEnd = world.plog().end();
        long id = slot.peer.ask("actualize", Json.object());
        if (step.later()) {
            slot.later = new Slot.Later(id, step, knownBefore);
            return;
        }
        boolean frees = step.expect().error() == null;
        Runnable meanwhile = frees ? waiter.freeFor(slot, BEFORE_ACTUALIZE) : () -> {};
        ObjectNode reply = waiter.reply(slot, id, "actualize", meanwhile);
        tookActualize(slot, step, knownBefore, reply);
    }

    private void tookActualize(Slot slot, Step.Actualize step, long knownBefore, ObjectNode reply) {
        if (slot.tx == null && !slot.closed && isError(reply, NOT_STARTED)) {
            // It has no call to rebuild outside of a transaction: nothing was given up, so nothing is wrong.
            slot.disarm(On.READ_CHECKPOINT);
            slot.knownEnd = knownBefore;
            return;
        }
        ReplyJudge.judge("actualize", step.expect(), reply);
        if (reply.has("error")) {
            slot.knownEnd = knownBefore;
        } else {
            slot.ready = false;
            slot.tx = null;
        }
    }

    private static boolean isError(ObjectNode reply, int code) {
        return reply.path("error").path("code").asInt() == code;
    }

    void settle(Slot slot) {
        if (slot.tx != null && slot.tx.appended == Slot.Appended.SURE) {
            flush(slot, Expect.DONE);
        } else {
            actualize(slot, new Step.Actualize(slot.index, Expect.DONE, false));
        }
    }

    void join(Slot slot) {
        Slot.Later later = slot.later;
        if (later == null) {
            return;
        }
        slot.later = null;
        Runnable meanwhile = later.step() instanceof Step.Actualize
                ? waiter.freeFor(slot, BEFORE_ACTUALIZE)
                : waiter.freeFor(slot, On.READ_NUMBERS);
        ObjectNode reply = waiter.reply(slot, later.id(), "the call before", meanwhile);
        if (later.step() instanceof Step.Next next) {
            tookNext(slot, next, reply);
        } else if (later.step() instanceof Step.Use use) {
            tookUse(slot, use, reply);
        } else if (later.step() instanceof Step.Actualize actualize) {
            tookActualize(slot, actualize, later.knownBefore(), reply);
        }
    }

    void call(Slot slot, ObjectNode request, Expect expect) {
        ObjectNode fields = request.deepCopy();
        String op = fields.remove("op").asText();
        ReplyJudge.judge(request.toString(), expect, waiter.call(slot, op, fields));
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

    private static String place(Slot slot) {
        return slot.tx == null ? "" : " in workspace " + Long.toUnsignedString(slot.tx.wsId);
    }
}
