package io.isequencer.oracle.drive;

import static io.isequencer.oracle.judge.VerdictException.fail;

import io.isequencer.oracle.cases.CaseParams;
import io.isequencer.oracle.judge.Finding;
import io.isequencer.oracle.judge.VerdictException;
import io.isequencer.oracle.judge.World;
import io.isequencer.rules.Property;
import java.util.Optional;

/**
 * Why a sequencer does not come to rest. Without a fault, and without a write, what waits to be written waits for a
 * signal that nobody gives: that is R12, whatever the case is about.
 */
final class Stuck {
    private static final String UNWOKEN = "R12";

    private final OwnerSession session;
    private final World world;
    private final CaseParams params;
    private final long patienceMs;
    private final long writesBefore;

    /** A wait begins. */
    Stuck(OwnerSession session, World world, CaseParams params, long patienceMs) {
        this.patienceMs = patienceMs;
        this.session = session;
        this.world = world;
        this.params = params;
        this.writesBefore = session.writes();
    }

    /** Quiesce was not answered with idle true, for as long as anyone waits. */
    VerdictException neverIdle(boolean ourStorage) {
        String wait = "it was not in " + patienceMs + " ms";
        Optional<Finding> missing = ourStorage ? missing() : Optional.empty();
        if (missing.isPresent()) {
            return fail(
                    Property.DRAINED,
                    isQuiet() && (session.hasScanned() || scanIsFull()) ? UNWOKEN : "",
                    missing.get().allowed() + ", and quiesce answered with idle true",
                    missing.get().got() + ", and " + wait + (isQuiet() ? ": no write came, and no fault is left" : ""));
        }
        if (ourStorage && session.isReady() && isQuiet()) {
            return VerdictException.brokeProtocol(
                    "quiesce answered with idle true once the sequencer has nothing left to do",
                    "all that was flushed is stored, no write came, and " + wait);
        }
        return fail(
                session.isReady() ? Property.DRAINED : Property.ACT_ENDS,
                "the sequencer has nothing left to do some time: quiesce is answered with idle true",
                wait);
    }

    /** The rule that breaks if start is refused for ever for that reason; empty if it is the case's own. */
    String refusedForEver(String reason) {
        boolean forRoom =
                reason.equals("backPressure") || scanIsFull() && missing().isPresent();
        return isQuiet() && forRoom ? UNWOKEN : "";
    }

    /** No fault explains it, and nothing is tried. */
    private boolean isQuiet() {
        return !session.faults().failForEver()
                && !session.faults().holdsAny()
                && session.writesNothing(writesBefore, patienceMs / 2);
    }

    private boolean scanIsFull() {
        return session.valuesSinceIdle() >= params.limits().maxUnflushedValues();
    }

    private Optional<Finding> missing() {
        try {
            world.invariants().checkDrained(session.knownEnd(), offset -> "");
            return Optional.empty();
        } catch (VerdictException missing) {
            return Optional.of(missing.finding());
        }
    }
}
