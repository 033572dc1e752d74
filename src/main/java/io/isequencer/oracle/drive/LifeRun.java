package io.isequencer.oracle.drive;

import static io.isequencer.oracle.judge.VerdictException.fail;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.cases.Capability;
import io.isequencer.oracle.cases.CaseParams;
import io.isequencer.oracle.cases.Expect;
import io.isequencer.oracle.cases.On;
import io.isequencer.oracle.judge.Property;
import io.isequencer.oracle.judge.ReplyJudge;
import io.isequencer.oracle.judge.World;
import io.isequencer.oracle.wire.Json;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A sequencer's life: open, idle, crash, close. */
final class LifeRun {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** A close in virtual time gets this many times its time-out. */
    private static final int CLOSE_TIMEOUTS = 3;

    private static final int TICKS_PER_TIMEOUT = 2;
    /** What is under way ends this long after close was asked for: the sequencer should know by then that it is to end. */
    private static final int BEGINS_TO_CLOSE_MS = 30;

    private final CaseParams params;
    private final World world;
    private final StorageDesk desk;
    private final Waiter waiter;
    private final Owners owners;

    LifeRun(CaseParams params, World world, StorageDesk desk, Waiter waiter, Owners owners) {
        this.params = params;
        this.world = world;
        this.desk = desk;
        this.waiter = waiter;
        this.owners = owners;
    }

    boolean hasOurStorage() {
        return !owners.hello().can(Capability.OWN_STORAGE);
    }

    void open(Slot slot, Expect expect) {
        owners.start(slot);
        slot.clear();
        slot.closed = false;
        slot.owner = owners.nextOwner();
        slot.knownEnd = world.plog().end();
        slot.openId = slot.peer.ask("open", openFields(params, slot.owner));
        if (!expect.equals(Expect.DONE)) {
            openRefused(slot, expect);
            return;
        }
        // It may reply when its recovery is over: that is not to be waited for if the case stops the recovery.
        waiter.until(
                slot,
                () -> slot.peer.answered(slot.openId) || slot.holds(On.ANY) || slot.failsForEver() && hasFailed(slot),
                () -> {});
        if (!slot.peer.answered(slot.openId) && !owners.answersOpenLate()) {
            owners.answersOpenLate(!waiter.soon(slot, () -> slot.peer.answered(slot.openId)));
        }
        if (slot.peer.answered(slot.openId)) {
            opened(slot, slot.peer.take(slot.openId));
        } else if (!slot.holds(On.ANY) && !slot.failsForEver()) {
            letOpen(slot);
        }
    }

    private void openRefused(Slot slot, Expect expect) {
        ObjectNode reply = waiter.reply(slot, slot.openId, "open", () -> {});
        slot.openId = 0;
        ReplyJudge.judge("open with maxUnflushedValues " + params.limits().maxUnflushedValues(), expect, reply);
        slot.closed = true;
    }

    private static boolean hasFailed(Slot slot) {
        return !slot.fired.isEmpty();
    }

    /** Waits for the reply to open; in virtual time it may need ticks. */
    private void letOpen(Slot slot) {
        Waiter.Idle end = waiter.idle(slot, () -> slot.peer.answered(slot.openId), () -> waiter.free(slot, On.ANY));
        // The reply to quiesce may have overtaken it.
        if (!waiter.until(slot, () -> slot.peer.answered(slot.openId), () -> waiter.free(slot, On.ANY))) {
            waiter.requireAlive(slot, "open");
            throw fail(
                    Property.ACT_ENDS,
                    "open is answered, if only when the recovery is over",
                    "no reply to open: " + end);
        }
        opened(slot, slot.peer.take(slot.openId));
    }

    private static void opened(Slot slot, ObjectNode reply) {
        slot.openId = 0;
        ReplyJudge.judge("open", Expect.DONE, reply);
    }

    /** Before a client call: an open that is not answered yet is waited for. */
    void ensureOpened(Slot slot) {
        if (slot.openId != 0) {
            if (slot.peer.answered(slot.openId)) {
                opened(slot, slot.peer.take(slot.openId));
            } else {
                letOpen(slot);
            }
        }
    }

    void quiesce(Slot slot) {
        ensureOpened(slot);
        Stuck stuck = new Stuck(slot, world, params, waiter.patienceMs());
        Waiter.Idle end = waiter.idle(slot, () -> false, () -> waiter.freeBackground(slot));
        if (end == Waiter.Idle.NEVER && slot.holds(On.ANY)) {
            // A sequencer with one connection for all it asks: its background waits behind the client's read.
            end = waiter.idle(slot, () -> false, () -> waiter.free(slot, On.ANY));
        }
        if (end == Waiter.Idle.NEVER) {
            waiter.requireAlive(slot, "quiesce");
            throw stuck.neverIdle(hasOurStorage());
        }
        slot.ready = true;
        slot.valuesSinceIdle = 0;
        if (hasOurStorage()) {
            world.invariants().checkDrained(slot.knownEnd, offset -> slot.leavesScanned(offset) ? "R12" : "");
        }
    }

    void await(Slot slot, On on) {
        BooleanSupplier vain = waiter.vain(slot);
        if (slot.later != null && on == On.READ_NUMBERS) {
            // It is not of the background, so idleness says nothing about it.
            long id = slot.later.id();
            waiter.until(slot, () -> slot.holds(on) || slot.peer.answered(id) || vain.getAsBoolean(), () -> {});
            return;
        }
        waiter.idle(
                slot,
                () -> slot.holds(on) || slot.fired.contains(on) && slot.failsForEver() || vain.getAsBoolean(),
                () -> {});
    }

    void crash(Slot slot, int tailLost) {
        if (owners.hello().can(Capability.CRASH)) {
            slot.peer.forgetAll();
            ObjectNode reply = waiter.call(slot, "crash", Json.object());
            ReplyJudge.judge("crash", Expect.DONE, reply);
        } else {
            owners.kill(slot);
        }
        desk.crash(slot);
        slot.clear();
        world.lose(tailLost);
    }

    void close(Slot slot, Expect expect) {
        long id = slot.peer.ask("close", Json.object());
        if (params.freeHeld() && slot.holds(On.ANY)) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BEGINS_TO_CLOSE_MS);
            waiter.until(slot, () -> slot.peer.answered(id) || System.nanoTime() - end > 0, () -> {});
            waiter.free(slot, On.ANY);
        }
        boolean virtual = slot.peer.hello().can(Capability.VIRTUAL_TIME);
        if (virtual && (slot.holds(On.ANY) || slot.failsForEver())) {
            int stepMs = Math.max(1, params.limits().closeTimeoutMs() / TICKS_PER_TIMEOUT);
            for (int i = 0; i < CLOSE_TIMEOUTS * TICKS_PER_TIMEOUT && !slot.peer.answered(id); i++) {
                waiter.tick(slot, stepMs);
            }
        }
        ObjectNode reply = waiter.reply(slot, id, "close", () -> {
            if (params.freeHeld()) {
                waiter.free(slot, On.ANY);
            }
        });
        ReplyJudge.judge("close", expect, reply);
        slot.wasClosed();
        forgetOpen(slot);
    }

    /** What was asked before may be answered or not. */
    private static void forgetOpen(Slot slot) {
        if (slot.openId != 0) {
            slot.peer.forget(slot.openId);
        }
        if (slot.quiesceId != 0) {
            slot.peer.forget(slot.quiesceId);
        }
        if (slot.later != null) {
            slot.peer.forget(slot.later.id());
        }
        slot.openId = 0;
        slot.quiesceId = 0;
        slot.later = null;
        slot.tx = null;
        slot.ready = false;
        slot.closed = true;
    }

    static ObjectNode openFields(CaseParams params, long owner) {
        ObjectNode fields = Json.object().put("owner", owner);
        fields.set("seqTypes", MAPPER.valueToTree(params.seqTypes()));
        fields.set("limits", MAPPER.valueToTree(params.limits()));
        return fields;
    }
}
