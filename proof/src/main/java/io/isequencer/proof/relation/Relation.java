package io.isequencer.proof.relation;

import static io.isequencer.proof.relation.Variables.INITIAL;
import static io.isequencer.proof.relation.Variables.MAX_NUMBER;
import static io.isequencer.proof.relation.Variables.MAY_USE;
import static io.isequencer.proof.relation.Variables.OWNER;
import static io.isequencer.proof.relation.Variables.SEQ;
import static io.isequencer.proof.relation.Variables.WORKSPACE;
import static io.isequencer.proof.term.Terms.and;
import static io.isequencer.proof.term.Terms.forAll;

import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The protocol as a relation between a state and the next: {@code tla/Sequencer.tla}, action by action.
 *
 * <p>It departs from the specification in these points; none loses a behaviour:
 *
 * <ul>
 *   <li>What is in flight stands in places, so two equal writes are two, where the set has one. Each behaviour of the
 *       set is one of the places: only the bounds on how much is in flight tell them apart, and those the proof takes
 *       for any number.
 *   <li>{@code log.at} is a function of all offsets, empty where nothing is taken.
 *   <li>Ghosts stand for what the specification computes: the end of the log, the highest number of a key in an event
 *       or up to an offset. That something is pending at all is said without counting it.
 *   <li>An owner that is not up, and what is out of use, holds the same fixed values as in the specification.
 * </ul>
 *
 * @param axioms what is assumed of the constants
 * @param init Init, as a step from anywhere
 * @param actions Step, in the order of the specification
 */
public record Relation(List<Term> axioms, Action init, List<Action> actions) {
    public Relation {
        axioms = List.copyOf(axioms);
        actions = List.copyOf(actions);
    }

    /** The protocol as it is meant to be. */
    public static Relation right() {
        return wrong(Set.of());
    }

    /** The protocol with wrong readings in force, named as the constant Wrong names them. */
    public static Relation wrong(Set<String> readings) {
        return of(new Rules(readings));
    }

    /**
     * The protocol with a wrong reading in force, or with a change of {@code tla/mutants.txt}.
     *
     * @param name readings as the constant Wrong has them, separated by commas, or the change's name
     */
    public static Relation named(String name) {
        Slips slips = new Slips();
        if (slips.names().contains(name)) {
            return slips.relation(name);
        }
        Set<String> readings = Set.of(name.split(","));
        for (String reading : readings) {
            if (!Rules.NAMES.contains(reading) && !WrongActions.names().contains(reading)) {
                throw new IllegalArgumentException(
                        "wrong must be a reading of tla/Rules.tla or a change of tla/mutants.txt: wrong=" + reading);
            }
        }
        return wrong(readings);
    }

    static Relation of(Rules rules) {
        List<Action> actions = new ArrayList<>();
        LogActions log = new LogActions(rules);
        FlusherActions flusher = new FlusherActions(rules);
        actions.addAll(new ClientActions(rules).all());
        actions.addAll(log.all());
        actions.addAll(flusher.all());
        actions.addAll(new ActualizerActions(rules).all());
        actions.addAll(log.landings());
        actions.addAll(flusher.landings());
        actions.add(log.logSync());
        actions.addAll(new EnvironmentActions(rules).all());
        actions.addAll(new WrongActions(rules).all());
        return new Relation(constants(), begin(), actions);
    }

    private static List<Term> constants() {
        return List.of(
                forAll(SEQ, "s", s -> INITIAL.at(s).atLeast(1)),
                forAll(Sort.NUMBER, "n", n -> MAY_USE.at(n).implies(and(n.atLeast(1), n.atMost(MAX_NUMBER.at())))),
                Variables.ONE_OWNER.at().implies(forAll(OWNER, "o", OWNER, "q", (o, q) -> o.is(q))),
                MAX_NUMBER.at().atLeast(0),
                Variables.MAX_EVENTS.at().atLeast(0),
                Variables.MAX_PER_EVENT.at().atLeast(0),
                Variables.MAX_UNFLUSHED.at().atLeast(0),
                Variables.LATE_APPENDS.at().atLeast(0),
                Variables.LATE_WRITES.at().atLeast(0));
    }

    /** All down, nothing stored, nothing logged, stormy; what is out of use holds its first value. */
    private static Action begin() {
        Action.Builder init = Action.named("Init");
        Map<Symbol, Term> down = Owner.down();
        for (Symbol symbol : Variables.all()) {
            if (symbol.changes()) {
                init.setAll(symbol, List.of(), x -> down.getOrDefault(symbol, zero(symbol.result())));
            }
        }
        return init.build();
    }

    private static Term zero(Sort sort) {
        if (sort.equals(WORKSPACE)) {
            return Variables.ZERO_WORKSPACE.at();
        }
        return sort.equals(SEQ) ? Variables.ZERO_SEQ.at() : new Term.Literal(sort, 0);
    }
}
