package io.isequencer.oracle.drive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.cases.Capability;
import io.isequencer.oracle.judge.VerdictException;
import io.isequencer.oracle.wire.Json;
import io.isequencer.oracle.wire.Schemas;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The processes of a check: one, or two for cases with several owners. They are used again from case to case.
 *
 * <ul>
 *   <li><i>Threading:</i> one thread.
 *   <li><i>Errors:</i> {@link LaunchException} if a process cannot be started.
 * </ul>
 */
final class Owners implements AutoCloseable {
    private static final int PROTOCOL = 1;
    private static final int BYE_MS = 2_000;

    private final Launcher launcher;
    private final Schemas schemas = Schemas.ofMessages();
    private final Transcript transcript;
    private final long patienceMs;
    private final List<Slot> slots = List.of(new Slot(0), new Slot(1));
    private Hello hello;
    private String lastErrors = "";
    private long lastOwner;
    private boolean answersOpenLate;

    Owners(Launcher launcher, Transcript transcript, long patienceMs) {
        this.launcher = launcher;
        this.transcript = transcript;
        this.patienceMs = patienceMs;
    }

    List<Slot> slots() {
        return slots;
    }

    /** How the adapter introduced itself first. */
    Hello hello() {
        return hello;
    }

    /** Whether open was once not answered while the recovery was held: it is not waited for again. */
    boolean answersOpenLate() {
        return answersOpenLate;
    }

    void answersOpenLate(boolean late) {
        answersOpenLate = late;
    }

    long nextOwner() {
        lastOwner++;
        return lastOwner;
    }

    /** Makes sure that the slot has a living process that has introduced itself. */
    void start(Slot slot) {
        if (slot.peer != null && !slot.peer.ended()) {
            return;
        }
        try {
            slot.peer = new Peer(launcher.launch(), schemas, transcript, slot.index);
        } catch (IOException e) {
            throw new LaunchException(e);
        }
        ObjectNode fields = Json.object().put("v", PROTOCOL);
        fields.putArray("protocol").add(PROTOCOL);
        fields.put("oracle", "isequencer");
        long id = slot.peer.ask("hello", fields);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMs);
        while (!slot.peer.answered(id)) {
            boolean nothing = slot.peer.receive(patienceMs) == Peer.Received.NOTHING;
            if (nothing && System.nanoTime() - deadline > 0) {
                throw VerdictException.brokeProtocol(
                        "a reply to hello", "no reply to hello in " + patienceMs + " ms: " + slot.peer.instead());
            }
        }
        ObjectNode reply = slot.peer.take(id);
        if (reply.has("error")) {
            throw VerdictException.brokeProtocol("name and capabilities, as the reply to hello", reply.toString());
        }
        slot.peer.introduced(reply);
        if (hello == null) {
            hello = slot.peer.hello();
        }
    }

    void kill(Slot slot) {
        if (slot.peer != null) {
            lastErrors = slot.peer.stderrTail();
            slot.peer.kill();
            slot.peer = null;
        }
    }

    /** What the processes wrote to standard error: its beginning, and its end. */
    String stderrTail() {
        StringBuilder text = new StringBuilder();
        for (Slot slot : slots) {
            if (slot.peer != null) {
                text.append(slot.peer.stderrTail());
            }
        }
        return text.isEmpty() ? lastErrors : text.toString();
    }

    /** Between two cases: no sequencer is left. After a case that did not end well, no process either. */
    void reset(boolean endedWell, Waiter waiter) {
        for (Slot slot : slots) {
            slot.faults.clear();
            slot.fired.clear();
            if (slot.peer == null) {
                continue;
            }
            boolean clean = endedWell && (slot.closed && !hello.can(Capability.OWN_STORAGE) || drops(slot, waiter));
            if (clean) {
                slot.peer.forgetErrors();
            } else {
                kill(slot);
            }
            slot.clear();
        }
        lastErrors = "";
    }

    /** Drops the sequencer; whether that worked. */
    private boolean drops(Slot slot, Waiter waiter) {
        if (!hello.can(Capability.CRASH)) {
            return false;
        }
        try {
            slot.peer.forgetAll();
            return !waiter.call(slot, "crash", Json.object()).has("error");
        } catch (VerdictException e) {
            return false;
        }
    }

    /** Says bye. */
    @Override
    public void close() {
        for (Slot slot : slots) {
            if (slot.peer != null && !slot.peer.ended()) {
                sayBye(slot.peer);
            }
            kill(slot);
        }
    }

    private static void sayBye(Peer peer) {
        try {
            peer.ask("bye", Json.object());
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BYE_MS);
            while (System.nanoTime() - deadline < 0) {
                peer.receive(BYE_MS);
            }
        } catch (VerdictException ended) {
            // That is what it should do.
        }
    }
}
