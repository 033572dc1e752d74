package io.isequencer.proof.invariant;

import static io.isequencer.proof.term.Terms.and;
import static io.isequencer.proof.term.Terms.not;
import static io.isequencer.proof.term.Terms.or;

import io.isequencer.proof.relation.Action;
import io.isequencer.proof.term.Term;
import io.isequencer.proof.term.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Why something that is due comes to an end: what is measured of it never increases, decreases with each step of the
 * background task that is its turn, and that task can always take one. Since tasks are treated fairly, and the measure
 * cannot decrease forever, it ends.
 *
 * @param name as in {@code tla/Properties.tla}, or of a step towards a property of it
 * @param subject whom it is about, first an owner: all of it holds for all values of these
 * @param due while it is not done, and may not be given up either
 * @param measures the first ones weigh more than all that follow
 * @param flusher whether it is the flusher's turn
 * @param actualizer whether it is the actualizer's turn
 * @param decreases of a step: it decreases what is measured, whoever took it
 */
public record Progress(
        String name,
        String sentence,
        List<Term.Variable> subject,
        Term due,
        List<Measure> measures,
        Term flusher,
        Term actualizer,
        Term decreases) {

    /** Something that cannot decrease forever. */
    public sealed interface Measure {
        /** That it is less after a step. */
        Term decreased();

        /** That it is the same after a step. */
        Term same();

        /** What makes it one. */
        Term wellFounded();
    }

    /** A number that is never below 0. */
    public record Number(Term value) implements Measure {
        @Override
        public Term decreased() {
            return Terms.next(value).less(value);
        }

        @Override
        public Term same() {
            return Terms.next(value).is(value);
        }

        @Override
        public Term wellFounded() {
            return value.atLeast(0);
        }
    }

    /**
     * A finite set, which is less if elements are gone and none have come.
     *
     * @param has whether the elements belong to it
     */
    public record Elements(List<Term.Variable> elements, Term has) implements Measure {
        @Override
        public Term decreased() {
            Term after = Terms.next(has);
            Term gone = new Term.Quantified(false, elements, and(has, not(after)));
            return and(Terms.all(elements, after.implies(has)), gone);
        }

        @Override
        public Term same() {
            return Terms.all(elements, Terms.next(has).is(has));
        }

        /** The specification has finitely many keys. */
        @Override
        public Term wellFounded() {
            return Terms.TRUE;
        }
    }

    public Progress {
        subject = List.copyOf(subject);
        measures = List.copyOf(measures);
    }

    /** What a step of the action must do, as a truth over both states and the action's parameters. */
    public Term step(Action action) {
        Term turn = or(
                action.isFlushers() ? and(own(action), flusher) : Terms.FALSE,
                action.isActualizers() ? and(own(action), actualizer) : Terms.FALSE,
                decreases);
        Term turnsStay =
                and(Terms.next(flusher).is(flusher), Terms.next(actualizer).is(actualizer));
        Term stays = and(same(), turnsStay, not(turn));
        return Terms.all(subject, due.implies(or(not(Terms.next(due)), decreased(0), stays)));
    }

    private Term own(Action action) {
        return subject.get(0).is(action.parameters().get(0));
    }

    private Term decreased(int from) {
        Measure first = measures.get(from);
        return from + 1 == measures.size()
                ? first.decreased()
                : or(first.decreased(), and(first.same(), decreased(from + 1)));
    }

    private Term same() {
        return and(measures.stream().map(Measure::same).toList());
    }

    /** What must hold of each state: it is somebody's turn, who can take a step, and measures are what they should be. */
    public Term state(List<Action> actions) {
        List<Term> holds = new ArrayList<>();
        if (!flusher.equals(Terms.FALSE) || !actualizer.equals(Terms.FALSE)) {
            holds.add(or(flusher, actualizer));
        }
        holds.add(flusher.implies(
                enabled(actions.stream().filter(Action::isFlushers).toList())));
        holds.add(actualizer.implies(
                enabled(actions.stream().filter(Action::isActualizers).toList())));
        measures.forEach(measure -> holds.add(measure.wellFounded()));
        return Terms.all(subject, due.implies(and(holds)));
    }

    private Term enabled(List<Action> actions) {
        return or(actions.stream().map(this::enabled).toArray(Term[]::new));
    }

    private Term enabled(Action action) {
        Map<Term.Variable, Term> mine = new HashMap<>(Map.of(action.parameters().get(0), subject.get(0)));
        Term guard = Terms.substitute(and(action.guard()), mine);
        List<Term.Variable> others =
                action.parameters().subList(1, action.parameters().size());
        return others.isEmpty() ? guard : new Term.Quantified(false, others, guard);
    }
}
