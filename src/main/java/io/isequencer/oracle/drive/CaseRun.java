package io.isequencer.oracle.drive;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.Expect;
import io.isequencer.oracle.cases.KeyNumber;
import io.isequencer.oracle.cases.Step;
import io.isequencer.oracle.judge.Key;
import io.isequencer.oracle.judge.LogEntry;
import io.isequencer.oracle.judge.Property;
import io.isequencer.oracle.judge.VerdictException;
import io.isequencer.oracle.judge.World;
import java.util.List;

/**
 * Does the steps of one case that are not client calls; those are the {@link ClientRun}'s.
 *
 * <ul>
 *   <li><i>Threading:</i> one thread.
 *   <li><i>Errors:</i> {@link VerdictException} ends the case.
 * </ul>
 */
final class CaseRun {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Case it;
    private final World world;
    private final StorageDesk desk;
    private final Waiter waiter;
    private final ClientRun client;
    private final LifeRun life;
    private final List<Slot> slots;
    private final Recorder recorder;
    private int taken;

    CaseRun(Case it, Owners owners, long patienceMs, Timelines timelines) {
        this.it = it;
        this.slots = owners.slots();
        world = new World(it.params());
        recorder = timelines.recorder(it, world, slots);
        desk = new StorageDesk(world, it.params().readLimit(), recorder);
        waiter = new Waiter(slots, desk, patienceMs);
        life = new LifeRun(it.params(), world, desk, waiter, owners);
        client = new ClientRun(it.params(), world, waiter, life);
    }

    void run() {
        for (Step step : it.steps()) {
            Slot slot = slots.get(step.owner());
            taken++;
            recorder.done(slot, step, judged(slot, step));
        }
    }

    /** How many steps were taken, the one at which it ended counted. */
    int taken() {
        return taken;
    }

    Waiter waiter() {
        return waiter;
    }

    private String judged(Slot slot, Step step) {
        try {
            return take(slot, step);
        } catch (VerdictException end) {
            if (it.isAboutARule() || !end.finding().rule().isEmpty()) {
                throw end;
            }
            throw new VerdictException(end.verdict(), NearestRule.named(end.finding(), step));
        }
    }

    private String take(Slot slot, Step step) {
        if (step instanceof Step.Open open) {
            life.open(slot, open.expect() == null ? Expect.DONE : open.expect());
        } else if (step instanceof Step.Start start) {
            return client.start(slot, start);
        } else if (step instanceof Step.Next next) {
            return client.next(slot, next);
        } else if (step instanceof Step.Use use) {
            return client.use(slot, use);
        } else if (step instanceof Step.Append append) {
            return client.append(slot, append);
        } else if (step instanceof Step.Flush flush) {
            client.flush(slot, flush.expect());
        } else if (step instanceof Step.Actualize actualize) {
            client.actualize(slot, actualize);
        } else if (step instanceof Step.Settle) {
            client.settle(slot);
        } else if (step instanceof Step.Join) {
            client.join(slot);
        } else if (step instanceof Step.Call call) {
            client.call(slot, MAPPER.valueToTree(call.request()), call.expect());
        } else if (step instanceof Step.Quiesce) {
            life.quiesce(slot);
        } else if (step instanceof Step.Crash crash) {
            life.crash(slot, crash.tailLost());
        } else if (step instanceof Step.Close close) {
            life.close(slot, close.expect());
        } else if (step instanceof Step.Await await) {
            life.await(slot, await.on());
        } else {
            return takeStorageStep(slot, step);
        }
        return "";
    }

    private String takeStorageStep(Slot slot, Step step) {
        if (step instanceof Step.Fault fault) {
            slot.arm(fault);
        } else if (step instanceof Step.Heal) {
            slot.faults.clear();
        } else if (step instanceof Step.Release release) {
            desk.release(slot, release.on(), release.as(), release.applied());
        } else if (step instanceof Step.Land land) {
            return world.landWrite(land.applied()) ? "" : "nothing was on its way";
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

    private void check(Step.Check check) {
        if (!life.hasOurStorage()) {
            return;
        }
        for (KeyNumber expected : check.numbers()) {
            Key key = new Key(Long.parseUnsignedLong(expected.wsId()), expected.seqId());
            long stored = world.storage().number(key);
            if (Long.compareUnsigned(stored, Long.parseUnsignedLong(expected.number())) < 0) {
                throw VerdictException.fail(
                        Property.DRAINED,
                        key + " stored with at least " + expected.number(),
                        "the stored number is " + Long.toUnsignedString(stored));
            }
        }
        String checkpoint = Long.toUnsignedString(world.storage().checkpoint());
        if (!check.nextPLogOffset().contains(checkpoint)) {
            throw VerdictException.fail(
                    Property.DRAINED,
                    "a stored nextPLogOffset of " + String.join(" or ", check.nextPLogOffset()),
                    "it is " + checkpoint);
        }
    }
}
