package io.isequencer.proof.relation;

import static io.isequencer.proof.relation.Variables.ACTUALIZER;
import static io.isequencer.proof.relation.Variables.ACTUALIZING;
import static io.isequencer.proof.relation.Variables.ACT_STATE;
import static io.isequencer.proof.relation.Variables.CANCELLED;
import static io.isequencer.proof.relation.Variables.CHECKPOINT;
import static io.isequencer.proof.relation.Variables.CLOSING;
import static io.isequencer.proof.relation.Variables.EARLY;
import static io.isequencer.proof.relation.Variables.FL_STATE;
import static io.isequencer.proof.relation.Variables.NEXT_OFFSET;
import static io.isequencer.proof.relation.Variables.PENDING_CHECKPOINT;
import static io.isequencer.proof.relation.Variables.SIGNALLED;
import static io.isequencer.proof.relation.Variables.TAKEN;
import static io.isequencer.proof.relation.Variables.TOP;
import static io.isequencer.proof.relation.Variables.TRIED;
import static io.isequencer.proof.relation.Variables.UP;
import static io.isequencer.proof.term.Terms.TRUE;
import static io.isequencer.proof.term.Terms.forAll;
import static io.isequencer.proof.term.Terms.not;

import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Term;
import java.util.ArrayList;
import java.util.List;

/** The actualizer: stopping, reading, scanning and waiting for room in turn, then idle. */
final class ActualizerActions {
    private final Rules r;
    private final Term o = new Term.Variable("o", Variables.OWNER);
    private final Term late = new Term.Variable("late", Variables.WRITE);
    private final Owner p;

    ActualizerActions(Rules rules) {
        r = rules;
        p = new Owner(o, rules);
    }

    List<Action> all() {
        List<Action> actions = new ArrayList<>(clear());
        actions.addAll(List.of(readCheckpoint(), scan(), waitRoom(), done(), fail(), stop()));
        return actions;
    }

    /**
     * Only when the flusher has ended (R11). A new flusher begins. For a reading that does not wait, a call in flight
     * goes on by itself.
     */
    private List<Action> clear() {
        Term ended = r.mayClear(p.get(FL_STATE));
        Action.Builder clear = clearMemories(Action.named("ActClear", o)).when(ended);
        if (ended.equals(p.flusher("flStopped"))) {
            return List.of(clear.build());
        }
        Action inFlight = clearMemories(Action.named("ActClear", o, late))
                .variant("in flight")
                .when(ended, p.flusher("flWriting"), not(Variables.LATE_WRITE.at(late)))
                .also(action -> FlusherActions.keepRest(action, p, late))
                .build();
        return List.of(clear.when(not(p.flusher("flWriting"))).build(), inFlight);
    }

    private Action.Builder clearMemories(Action.Builder action) {
        return action.when(p.works(), p.actualizer("actStopping"))
                .setEachKey(p::cache, k -> r.cacheAfterClear(p.cache(k)))
                .setEachKey(p::pending, k -> r.pendingAfterClear(p.pending(k)))
                .set(p.get(PENDING_CHECKPOINT), r.pendingCheckpointAfterClear(p.get(PENDING_CHECKPOINT)))
                .set(p.get(NEXT_OFFSET), 1)
                .also(each -> p.become(each, Owner.IDLE_FLUSHER))
                .set(p.get(TRIED), false)
                .set(p.get(SIGNALLED), false)
                .set(p.get(CANCELLED), false)
                .set(p.get(ACT_STATE), ACTUALIZER.element("actReading"));
    }

    private Action readCheckpoint() {
        return Action.named("ActReadCheckpoint", o)
                .when(p.works(), p.actualizer("actReading"))
                .when(EnvironmentActions.storageAnswers())
                .set(p.get(NEXT_OFFSET), r.first(r.checkpointRead(CHECKPOINT.at(), p.get(EARLY))))
                .set(p.get(ACT_STATE), ACTUALIZER.element("actScanning"))
                .set(p.get(EARLY), 0)
                .build();
    }

    /** One event, its numbers and its checkpoint, in one step (R5). */
    private Action scan() {
        Term n = p.get(NEXT_OFFSET);
        return Action.named("ActScan", o)
                .when(p.works(), p.scans(), p.hasRoom(), TAKEN.at(n))
                .setEachKey(p::pending, k -> r.merge(p.pending(k), TOP.at(n, k)))
                .set(p.get(PENDING_CHECKPOINT), r.behind(n))
                .set(p.get(NEXT_OFFSET), n.plus(1))
                .set(p.get(ACT_STATE), ACTUALIZER.element("actScanning"))
                .build();
    }

    /** Too much is pending. Nobody but us could wake the flusher (R12). */
    private Action waitRoom() {
        return Action.named("ActWaitRoom", o)
                .when(p.works(), p.actualizer("actScanning"), not(p.hasRoom()), TAKEN.at(p.get(NEXT_OFFSET)))
                .set(p.get(SIGNALLED), r.wakeInWait(p.get(SIGNALLED)))
                .set(p.get(ACT_STATE), ACTUALIZER.element("actWaitingRoom"))
                .build();
    }

    /** The end of the log, as far as this owner can see. */
    private Action done() {
        return Action.named("ActDone", o)
                .when(p.works(), p.scans())
                .when(forAll(Sort.OFFSET, "i", i -> TAKEN.at(i).implies(i.less(p.get(NEXT_OFFSET)))))
                .set(p.get(ACTUALIZING), false)
                .set(p.get(SIGNALLED), r.wakeAtEnd(p.get(SIGNALLED)))
                .set(p.get(ACT_STATE), ACTUALIZER.element("actIdle"))
                .build();
    }

    /** A read or a scan fails. Nothing is undone; the same call comes again (R14). */
    private Action fail() {
        return Action.named("ActFail", o)
                .when(p.works(), p.actualizer("actReading").or(p.scans()))
                .when(EnvironmentActions.storageFails())
                .build();
    }

    private Action stop() {
        return Action.named("ActStop", o)
                .when(p.get(UP), p.get(CLOSING), not(p.actualizer("actStopped")))
                .when(r.on("R15_CloseUntilScanned") ? p.actualizer("actIdle") : TRUE)
                .set(p.get(ACT_STATE), ACTUALIZER.element("actStopped"))
                .build();
    }
}
