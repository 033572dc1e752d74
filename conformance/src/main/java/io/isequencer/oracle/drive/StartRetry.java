package io.isequencer.oracle.drive;

import static io.isequencer.oracle.judge.VerdictException.fail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.cases.CaseParams;
import io.isequencer.oracle.cases.StorageOp;
import io.isequencer.oracle.judge.World;
import io.isequencer.rules.Property;
import java.util.function.BooleanSupplier;

/**
 * Repeats a start that was refused. A refusal that recovery or back-pressure can explain is all right, but not forever,
 * and not once the sequencer has nothing left to do.
 */
final class StartRetry {
    private static final int MAX_PAUSE_MS = 20;

    private final OwnerSession session;
    private final AdapterLoop loop;
    private final World world;
    private final CaseParams params;
    private final boolean isVirtual;

    StartRetry(OwnerSession session, AdapterLoop loop, World world, CaseParams params) {
        this.world = world;
        this.session = session;
        this.loop = loop;
        this.params = params;
        this.isVirtual = AdapterLoop.hasVirtualTime(session);
    }

    ObjectNode untilAccepted(ObjectNode fields, ObjectNode refusal) {
        Stuck stuck = new Stuck(session, world, params, loop.patienceMs());
        Deadline deadline = Deadline.in(loop.patienceMs());
        ObjectNode reply = refusal;
        long pauseMs = 1;
        int tries = 0;
        while (reply.has("busy")) {
            explain(reply.get("busy").asText());
            loop.release(session, StorageOp.ANY);
            AdapterLoop.Idle rest = rest(pauseMs);
            pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS);
            tries++;
            reply = loop.call(session, "start", fields);
            if (reply.has("busy")) {
                boolean tooLong = isVirtual ? tries > AdapterLoop.MAX_TICKS : deadline.isPast();
                requireHope(reply.get("busy").asText(), rest, tooLong, stuck);
            }
        }
        return reply;
    }

    private static void requireHope(String reason, AdapterLoop.Idle rest, boolean tooLong, Stuck stuck) {
        if (rest == AdapterLoop.Idle.IDLE) {
            throw fail(
                    Property.ACCEPTED,
                    unwoken(reason),
                    "start accepted, as the sequencer has nothing left to do (quiesce was answered with idle true)",
                    "refused: " + reason);
        }
        // Neither idle nor asleep until some time, and nothing comes any more: it will stay so.
        if (rest == AdapterLoop.Idle.NEVER || tooLong) {
            throw fail(
                    Property.ACCEPTED,
                    stuck.refusedForEver(reason),
                    "start accepted some time",
                    "refused forever: " + reason);
        }
    }

    /** With recovery over and little flushed since, nothing explains a refusal. */
    private void explain(String reason) {
        boolean recovering = !session.isReady();
        boolean muchWaits = session.valuesSinceIdle() >= params.limits().maxUnflushedValues();
        if (!recovering && !muchWaits) {
            throw fail(
                    Property.ACCEPTED,
                    session.valuesSinceIdle() == 0 ? unwoken(reason) : "",
                    "start accepted: the recovery is over, and of maxUnflushedValues "
                            + params.limits().maxUnflushedValues() + " at most " + session.valuesSinceIdle() + " wait",
                    "refused: " + reason);
        }
    }

    /** Idle, and yet much waits to be written: whatever the case is about, a signal is missing. */
    private static String unwoken(String reason) {
        return reason.equals("backPressure") ? "R12" : "";
    }

    /** Lets the sequencer work for a while. */
    private AdapterLoop.Idle rest(long pauseMs) {
        Deadline end = Deadline.in(pauseMs);
        long ticks = loop.ticks();
        BooleanSupplier rested = () -> isVirtual ? loop.ticks() > ticks : end.isPast();
        return loop.idle(session, rested, AdapterLoop.Release.ALL);
    }
}
