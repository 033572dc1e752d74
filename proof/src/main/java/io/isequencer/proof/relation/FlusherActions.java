package io.isequencer.proof.relation;

import static io.isequencer.proof.relation.Variables.BATCH;
import static io.isequencer.proof.relation.Variables.BUFFERED;
import static io.isequencer.proof.relation.Variables.CANCELLED;
import static io.isequencer.proof.relation.Variables.CHECKPOINT;
import static io.isequencer.proof.relation.Variables.CLOSING;
import static io.isequencer.proof.relation.Variables.FLUSHER;
import static io.isequencer.proof.relation.Variables.FL_CHECKPOINT;
import static io.isequencer.proof.relation.Variables.FL_STATE;
import static io.isequencer.proof.relation.Variables.LATE_CHECKPOINT;
import static io.isequencer.proof.relation.Variables.LATE_STORED;
import static io.isequencer.proof.relation.Variables.LATE_WRITE;
import static io.isequencer.proof.relation.Variables.LATE_WRITES;
import static io.isequencer.proof.relation.Variables.LEFT;
import static io.isequencer.proof.relation.Variables.PENDING_CHECKPOINT;
import static io.isequencer.proof.relation.Variables.SEQ;
import static io.isequencer.proof.relation.Variables.SIGNALLED;
import static io.isequencer.proof.relation.Variables.STORED;
import static io.isequencer.proof.relation.Variables.SYNCED;
import static io.isequencer.proof.relation.Variables.TRIED;
import static io.isequencer.proof.relation.Variables.UP;
import static io.isequencer.proof.relation.Variables.WORKSPACE;
import static io.isequencer.proof.term.Terms.and;
import static io.isequencer.proof.term.Terms.choose;
import static io.isequencer.proof.term.Terms.forAll;
import static io.isequencer.proof.term.Terms.not;
import static io.isequencer.proof.term.Terms.number;
import static io.isequencer.proof.term.Terms.or;

import io.isequencer.proof.term.Key;
import io.isequencer.proof.term.Term;
import java.util.List;

/** The flusher: idle, syncing, writing, written, idle, or stopped. */
final class FlusherActions {
    private final Rules r;
    private final Term o = new Term.Variable("o", Variables.OWNER);
    private final Term late = new Term.Variable("late", Variables.WRITE);
    private final Key key = new Key(new Term.Variable("w", WORKSPACE), new Term.Variable("s", SEQ));
    private final Owner p;

    FlusherActions(Rules rules) {
        r = rules;
        p = new Owner(o, rules);
    }

    List<Action> all() {
        return List.of(snapshot(), sync(), writeValue(), writeCheckpoint(), prune(), fail(), failLate(), stop());
    }

    List<Action> landings() {
        return List.of(lateValueLands(), lateCheckpointLands());
    }

    /** In one step: what is pending, and the checkpoint that it justifies (R5). To stop comes before that. */
    private Action snapshot() {
        Term publishable = r.publishable(p.get(PENDING_CHECKPOINT));
        return Action.named("FlSnapshot", o)
                .when(p.get(UP), p.flusher("flIdle"), not(p.get(CANCELLED)))
                .when(choose(p.get(CLOSING), p.owesTry(), p.get(SIGNALLED)))
                .set(p.get(SIGNALLED), false)
                .set(p.get(FL_STATE), choose(publishable, FLUSHER.element("flSyncing"), FLUSHER.element("flIdle")))
                .setEachKey(p::batch, k -> choose(publishable, p.pending(k), number(0)))
                .setEachKey(p::left, k -> and(publishable, p.pending(k).above(0)))
                .set(p.get(FL_CHECKPOINT), choose(publishable, p.get(PENDING_CHECKPOINT), number(0)))
                .set(p.get(TRIED), p.get(CLOSING))
                .build();
    }

    /** The log first (WA): stored numbers must not outlive their events. */
    private Action sync() {
        Term below = p.get(FL_CHECKPOINT).minus(1);
        return Action.named("FlSync", o)
                .when(p.flusher("flSyncing"))
                .set(p.get(FL_STATE), FLUSHER.element("flWriting"))
                .set(SYNCED.at(), choose(BUFFERED.at(), r.synced(SYNCED.at(), below), SYNCED.at()))
                .build();
    }

    /** The storage takes one value after the other, in any order ... */
    private Action writeValue() {
        return Action.named("FlWriteValue", o, key.workspace(), key.seq())
                .when(p.flusher("flWriting"), p.left(key))
                .when(EnvironmentActions.storageAnswers())
                .set(STORED.at(key), r.number(STORED.at(key), p.batch(key)))
                .set(p.left(key), false)
                .build();
    }

    /** ... then the checkpoint (R7), and says that it is done. */
    private Action writeCheckpoint() {
        return Action.named("FlWriteCheckpoint", o)
                .when(p.flusher("flWriting"), forAll(WORKSPACE, "w", SEQ, "s", (w, s) -> not(p.left(new Key(w, s)))))
                .when(EnvironmentActions.storageAnswers())
                .set(CHECKPOINT.at(), r.checkpoint(CHECKPOINT.at(), p.get(FL_CHECKPOINT)))
                .set(p.get(FL_STATE), FLUSHER.element("flWritten"))
                .build();
    }

    private Action prune() {
        return Action.named("FlPrune", o)
                .when(p.flusher("flWritten"))
                .setEachKey(p::pending, k -> r.left(p.pending(k), p.batch(k)))
                .also(action -> p.become(action, Owner.IDLE_FLUSHER))
                .build();
    }

    /** The call fails: what was not yet written is lost; if all was written, only the answer is lost. */
    private Action fail() {
        return Action.named("FlFail", o)
                .when(or(p.flusher("flSyncing"), p.flusher("flWriting"), p.flusher("flWritten")))
                .when(EnvironmentActions.storageFails())
                .set(p.get(SIGNALLED), true)
                .also(action -> p.become(action, Owner.IDLE_FLUSHER))
                .build();
    }

    /** The call fails, and what was not yet written lands later; it is kept in a place that was free. */
    private Action failLate() {
        return Action.named("FlFail", o, late)
                .variant("late")
                .when(p.flusher("flWriting"), EnvironmentActions.stormy())
                .when(
                        not(LATE_WRITE.at(late)),
                        LogActions.inFlightCount(LATE_WRITE).less(LATE_WRITES.at()))
                .also(action -> keepRest(action, p, late))
                .set(p.get(SIGNALLED), true)
                .also(action -> p.become(action, Owner.IDLE_FLUSHER))
                .build();
    }

    /** Rest(f): what the storage has yet to write of a call is in flight from now on. */
    static Action.Builder keepRest(Action.Builder action, Owner p, Term late) {
        return action.set(LATE_WRITE.at(late), true)
                .setEachKey(k -> LATE_STORED.at(late, k), k -> choose(LEFT.at(p.o, k), BATCH.at(p.o, k), number(0)))
                .set(LATE_CHECKPOINT.at(late), p.get(FL_CHECKPOINT));
    }

    private Action lateValueLands() {
        return Action.named("LateValueLands", late, key.workspace(), key.seq())
                .when(LATE_WRITE.at(late), LATE_STORED.at(late, key).above(0))
                .set(STORED.at(key), r.number(STORED.at(key), LATE_STORED.at(late, key)))
                .set(LATE_STORED.at(late, key), 0)
                .build();
    }

    private Action lateCheckpointLands() {
        return Action.named("LateCheckpointLands", late)
                .when(LATE_WRITE.at(late))
                .when(forAll(
                        WORKSPACE,
                        "w",
                        SEQ,
                        "s",
                        (w, s) -> LATE_STORED.at(late, w, s).is(0)))
                .set(CHECKPOINT.at(), r.checkpoint(CHECKPOINT.at(), LATE_CHECKPOINT.at(late)))
                .set(LATE_WRITE.at(late), false)
                .build();
    }

    /** Never with a call in flight (R11). */
    private Action stop() {
        return Action.named("FlStop", o)
                .when(p.get(UP), p.flusher("flIdle"))
                .when(p.get(CANCELLED).or(p.get(CLOSING).and(not(p.owesTry()))))
                .set(p.get(FL_STATE), FLUSHER.element("flStopped"))
                .build();
    }
}
