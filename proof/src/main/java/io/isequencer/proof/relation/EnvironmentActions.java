package io.isequencer.proof.relation;

import static io.isequencer.proof.relation.Variables.BUFFERED;
import static io.isequencer.proof.relation.Variables.CACHE;
import static io.isequencer.proof.relation.Variables.CHECKPOINT;
import static io.isequencer.proof.relation.Variables.END;
import static io.isequencer.proof.relation.Variables.FORGETFUL;
import static io.isequencer.proof.relation.Variables.LATE_APPEND;
import static io.isequencer.proof.relation.Variables.LATE_WRITE;
import static io.isequencer.proof.relation.Variables.OLDER;
import static io.isequencer.proof.relation.Variables.SEQ;
import static io.isequencer.proof.relation.Variables.STORED;
import static io.isequencer.proof.relation.Variables.SYNCED;
import static io.isequencer.proof.relation.Variables.TAKEN;
import static io.isequencer.proof.relation.Variables.UP;
import static io.isequencer.proof.relation.Variables.WEATHER;
import static io.isequencer.proof.relation.Variables.WEATHER_NOW;
import static io.isequencer.proof.relation.Variables.WORKSPACE;
import static io.isequencer.proof.term.Terms.and;
import static io.isequencer.proof.term.Terms.choose;
import static io.isequencer.proof.term.Terms.forAll;
import static io.isequencer.proof.term.Terms.not;
import static io.isequencer.proof.term.Terms.number;

import io.isequencer.proof.term.Key;
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Processes, the cache, the weather; and what is in flight, which lands at any time. */
final class EnvironmentActions {
    private final Rules r;
    private final Term o = new Term.Variable("o", Variables.OWNER);
    private final Owner p;

    EnvironmentActions(Rules rules) {
        r = rules;
        p = new Owner(o, rules);
    }

    static Term stormy() {
        return WEATHER_NOW.at().is(WEATHER.element("stormy"));
    }

    static Term storageFails() {
        return WEATHER_NOW.at().isNot(WEATHER.element("calm"));
    }

    static Term storageAnswers() {
        return WEATHER_NOW.at().isNot(WEATHER.element("broken"));
    }

    List<Action> all() {
        return List.of(open(), crash(), powerLoss(), powerLossOfStorage(), evict(), turn());
    }

    private Action open() {
        return Action.named("Open", o)
                .when(not(p.get(UP)))
                .also(action -> p.become(action, Owner.FRESH))
                .build();
    }

    /** A process dies, at any point: also between two values of a write. */
    private Action crash() {
        return Action.named("Crash", o)
                .when(p.get(UP), stormy())
                .also(action -> p.become(action, Owner.down()))
                .build();
    }

    private Action powerLoss() {
        Term n = new Term.Variable("n", Sort.OFFSET);
        return allDown("", n, n).when(BUFFERED.at(), not(FORGETFUL.at())).build();
    }

    /** The storage comes back with something older that still covers the log below its checkpoint: Older. */
    private Action powerLossOfStorage() {
        Term n = new Term.Variable("n", Sort.OFFSET);
        Term checkpoint = new Term.Variable("c", Sort.OFFSET);
        return allDown("storage", n, n, checkpoint)
                .choosing(OLDER)
                .when(FORGETFUL.at())
                .when(number(0).atMost(checkpoint), checkpoint.atMost(CHECKPOINT.at()))
                .when(eachKey(
                        k -> and(number(0).atMost(OLDER.at(k)), OLDER.at(k).atMost(STORED.at(k)))))
                .when(eachKey(k -> checkpoint
                        .atLeast(1)
                        .implies(Variables.HIGHEST.at(checkpoint.minus(1), k).atMost(OLDER.at(k)))))
                .setEachKey(STORED::at, OLDER::at)
                .set(CHECKPOINT.at(), checkpoint)
                .setAll(LATE_WRITE, List.of(), x -> r.lateWrites(LATE_WRITE.at(x.get(0))))
                .build();
    }

    private static Term eachKey(Function<Key, Term> holds) {
        return forAll(WORKSPACE, "w", SEQ, "s", (w, s) -> holds.apply(new Key(w, s)));
    }

    /** All go down at once. A log that buffers keeps the events up to n. */
    private Action.Builder allDown(String variant, Term n, Term... parameters) {
        return Action.named("PowerLoss", parameters)
                .variant(variant)
                .when(stormy())
                .when(choose(BUFFERED.at(), SYNCED.at(), END.at()).atMost(n), n.atMost(END.at()))
                .also(action -> Owner.become(action, List.of(), Owner.down()))
                .setAll(
                        TAKEN,
                        List.of(),
                        x -> TAKEN.at(x.toArray()).and(x.get(0).atMost(n)))
                .also(action -> keep(action, n))
                .setAll(LATE_APPEND, List.of(), x -> r.lateAppends(LATE_APPEND.at(x.get(0))));
    }

    private static Action.Builder keep(Action.Builder action, Term n) {
        for (Symbol numbers : List.of(Variables.ISSUED, Variables.EXPLICIT)) {
            action.setAll(
                    numbers,
                    List.of(),
                    x -> numbers.at(x.toArray()).and(x.get(0).atMost(n)));
        }
        return action.set(END.at(), n)
                .setAll(
                        Variables.TOP,
                        List.of(),
                        x -> choose(x.get(0).atMost(n), Variables.TOP.at(x.toArray()), number(0)))
                .setAll(Variables.HIGHEST, List.of(), x -> upTo(Variables.HIGHEST, x, n))
                .setAll(
                        Variables.FIRST,
                        List.of(),
                        x -> choose(
                                Variables.FIRST.at(x.toArray()).atMost(n), Variables.FIRST.at(x.toArray()), number(0)));
    }

    private static Term upTo(Symbol ghost, List<Term> x, Term n) {
        List<Term> last = new ArrayList<>(x);
        last.set(0, n);
        return choose(x.get(0).atMost(n), ghost.at(x.toArray()), ghost.at(last.toArray()));
    }

    /** The cache forgets what it likes, when it likes. */
    private Action evict() {
        Key k = new Key(new Term.Variable("w", WORKSPACE), new Term.Variable("s", SEQ));
        return Action.named("Evict", o, k.workspace(), k.seq())
                .when(p.get(UP), CACHE.at(o, k).above(0))
                .set(CACHE.at(o, k), 0)
                .build();
    }

    private Action turn() {
        Term to = new Term.Variable("to", WEATHER);
        return Action.named("Turn", to)
                .when(stormy(), Variables.MAY_TURN.at(to), to.isNot(WEATHER.element("stormy")))
                .set(WEATHER_NOW.at(), to)
                .build();
    }
}
