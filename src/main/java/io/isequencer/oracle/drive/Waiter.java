package io.isequencer.oracle.drive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.cases.Capability;
import io.isequencer.oracle.cases.On;
import io.isequencer.oracle.judge.Property;
import io.isequencer.oracle.judge.VerdictException;
import io.isequencer.oracle.wire.Json;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Waits for adapters: takes what comes, answers storage calls meanwhile, and lets virtual time pass.
 *
 * <ul>
 *   <li><i>Threading:</i> one thread.
 *   <li><i>Units:</i> milliseconds; {@code patienceMs} is real time.
 * </ul>
 */
final class Waiter {
    /** "For ever" in virtual time. */
    private static final int MAX_TICKS = 300;

    private static final int POLL_MS = 2;
    private static final int PROBE_MS = 2_000;

    private final List<Slot> slots;
    private final StorageDesk desk;
    private final long patienceMs;
    private long ticks;

    /** What ended a wait for idleness. */
    enum Idle {
        /** Nothing is left to do. */
        IDLE,
        /** What was waited for has come. */
        MET,
        /** Neither, for ever. */
        NEVER
    }

    Waiter(List<Slot> slots, StorageDesk desk, long patienceMs) {
        this.slots = slots;
        this.desk = desk;
        this.patienceMs = patienceMs;
    }

    long patienceMs() {
        return patienceMs;
    }

    /** Asks and waits for the answer. */
    ObjectNode call(Slot slot, String op, ObjectNode fields) {
        long id = slot.peer.ask(op, fields);
        return reply(slot, id, op, () -> {});
    }

    /** Waits for the answer; the action is done again and again meanwhile. */
    ObjectNode reply(Slot slot, long id, String op, Runnable meanwhile) {
        if (!until(slot, () -> slot.peer.answered(id), meanwhile)) {
            throw notAnswered(slot, op);
        }
        return slot.peer.take(id);
    }

    /** Whether the condition came true in time. */
    boolean until(Slot slot, BooleanSupplier condition, Runnable meanwhile) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMs);
        while (!condition.getAsBoolean()) {
            meanwhile.run();
            if (!pump(slot) && System.nanoTime() - deadline > 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether the condition comes true before anybody gets impatient. */
    boolean soon(Slot slot, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMs / 20);
        until(slot, () -> condition.getAsBoolean() || System.nanoTime() - end > 0, () -> {});
        return condition.getAsBoolean();
    }

    /** Takes what has come; whether anything had, or came within a moment. */
    boolean pump(Slot first) {
        boolean any = receive(first, 0);
        for (Slot slot : slots) {
            any |= slot != first && slot.peer != null && receive(slot, 0);
        }
        return any || receive(first, slots.size() > 1 ? POLL_MS : POLL_MS * 10);
    }

    /** Lets the background work until the condition holds or nothing is left to do. */
    Idle idle(Slot slot, BooleanSupplier met, Runnable meanwhile) {
        boolean stale = slot.quiesceId != 0;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMs);
        long before = ticks;
        while (!met.getAsBoolean()) {
            if (slot.quiesceId == 0) {
                slot.quiesceId = slot.peer.ask("quiesce", Json.object());
            }
            meanwhile.run();
            boolean progress = pump(slot);
            if (slot.peer.answered(slot.quiesceId)) {
                ObjectNode reply = takeQuiesce(slot);
                boolean isIdle = reply.get("idle").booleanValue();
                if (isIdle && !stale) {
                    return met.getAsBoolean() ? Idle.MET : Idle.IDLE;
                }
                stale = false;
                if (!isIdle) {
                    tick(slot, reply);
                }
            }
            if (ticks - before > MAX_TICKS || !progress && System.nanoTime() - deadline > 0) {
                return Idle.NEVER;
            }
        }
        return Idle.MET;
    }

    private ObjectNode takeQuiesce(Slot slot) {
        ObjectNode reply = slot.peer.take(slot.quiesceId);
        slot.quiesceId = 0;
        if (reply.has("error")) {
            throw VerdictException.brokeProtocol("idle, as the reply to quiesce", Json.shown(reply.toString()));
        }
        return reply;
    }

    private void tick(Slot slot, ObjectNode notIdle) {
        if (!slot.peer.hello().can(Capability.VIRTUAL_TIME) || !notIdle.has("wakeInMs")) {
            throw VerdictException.brokeProtocol(
                    "quiesce answered with idle true; idle false with wakeInMs only with virtualTime",
                    Json.shown(notIdle.toString()));
        }
        tick(slot, Math.max(1, notIdle.get("wakeInMs").asInt()));
    }

    /** How often time was made to pass. */
    long ticks() {
        return ticks;
    }

    void tick(Slot slot, int ms) {
        ticks++;
        call(slot, "tick", Json.object().put("ms", ms));
    }

    private boolean receive(Slot slot, long waitMs) {
        if (slot.peer == null || slot.peer.ended()) {
            return false;
        }
        Peer.Received received = slot.peer.receive(waitMs);
        if (received.call() != null) {
            desk.take(slot, received.call());
        }
        return received != Peer.Received.NOTHING;
    }

    /** Silence breaks the protocol; but an adapter that still answers is alive, and its sequencer hangs. */
    VerdictException notAnswered(Slot slot, String op) {
        String wait = "no reply to " + op + " in " + patienceMs + " ms of real time (--patience)";
        if (op.equals("close")) {
            return VerdictException.fail(Property.CLOSES, "R15", "close returns, whatever the storage does", wait);
        }
        boolean held = slot.holds(On.ANY);
        if (held || answersProbe(slot)) {
            return VerdictException.fail(
                    Property.ANSWERS, "a reply to " + op, wait + (held ? ", while a storage call waits" : ""));
        }
        return VerdictException.brokeProtocol(
                "a reply to each request", wait + ", nor to anything else: " + slot.peer.instead());
    }

    /** Ends the case if the adapter does not answer anything any more. */
    void requireAlive(Slot slot, String op) {
        if (!answersProbe(slot)) {
            throw VerdictException.brokeProtocol(
                    "a reply to each request",
                    "no reply to " + op + " in " + patienceMs + " ms, nor to anything else: " + slot.peer.instead());
        }
    }

    private boolean answersProbe(Slot slot) {
        long id = slot.peer.ask("probe", Json.object());
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PROBE_MS);
        while (!slot.peer.answered(id) && System.nanoTime() - deadline < 0) {
            pump(slot);
        }
        return slot.peer.answered(id);
    }

    /** Answers what is held, as a healthy storage does. */
    void free(Slot slot, On on) {
        if (slot.holds(on)) {
            desk.release(slot, on, null, -1);
        }
    }

    /** Answers what the background waits for, and leaves the read of a client call that is to wait. */
    void freeBackground(Slot slot) {
        for (On on : On.values()) {
            if (on != On.ANY && (on != On.READ_NUMBERS || slot.later == null)) {
                free(slot, on);
            }
        }
    }

    /** Whether what is awaited will hardly come: for a tenth of the patience another call has waited for its answer. */
    BooleanSupplier vain(Slot slot) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMs / 10);
        return () -> slot.holds(On.ANY) && System.nanoTime() - end > 0;
    }

    /**
     * Answers the calls that a client call may have to wait for; others, which a case may want to hold, only if it takes
     * long.
     */
    Runnable freeFor(Slot slot, On... needed) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMs / 20);
        return () -> {
            for (On on : needed) {
                free(slot, on);
            }
            if (System.nanoTime() - end > 0) {
                free(slot, On.ANY);
            }
        };
    }
}
