package io.isequencer.oracle.drive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.cases.Capability;
import io.isequencer.oracle.cases.StorageOp;
import io.isequencer.oracle.judge.VerdictException;
import io.isequencer.oracle.wire.Escaped;
import io.isequencer.oracle.wire.Json;
import io.isequencer.rules.Property;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The one loop of a case: it polls the adapters, keeps their replies, hands their storage calls to the storage, releases
 * what the wait at hand allows, and lets virtual time pass.
 *
 * <ul>
 *   <li><i>Units:</i> milliseconds; {@code patienceMs} is real time.
 * </ul>
 */
final class AdapterLoop {
    /** "For ever" in virtual time. */
    static final int MAX_TICKS = 300;

    private static final int POLL_MS = 2;
    /** With a single process nothing else can come meanwhile, and waking up more often only costs. */
    private static final int POLL_ALONE_MS = 20;

    /** An op that no version of the protocol has: whoever reads what it is sent answers with an error. */
    private static final String PROBE = "probe";

    /** A thread that was given something to do has begun by the time that so many requests behind it are answered. */
    static final int PROBES_BEHIND = 3;

    /** A wait takes long when nothing has come for this part of the patience. */
    private static final int LONG_PART = 4;

    /** Likewise, for an adapter of which it is known that it waits for others. */
    private static final int LONG_PART_IF_KNOWN = 20;

    /** A wait takes long after this part of the patience, although messages come: of those that are tried for ever. */
    private static final int TOO_LONG_PART = 2;
    /** If nothing has come for this part of the patience, while another call waits, the awaited one will hardly come. */
    private static final int UNLIKELY_PART = 10;
    /** In virtual time nothing comes by itself any more; this part is for those with threads that are not done yet. */
    private static final int UNLIKELY_VIRTUAL_PART = 100;

    private final List<OwnerSession> sessions;
    private final OracleStorage storage;
    private final long patienceMs;
    /** What the parts are parts of: they end, even if the patience does not. */
    private final long usualPatienceMs;

    private long ticks;

    /** When the last message came. */
    private long lastMessageNanos = System.nanoTime();

    /** How often there was no message to take. */
    private long emptyPolls;

    /** Whether there was none the last time. */
    private boolean isQuiet;

    /** What ended a wait for idleness. */
    enum Idle {
        /** Nothing is left to do. */
        IDLE,
        /** What was waited for has come. */
        MET,
        /** Neither, forever. */
        NEVER
    }

    /**
     * Which held storage calls a wait lets go, as a healthy storage does.
     *
     * @param kinds those that are answered at once
     * @param othersIfLong whether all others are, too, once the wait takes long
     */
    record Release(List<StorageOp> kinds, boolean othersIfLong) {
        static final Release NOTHING = new Release(List.of(), false);
        static final Release ALL = new Release(List.of(StorageOp.ANY), false);

        /** Those of these kinds. */
        static Release of(StorageOp... kinds) {
            return new Release(List.of(kinds), false);
        }

        /** Those that a client call may have to wait for; others, which a case may want to hold, only if it takes long. */
        static Release whileCalling(StorageOp... needed) {
            return new Release(List.of(needed), true);
        }

        /** What the background waits for, but not the read of a client call that was left for later. */
        static Release ofBackground(OwnerSession session) {
            return new Release(
                    Arrays.stream(StorageOp.values())
                            .filter(on -> on != StorageOp.ANY
                                    && (on != StorageOp.READ_NUMBERS || session.postponed() == null))
                            .toList(),
                    false);
        }
    }

    AdapterLoop(List<OwnerSession> sessions, OracleStorage storage, long patienceMs) {
        this.sessions = sessions;
        this.storage = storage;
        this.patienceMs = patienceMs;
        usualPatienceMs = patienceMs == CheckPlan.FOR_EVER_MS ? CheckPlan.USUAL_PATIENCE_MS : patienceMs;
    }

    long patienceMs() {
        return patienceMs;
    }

    /**
     * A wait that may take long. Only silence shows that it does: an adapter that is slow, or an oracle that was kept from
     * looking, must not change what a case does.
     */
    private final class Wait {
        private final long beginNanos = System.nanoTime();
        private final long emptyPollsBefore = emptyPolls;

        /** Whether nothing comes any more: nothing is there now, and nothing came for this part of the patience. */
        boolean isLong(int part) {
            if (!isQuiet || emptyPolls == emptyPollsBefore) {
                return false;
            }
            long now = System.nanoTime();
            return now - Math.max(beginNanos, lastMessageNanos) > nanosOfPatience(part)
                    || now - beginNanos > nanosOfPatience(TOO_LONG_PART);
        }
    }

    private long nanosOfPatience(int part) {
        return TimeUnit.MILLISECONDS.toNanos(usualPatienceMs) / part;
    }

    /** Takes what has come; whether anything had, or came within a moment. */
    boolean poll(OwnerSession first) {
        isQuiet = !takeAny(first);
        emptyPolls += isQuiet ? 1 : 0;
        return !isQuiet;
    }

    private boolean takeAny(OwnerSession first) {
        boolean any = receive(first, 0);
        boolean alone = true;
        for (OwnerSession session : sessions) {
            if (session != first && isThere(session)) {
                alone = false;
                any |= receive(session, 0);
            }
        }
        return any || receive(first, alone ? POLL_ALONE_MS : POLL_MS);
    }

    private static boolean isThere(OwnerSession session) {
        return session.isConnected() && !session.connection().ended();
    }

    private boolean receive(OwnerSession session, long waitMs) {
        if (!isThere(session)) {
            return false;
        }
        AdapterConnection.Received received = session.connection().receive(waitMs);
        if (received.call() != null) {
            storage.take(session, received.call());
        }
        boolean any = received != AdapterConnection.Received.NOTHING;
        lastMessageNanos = any ? System.nanoTime() : lastMessageNanos;
        return any;
    }

    /** Answers the held calls of a kind, as a healthy storage does. */
    void release(OwnerSession session, StorageOp on) {
        storage.release(session, on, null, -1);
    }

    private void releaseWhile(OwnerSession session, Release release, Wait wait) {
        for (StorageOp on : release.kinds()) {
            release(session, on);
        }
        if (release.othersIfLong() && wait.isLong(session.waitsForOthers() ? LONG_PART_IF_KNOWN : LONG_PART)) {
            session.foundToWait();
            release(session, StorageOp.ANY);
        }
    }

    /** Asks and waits for the answer. */
    ObjectNode call(OwnerSession session, String op, ObjectNode fields) {
        return reply(session, session.connection().ask(op, fields), op, Release.NOTHING);
    }

    /** Waits for the answer. */
    ObjectNode reply(OwnerSession session, long id, String op, Release release) {
        awaitReply(session, () -> session.connection().answered(id), op, release);
        return session.connection().take(id);
    }

    /** Waits for an answer, or ends the case. */
    void awaitReply(OwnerSession session, BooleanSupplier answered, String op, Release release) {
        if (!until(session, answered, release)) {
            throw notAnswered(session, op);
        }
    }

    /** Whether the condition came true before the patience was over. */
    boolean until(OwnerSession session, BooleanSupplier condition, Release release) {
        Deadline deadline = Deadline.in(patienceMs);
        Wait wait = new Wait();
        while (!condition.getAsBoolean()) {
            releaseWhile(session, release, wait);
            if (!poll(session) && deadline.isPast()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Waits until the adapter has begun with what it was asked, as far as anyone can see: it has answered what was asked
     * behind that, or says nothing. So a slow adapter has as much time for it as it needs.
     */
    void untilBegun(OwnerSession session) {
        boolean answers = true;
        for (int i = 0; answers && i < PROBES_BEHIND; i++) {
            long id = session.connection().ask(PROBE, Json.object());
            Wait wait = new Wait();
            until(session, () -> session.connection().answered(id) || wait.isLong(LONG_PART_IF_KNOWN), Release.NOTHING);
            answers = session.connection().answered(id);
            session.connection().forget(id);
        }
    }

    /** Whether the condition comes true before the wait takes long. */
    boolean soon(OwnerSession session, BooleanSupplier condition) {
        Wait wait = new Wait();
        until(session, () -> condition.getAsBoolean() || wait.isLong(LONG_PART), Release.NOTHING);
        return condition.getAsBoolean();
    }

    /**
     * True once another call waits, and nothing has come for a part of the patience: the awaited call will probably never
     * come. In virtual time an adapter that has been told that no time passes has done by then all that it can.
     */
    BooleanSupplier unlikely(OwnerSession session) {
        boolean virtual = hasVirtualTime(session);
        Wait wait = new Wait();
        return () -> {
            boolean waits = session.faults().holdsAny() && wait.isLong(virtual ? UNLIKELY_VIRTUAL_PART : UNLIKELY_PART);
            if (waits && virtual) {
                call(session, "tick", Json.object().put("ms", 0));
            }
            return waits;
        };
    }

    /** Lets the background work until nothing is left to do. */
    Idle idle(OwnerSession session, Release release) {
        return idle(session, () -> false, release);
    }

    /** Lets the background work until the condition holds or nothing is left to do. */
    Idle idle(OwnerSession session, BooleanSupplier met, Release release) {
        // A quiesce that was asked before may have been answered before, too: idle was true then.
        boolean stale = session.isQuiescing();
        Deadline deadline = Deadline.in(patienceMs);
        Wait wait = new Wait();
        long before = ticks;
        while (!met.getAsBoolean()) {
            if (!session.isQuiescing()) {
                session.quiesce();
            }
            releaseWhile(session, release, wait);
            boolean progress = poll(session);
            if (session.quiesceAnswered()) {
                ObjectNode reply = takeQuiesceReply(session);
                boolean isIdle = reply.get("idle").booleanValue();
                if (isIdle && !stale) {
                    return met.getAsBoolean() ? Idle.MET : Idle.IDLE;
                }
                stale = false;
                if (!isIdle) {
                    tick(session, reply);
                }
            }
            if (ticks - before > MAX_TICKS || !progress && deadline.isPast()) {
                return Idle.NEVER;
            }
        }
        return Idle.MET;
    }

    private static ObjectNode takeQuiesceReply(OwnerSession session) {
        ObjectNode reply = session.takeQuiesceReply();
        if (reply.has("error")) {
            throw VerdictException.brokeProtocol("idle, as the reply to quiesce", Escaped.shown(reply.toString()));
        }
        return reply;
    }

    private void tick(OwnerSession session, ObjectNode notIdle) {
        if (!hasVirtualTime(session) || !notIdle.has("wakeInMs")) {
            throw VerdictException.brokeProtocol(
                    "quiesce answered with idle true; idle false with wakeInMs only with virtualTime",
                    Escaped.shown(notIdle.toString()));
        }
        tick(session, Math.max(1, notIdle.get("wakeInMs").asInt()));
    }

    static boolean hasVirtualTime(OwnerSession session) {
        return session.connection().hello().can(Capability.VIRTUAL_TIME);
    }

    /** How often time was made to pass. */
    long ticks() {
        return ticks;
    }

    void tick(OwnerSession session, int ms) {
        ticks++;
        call(session, "tick", Json.object().put("ms", ms));
    }

    /** Silence breaks the protocol; but an adapter that still answers is alive, and its sequencer hangs. */
    private VerdictException notAnswered(OwnerSession session, String op) {
        String wait = "no reply to " + op + " in " + patienceMs + " ms of real time (--patience)";
        if (op.equals("close")) {
            return VerdictException.fail(Property.CLOSES, "R15", "close returns, whatever the storage does", wait);
        }
        boolean held = session.faults().holdsAny();
        if (held || answersProbe(session)) {
            return VerdictException.fail(
                    Property.ANSWERS, "a reply to " + op, wait + (held ? ", while a storage call waits" : ""));
        }
        return VerdictException.brokeProtocol(
                "a reply to each request",
                wait + ", nor to anything else: " + session.connection().instead());
    }

    /** Ends the case if the adapter does not answer anything any more. */
    void requireAlive(OwnerSession session, String op) {
        if (!answersProbe(session)) {
            throw VerdictException.brokeProtocol(
                    "a reply to each request",
                    "no reply to " + op + " in " + patienceMs + " ms (--patience), nor to anything else: "
                            + session.connection().instead());
        }
    }

    private boolean answersProbe(OwnerSession session) {
        long id = session.connection().ask(PROBE, Json.object());
        return until(session, () -> session.connection().answered(id), Release.NOTHING);
    }
}
