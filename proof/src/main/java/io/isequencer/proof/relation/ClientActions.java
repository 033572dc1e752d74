package io.isequencer.proof.relation;

import static io.isequencer.proof.relation.Rules.outcome;
import static io.isequencer.proof.relation.Variables.ACTUALIZER;
import static io.isequencer.proof.relation.Variables.ACTUALIZING;
import static io.isequencer.proof.relation.Variables.ANSWER;
import static io.isequencer.proof.relation.Variables.ANSWERED;
import static io.isequencer.proof.relation.Variables.CANCELLED;
import static io.isequencer.proof.relation.Variables.CLOSER;
import static io.isequencer.proof.relation.Variables.CLOSING;
import static io.isequencer.proof.relation.Variables.MAX_EVENTS;
import static io.isequencer.proof.relation.Variables.MAY_USE;
import static io.isequencer.proof.relation.Variables.MISSING;
import static io.isequencer.proof.relation.Variables.MISS_PENDING;
import static io.isequencer.proof.relation.Variables.MISS_SEQ;
import static io.isequencer.proof.relation.Variables.NEXT_OFFSET;
import static io.isequencer.proof.relation.Variables.PENDING_CHECKPOINT;
import static io.isequencer.proof.relation.Variables.SIGNALLED;
import static io.isequencer.proof.relation.Variables.STORED;
import static io.isequencer.proof.relation.Variables.TX_APPEND;
import static io.isequencer.proof.relation.Variables.TX_EXPLICIT;
import static io.isequencer.proof.relation.Variables.TX_ISSUED;
import static io.isequencer.proof.relation.Variables.TX_OFFSET;
import static io.isequencer.proof.relation.Variables.TX_SIZE;
import static io.isequencer.proof.relation.Variables.TX_TOP;
import static io.isequencer.proof.relation.Variables.UP;
import static io.isequencer.proof.relation.Variables.WORKSPACE;
import static io.isequencer.proof.term.Terms.choose;
import static io.isequencer.proof.term.Terms.not;
import static io.isequencer.proof.term.Terms.number;
import static io.isequencer.proof.term.Terms.or;

import io.isequencer.proof.term.Key;
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Term;
import java.util.List;

/** The client: Start; Next or Use, any number of them; append; Flush if it surely succeeded, else Actualize. */
final class ClientActions {
    private final Rules r;
    private final Term o = new Term.Variable("o", Variables.OWNER);
    private final Term s = new Term.Variable("s", Variables.SEQ);
    private final Owner p;

    ClientActions(Rules rules) {
        r = rules;
        p = new Owner(o, rules);
    }

    List<Action> all() {
        return List.of(start(), next(), use(), miss(), read(), fill(), missFail(), flush(), actualize(), close());
    }

    private Action start() {
        Term ws = new Term.Variable("ws", WORKSPACE);
        return Action.named("Start", o, ws)
                .when(p.client(), not(p.inTx()))
                .when(not(p.get(ACTUALIZING)))
                .when(r.accepts(p.pendingSize()))
                .when(p.get(NEXT_OFFSET).atMost(MAX_EVENTS.at()))
                .set(p.get(Variables.OPENED), true)
                .set(p.get(Variables.TX_WS), ws)
                .set(p.get(TX_OFFSET), p.get(NEXT_OFFSET))
                .set(p.get(NEXT_OFFSET), r.afterStart(p.get(NEXT_OFFSET)))
                .build();
    }

    private Action next() {
        Term number = r.following(p.known(s), s);
        Term issued = r.wrapped(number);
        return Action.named("Next", o, s)
                .when(p.filling(), p.eventHasRoom())
                .when(p.known(s).isNot(Owner.UNLOADED))
                .when(r.exists(number))
                .set(p.last(s), r.kept(issued))
                .also(action -> addToEvent(action, TX_ISSUED, issued))
                .build();
    }

    /** The event brings a number along (R18). It may be below the last-used one. */
    private Action use() {
        Term number = new Term.Variable("n", Sort.NUMBER);
        return Action.named("Use", o, s, number)
                .when(MAY_USE.at(number))
                .when(p.filling(), p.eventHasRoom())
                .when(p.known(s).isNot(Owner.UNLOADED))
                .set(p.last(s), r.afterUse(p.known(s), number))
                .also(action -> addToEvent(action, TX_EXPLICIT, number))
                .build();
    }

    private Action.Builder addToEvent(Action.Builder action, Symbol how, Term number) {
        Term size = p.get(TX_SIZE);
        return action.set(how.at(o, s, number), true)
                .set(TX_TOP.at(o, s), TX_TOP.at(o, s).max(number))
                .set(p.get(TX_SIZE), choose(how.at(o, s, number), size, size.plus(1)));
    }

    /** What is pending is noted before the storage is asked (R8). */
    private Action miss() {
        return Action.named("Miss", o, s)
                .when(p.filling(), p.eventHasRoom())
                .when(p.known(s).is(Owner.UNLOADED))
                .set(p.get(MISSING), true)
                .set(p.get(MISS_SEQ), s)
                .set(p.get(MISS_PENDING), p.pending(p.key(s)))
                .build();
    }

    private Action read() {
        return Action.named("Read", o)
                .when(p.get(MISSING), not(p.get(ANSWERED)))
                .when(EnvironmentActions.storageAnswers())
                .set(p.get(ANSWERED), true)
                .setAll(
                        ANSWER,
                        List.of(o),
                        seq -> choose(r.asked(seq.get(0), p.get(MISS_SEQ)), STORED.at(p.key(seq.get(0))), number(0)))
                .build();
    }

    /** Only the slot is filled, never the cache (R8). */
    private Action fill() {
        Term missed = p.get(MISS_SEQ);
        return Action.named("Fill", o)
                .when(p.get(ANSWERED))
                .also(action -> p.become(action, Owner.NO_MISS))
                .set(p.last(missed), r.found(p.get(MISS_PENDING), ANSWER.at(o, missed)))
                .build();
    }

    private Action missFail() {
        return Action.named("MissFail", o)
                .when(p.get(MISSING), not(p.get(ANSWERED)))
                .when(EnvironmentActions.storageFails())
                .also(action -> p.become(action, Owner.NO_MISS))
                .build();
    }

    /** Values, checkpoint, offset and signal, all in one step (R3, R4, R5, R12). */
    private Action flush() {
        return Action.named("Flush", o)
                .when(p.client(), p.inTx(), r.settled(p.get(TX_APPEND)))
                .setEachKey(p::pending, k -> r.merge(p.pending(k), p.used(k)))
                .setEachKey(p::cache, this::usedOrCached)
                .set(p.get(PENDING_CHECKPOINT), r.behind(p.get(TX_OFFSET)))
                .set(p.get(NEXT_OFFSET), r.afterFlush(p.get(NEXT_OFFSET), p.get(TX_OFFSET)))
                .set(p.get(SIGNALLED), true)
                .also(action -> p.become(action, Owner.NO_TX))
                .build();
    }

    private Term usedOrCached(Key k) {
        return choose(p.used(k).above(0), p.used(k), p.cache(k));
    }

    private Action actualize() {
        Term append = p.get(TX_APPEND);
        return Action.named("Actualize", o)
                .when(p.client(), not(p.get(ACTUALIZING)))
                .when(or(
                        append.is(outcome("failed")),
                        append.is(outcome("unknown")),
                        append.is(outcome("none")).and(EnvironmentActions.stormy())))
                .also(action -> p.become(action, Owner.NO_TX))
                .set(p.get(ACTUALIZING), true)
                .set(p.get(CANCELLED), true)
                .set(p.get(Variables.ACT_STATE), ACTUALIZER.element("actStopping"))
                .build();
    }

    private Action close() {
        return Action.named("Close", o)
                .when(CLOSER.at(o), p.get(UP), not(p.get(CLOSING)))
                .set(p.get(CLOSING), true)
                .build();
    }
}
