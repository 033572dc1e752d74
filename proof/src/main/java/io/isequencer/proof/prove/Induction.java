package io.isequencer.proof.prove;

import io.isequencer.proof.evaluate.CompiledAction;
import io.isequencer.proof.evaluate.Condition;
import io.isequencer.proof.evaluate.Domain;
import io.isequencer.proof.evaluate.State;
import io.isequencer.proof.invariant.Part;
import io.isequencer.proof.relation.Action;
import io.isequencer.proof.relation.Relation;
import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.smt.Ground;
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Term;
import java.util.List;
import java.util.Map;

/**
 * Looks for steps in small worlds: one that breaks a part, or one that an action can take at all. What the solver finds
 * is evaluated before it is believed.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IllegalStateException} if solver and evaluation disagree.
 * </ul>
 */
public final class Induction {
    /** Owners, sequences, offsets and numbers; smallest first. */
    private static final List<List<Integer>> SIZES =
            List.of(List.of(1, 1, 5, 5), List.of(1, 1, 6, 7), List.of(1, 2, 5, 5), List.of(2, 1, 5, 5));

    private final Relation relation;
    private final List<Part> parts;
    private final Ground.Models models;

    /** @param parts what holds before each step */
    public Induction(Relation relation, List<Part> parts, Ground.Models models) {
        this.relation = relation;
        this.parts = List.copyOf(parts);
        this.models = models;
    }

    private static Domain world(List<Integer> sizes) {
        return new Domain(
                Map.of(
                        Variables.OWNER, sizes.get(0),
                        Variables.WORKSPACE, 1,
                        Variables.SEQ, sizes.get(1),
                        Variables.WRITE, 1,
                        Variables.APPEND, 1,
                        Sort.OFFSET, sizes.get(2),
                        Sort.NUMBER, sizes.get(3)),
                Variables.all());
    }

    /** The smallest step of the action that breaks the part; null if none was found. */
    public Counterexample breaking(Action action, Part part) {
        Term broken = action.after(part.term()).not();
        return SIZES.stream()
                .map(sizes -> step(world(sizes), action, part.name(), broken, part.term()))
                .filter(found -> found != null)
                .findFirst()
                .orElse(null);
    }

    /** The smallest step of the action; null if none was found. */
    public Counterexample step(Action action) {
        return SIZES.stream()
                .map(sizes -> step(world(sizes), action, "", null, null))
                .filter(found -> found != null)
                .findFirst()
                .orElse(null);
    }

    private Counterexample step(Domain domain, Action action, String name, Term required, Term brokenAfter) {
        Ground ground = new Ground(domain, action);
        relation.axioms().forEach(ground::require);
        parts.forEach(part -> ground.require(part.term()));
        action.guard().forEach(ground::require);
        if (required != null) {
            ground.require(required);
        }
        Ground.Found found = ground.solve(models);
        return found == null ? null : confirmed(domain, action, name, found, brokenAfter);
    }

    private Counterexample confirmed(Domain domain, Action action, String name, Ground.Found found, Term brokenAfter) {
        State before = found.state();
        CompiledAction compiled = new CompiledAction(domain, action);
        boolean held = relation.axioms().stream().allMatch(axiom -> new Condition(domain, axiom).holds(before))
                && parts.stream().allMatch(part -> new Condition(domain, part.term()).holds(before))
                && compiled.enabled(before, found.arguments());
        State after = compiled.after(before, found.arguments());
        if (!held || brokenAfter != null && new Condition(domain, brokenAfter).holds(after)) {
            throw new IllegalStateException(
                    "solver and evaluation must agree: action=" + action.label() + ", part=" + name);
        }
        return new Counterexample(action, name, found.arguments(), before, after);
    }
}
