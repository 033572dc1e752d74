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
import io.isequencer.proof.term.Terms;
import java.util.List;
import java.util.Map;

/**
 * Looks for steps in small worlds: one that breaks a part, or one that an action can take at all. What the solver finds
 * is evaluated before it is shown.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IllegalStateException} if solver and evaluation disagree.
 * </ul>
 */
public final class Induction {
    /** Owners, workspaces, sequences, offsets and numbers; smallest first. */
    private static final List<List<Integer>> SIZES = List.of(
            List.of(1, 1, 1, 5, 5),
            List.of(1, 1, 1, 6, 5),
            List.of(1, 1, 1, 6, 7),
            List.of(1, 1, 2, 5, 5),
            List.of(2, 1, 1, 5, 5),
            List.of(1, 2, 1, 5, 5));

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
                        Variables.WORKSPACE, sizes.get(1),
                        Variables.SEQ, sizes.get(2),
                        Variables.WRITE, 1,
                        Variables.APPEND, 1,
                        Sort.OFFSET, sizes.get(3),
                        Sort.NUMBER, sizes.get(4)),
                Variables.all());
    }

    /**
     * The smallest step of the action that does not do what is claimed of it.
     *
     * @param claim its name
     * @param kept what holds after each step, or of each step
     * @return null if none was found
     */
    public Counterexample breaking(Action action, String claim, Term kept) {
        return smallest(action, claim, kept);
    }

    /** The smallest step of the action; null if none was found. */
    public Counterexample step(Action action) {
        return smallest(action, "", null);
    }

    private Counterexample smallest(Action action, String claim, Term kept) {
        for (List<Integer> sizes : SIZES) {
            Domain domain = world(sizes);
            Ground.Found found = find(domain, action, kept);
            if (found != null) {
                return confirmed(domain, action, claim, found, kept);
            }
        }
        return null;
    }

    private Ground.Found find(Domain domain, Action action, Term kept) {
        Ground ground = new Ground(domain, action);
        relation.axioms().forEach(ground::require);
        parts.forEach(part -> ground.require(part.term()));
        action.guard().forEach(ground::require);
        if (kept != null) {
            ground.require(action.unfold(kept).not());
        }
        return ground.solve(models);
    }

    private Counterexample confirmed(Domain domain, Action action, String claim, Ground.Found found, Term kept) {
        State before = found.state();
        CompiledAction compiled = new CompiledAction(domain, action);
        boolean held = relation.axioms().stream().allMatch(axiom -> new Condition(domain, axiom).holds(before))
                && parts.stream().allMatch(part -> new Condition(domain, part.term()).holds(before))
                && compiled.enabled(before, found.arguments());
        State after = compiled.after(before, found.arguments());
        boolean doesAll = kept != null
                && new Condition(domain, kept, action.parameters()).holds(before, after, found.arguments());
        if (!held || doesAll) {
            throw new IllegalStateException(
                    "solver and evaluation must agree: action=" + action.label() + ", claim=" + claim);
        }
        return new Counterexample(action, claim, kept == null ? Terms.TRUE : kept, found.arguments(), before, after);
    }
}
