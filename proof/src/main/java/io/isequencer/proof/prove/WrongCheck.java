package io.isequencer.proof.prove;

import io.isequencer.proof.invariant.Invariant;
import io.isequencer.proof.relation.Action;
import io.isequencer.proof.relation.Relation;
import io.isequencer.proof.smt.ActionText;
import io.isequencer.proof.smt.Ground;
import io.isequencer.proof.smt.Solver;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tests the proof: with a wrong reading in force, the obligation must break that is expected to. */
public final class WrongCheck {
    private final Solver solver;
    private final Ground.Models models;

    public WrongCheck(Solver solver, Ground.Models models) {
        this.solver = solver;
        this.models = models;
    }

    /**
     * The outcome of a wrong reading.
     *
     * @param brokenAt the obligation that does not hold, or the action that cannot happen; null if there is none
     * @param example of a broken obligation; else null
     */
    public record Result(WrongReading reading, String brokenAt, Counterexample example) {
        public boolean asExpected() {
            return reading.where().isEmpty()
                    ? brokenAt == null
                    : reading.where().equals(brokenAt);
        }
    }

    /** Checks one. */
    public Result check(WrongReading reading) {
        Relation relation = Relation.named(reading.change());
        Proof proof = new Proof(relation, Invariant.parts(), solver, models);
        Set<String> changed = changed(reading, relation);
        return switch (reading.outcome()) {
            case BREAKS -> broken(reading, proof, changed);
            case IMPOSSIBLE ->
                new Result(reading, proof.impossible().contains(reading.where()) ? reading.where() : null, null);
            default -> proved(reading, proof, changed);
        };
    }

    private static Result broken(WrongReading reading, Proof proof, Set<String> changed) {
        int slash = reading.where().lastIndexOf('/');
        String action = reading.where().substring(0, slash);
        Counterexample example =
                changed.contains(action) ? proof.example(action, reading.where().substring(slash + 1)) : null;
        return new Result(reading, example == null ? null : reading.where(), example);
    }

    private static Result proved(WrongReading reading, Proof proof, Set<String> changed) {
        Proof.Result result = proof.prove(name -> changed.contains(name.substring(0, name.lastIndexOf('/'))));
        if (result.open().isEmpty()) {
            return new Result(reading, null, null);
        }
        Proof.Open open = result.open().get(0);
        return new Result(reading, open.name(), open.example());
    }

    /** The actions that the reading adds or changes; a plain store, which other readings need to be seen, is none of it. */
    private static Set<String> changed(WrongReading reading, Relation relation) {
        Set<String> others = new TreeSet<>(Set.of(reading.change().split(",")));
        others.removeIf(each -> each.startsWith(reading.rule() + "_") || each.contains("-"));
        Set<String> known = new HashSet<>();
        Relation.wrong(others).actions().forEach(action -> known.add(ActionText.of(action)));
        return relation.actions().stream()
                .filter(action -> !known.contains(ActionText.of(action)))
                .map(Action::label)
                .collect(Collectors.toSet());
    }
}
