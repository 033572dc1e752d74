package io.isequencer.proof.relation;

import static io.isequencer.proof.relation.Rules.outcome;
import static io.isequencer.proof.relation.Variables.BUFFERED;
import static io.isequencer.proof.relation.Variables.END;
import static io.isequencer.proof.relation.Variables.LATE_APPEND;
import static io.isequencer.proof.relation.Variables.LATE_EXPLICIT;
import static io.isequencer.proof.relation.Variables.LATE_ISSUED;
import static io.isequencer.proof.relation.Variables.LATE_OFFSET;
import static io.isequencer.proof.relation.Variables.LATE_TOP;
import static io.isequencer.proof.relation.Variables.MISSING;
import static io.isequencer.proof.relation.Variables.OPENED;
import static io.isequencer.proof.relation.Variables.SYNCED;
import static io.isequencer.proof.relation.Variables.TAKEN;
import static io.isequencer.proof.relation.Variables.TX_APPEND;
import static io.isequencer.proof.relation.Variables.TX_EXPLICIT;
import static io.isequencer.proof.relation.Variables.TX_ISSUED;
import static io.isequencer.proof.relation.Variables.TX_OFFSET;
import static io.isequencer.proof.relation.Variables.TX_TOP;
import static io.isequencer.proof.relation.Variables.TX_WS;
import static io.isequencer.proof.relation.Variables.UP;
import static io.isequencer.proof.term.Terms.and;
import static io.isequencer.proof.term.Terms.choose;
import static io.isequencer.proof.term.Terms.not;
import static io.isequencer.proof.term.Terms.number;

import io.isequencer.proof.term.Key;
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Term;
import java.util.List;

/** The log. An append ends in one of six ways. A client that is being closed may still append. */
final class LogActions {
    private final Rules r;
    private final Term o = new Term.Variable("o", Variables.OWNER);
    private final Term late = new Term.Variable("late", Variables.APPEND);
    private final Owner p;

    LogActions(Rules rules) {
        r = rules;
        p = new Owner(o, rules);
    }

    List<Action> all() {
        return List.of(
                appendOk(),
                appendConflict(),
                appendFail(),
                appendUnknownWritten(),
                appendUnknownLost(),
                appendUnknownLate());
    }

    List<Action> landings() {
        return List.of(lateAppendLands(), lateAppendDropped());
    }

    /** An event that is on its way to the log. */
    private interface Content {
        Term holds(boolean issued, Key k, Term number);

        Term top(Key k);
    }

    private Content transaction() {
        return new Content() {
            @Override
            public Term holds(boolean issued, Key k, Term number) {
                Symbol numbers = issued ? TX_ISSUED : TX_EXPLICIT;
                return k.workspace().is(p.get(TX_WS)).and(numbers.at(o, k.seq(), number));
            }

            @Override
            public Term top(Key k) {
                return choose(k.workspace().is(p.get(TX_WS)), TX_TOP.at(o, k.seq()), number(0));
            }
        };
    }

    private Content inFlight() {
        return new Content() {
            @Override
            public Term holds(boolean issued, Key k, Term number) {
                return (issued ? LATE_ISSUED : LATE_EXPLICIT).at(late, k, number);
            }

            @Override
            public Term top(Key k) {
                return LATE_TOP.at(late, k);
            }
        };
    }

    private Term appending() {
        return and(
                p.get(UP), p.get(OPENED), not(p.get(MISSING)), p.get(TX_APPEND).is(outcome("none")));
    }

    private static Action.Builder insert(Action.Builder action, Term offset, Content event) {
        return action.set(Variables.TWICE.at(), Variables.TWICE.at().or(TAKEN.at(offset)))
                .set(TAKEN.at(offset), true)
                .setAll(Variables.ISSUED, List.of(offset), x -> event.holds(true, key(x, 0), x.get(2)))
                .setAll(Variables.EXPLICIT, List.of(offset), x -> event.holds(false, key(x, 0), x.get(2)))
                .set(END.at(), END.at().max(offset))
                .setAll(Variables.TOP, List.of(offset), x -> event.top(key(x, 0)))
                .setAll(Variables.HIGHEST, List.of(), x -> highest(x, offset, event))
                .setAll(Variables.FIRST, List.of(), x -> first(x, offset, event));
    }

    private static Key key(List<Term> arguments, int from) {
        return new Key(arguments.get(from), arguments.get(from + 1));
    }

    private static Term highest(List<Term> x, Term offset, Content event) {
        Term before = Variables.HIGHEST.at(x.toArray());
        return choose(offset.atMost(x.get(0)), before.max(event.top(key(x, 1))), before);
    }

    private static Term first(List<Term> x, Term offset, Content event) {
        Key k = key(x, 0);
        Term before = Variables.FIRST.at(x.toArray());
        Term holds = event.holds(true, k, x.get(2)).or(event.holds(false, k, x.get(2)));
        return choose(before.above(0), before, choose(holds, offset, number(0)));
    }

    private Action appendOk() {
        Term offset = p.get(TX_OFFSET);
        return Action.named("AppendOk", o)
                .when(appending(), r.mayAppend(TAKEN.at(offset)))
                .also(action -> insert(action, offset, transaction()))
                .set(p.get(TX_APPEND), outcome("ok"))
                .build();
    }

    /** Another owner, or a late append, was there first (R2). */
    private Action appendConflict() {
        return Action.named("AppendConflict", o)
                .when(appending(), TAKEN.at(p.get(TX_OFFSET)))
                .set(p.get(TX_APPEND), outcome("failed"))
                .build();
    }

    private Action appendFail() {
        return Action.named("AppendFail", o)
                .when(appending(), EnvironmentActions.stormy())
                .set(p.get(TX_APPEND), outcome("failed"))
                .build();
    }

    /** The answer is lost, the event is in ... */
    private Action appendUnknownWritten() {
        Term offset = p.get(TX_OFFSET);
        return Action.named("AppendUnknownWritten", o)
                .when(appending(), EnvironmentActions.stormy(), r.mayAppend(TAKEN.at(offset)))
                .also(action -> insert(action, offset, transaction()))
                .set(p.get(TX_APPEND), outcome("unknown"))
                .build();
    }

    /** ... or is not and never will be ... */
    private Action appendUnknownLost() {
        return Action.named("AppendUnknownLost", o)
                .when(appending(), EnvironmentActions.stormy())
                .set(p.get(TX_APPEND), outcome("unknown"))
                .build();
    }

    /** ... or is still on its way, in a place that was free. */
    private Action appendUnknownLate() {
        Content event = transaction();
        return Action.named("AppendUnknownLate", o, late)
                .when(appending(), EnvironmentActions.stormy())
                .when(not(LATE_APPEND.at(late)), inFlightCount(LATE_APPEND).less(Variables.LATE_APPENDS.at()))
                .set(LATE_APPEND.at(late), true)
                .set(LATE_OFFSET.at(late), p.get(TX_OFFSET))
                .setAll(LATE_ISSUED, List.of(late), x -> event.holds(true, key(x, 0), x.get(2)))
                .setAll(LATE_EXPLICIT, List.of(late), x -> event.holds(false, key(x, 0), x.get(2)))
                .setAll(LATE_TOP, List.of(late), x -> event.top(key(x, 0)))
                .set(p.get(TX_APPEND), outcome("unknown"))
                .build();
    }

    /** Cardinality(log.late), Cardinality(storage.late). */
    static Term inFlightCount(Symbol places) {
        Term.Variable place = new Term.Variable("x", places.arguments().get(0));
        return new Term.Count(List.of(place), places.at(place));
    }

    private Action lateAppendLands() {
        Term offset = LATE_OFFSET.at(late);
        return Action.named("LateAppendLands", late)
                .when(LATE_APPEND.at(late), r.mayAppend(TAKEN.at(offset)))
                .also(action -> insert(action, offset, inFlight()))
                .set(LATE_APPEND.at(late), false)
                .build();
    }

    private Action lateAppendDropped() {
        return Action.named("LateAppendLands", late)
                .variant("taken")
                .when(LATE_APPEND.at(late), not(r.mayAppend(TAKEN.at(LATE_OFFSET.at(late)))))
                .set(LATE_APPEND.at(late), false)
                .build();
    }

    /** A log that buffers makes its tail durable whenever it likes. */
    Action logSync() {
        return Action.named("LogSync")
                .when(BUFFERED.at(), SYNCED.at().less(END.at()))
                .set(SYNCED.at(), END.at())
                .build();
    }
}
