package io.isequencer.oracle.drive;

import static io.isequencer.oracle.judge.VerdictException.fail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.cases.Capability;
import io.isequencer.oracle.cases.CaseParams;
import io.isequencer.oracle.cases.On;
import io.isequencer.oracle.judge.Property;
import io.isequencer.oracle.judge.World;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Repeats a start that was refused. A refusal that recovery or back-pressure can explain is all right, but not for ever,
 * and not once the sequencer has nothing left to do.
 */
final class BusyRun {
    private static final int MAX_TICKS = 300;
    private static final int MAX_PAUSE_MS = 20;

    private final Slot slot;
    private final Waiter waiter;
    private final World world;
    private final CaseParams params;

    BusyRun(Slot slot, Waiter waiter, World world, CaseParams params) {
        this.world = world;
        this.slot = slot;
        this.waiter = waiter;
        this.params = params;
    }

    ObjectNode untilAccepted(ObjectNode fields, ObjectNode refusal) {
        Stuck stuck = new Stuck(slot, world, params, waiter.patienceMs());
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waiter.patienceMs());
        ObjectNode reply = refusal;
        long pauseMs = 1;
        int ticks = 0;
        while (reply.has("busy")) {
            explain(reply.get("busy").asText());
            waiter.free(slot, On.ANY);
            Waiter.Idle rest = rest(pauseMs);
            pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS);
            ticks++;
            reply = waiter.call(slot, "start", fields);
            if (reply.has("busy") && rest == Waiter.Idle.IDLE) {
                String reason = reply.get("busy").asText();
                throw fail(
                        Property.ACCEPTED,
                        unwoken(reason),
                        "start accepted, as the sequencer has nothing left to do (quiesce was answered with idle true)",
                        "refused: " + reason);
            }
            // Neither idle nor asleep until some time, and nothing comes any more: it will stay so.
            boolean forEver =
                    rest == Waiter.Idle.NEVER || (isVirtual() ? ticks > MAX_TICKS : System.nanoTime() - deadline > 0);
            if (reply.has("busy") && forEver) {
                String reason = reply.get("busy").asText();
                throw fail(
                        Property.ACCEPTED,
                        stuck.refusedForEver(reason),
                        "start accepted some time",
                        "refused for ever: " + reason);
            }
        }
        return reply;
    }

    /** With recovery over and little flushed since, nothing explains a refusal. */
    private void explain(String reason) {
        boolean recovering = !slot.ready;
        boolean muchWaits = slot.valuesSinceIdle >= params.limits().maxUnflushedValues();
        if (!recovering && !muchWaits) {
            throw fail(
                    Property.ACCEPTED,
                    slot.valuesSinceIdle == 0 ? unwoken(reason) : "",
                    "start accepted: the recovery is over, and of maxUnflushedValues "
                            + params.limits().maxUnflushedValues() + " at most " + slot.valuesSinceIdle + " wait",
                    "refused: " + reason);
        }
    }

    /** Idle, and yet much waits to be written: whatever the case is about, a signal is missing. */
    private static String unwoken(String reason) {
        return reason.equals("backPressure") ? "R12" : "";
    }

    /** Lets the sequencer work for a while. */
    private Waiter.Idle rest(long pauseMs) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMs);
        long ticks = waiter.ticks();
        BooleanSupplier rested = () -> isVirtual() ? waiter.ticks() > ticks : System.nanoTime() - until > 0;
        return waiter.idle(slot, rested, () -> waiter.free(slot, On.ANY));
    }

    private boolean isVirtual() {
        return slot.peer.hello().can(Capability.VIRTUAL_TIME);
    }
}
