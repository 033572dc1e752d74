package io.isequencer.proof.prove;

import io.isequencer.proof.invariant.Liveness;
import io.isequencer.proof.invariant.Part;
import io.isequencer.proof.invariant.Progress;
import io.isequencer.proof.invariant.Properties;
import io.isequencer.proof.invariant.Property;
import io.isequencer.proof.invariant.Refinement;
import io.isequencer.proof.relation.Action;
import io.isequencer.proof.relation.Relation;
import io.isequencer.proof.smt.Batch;
import io.isequencer.proof.smt.Ground;
import io.isequencer.proof.smt.Obligations;
import io.isequencer.proof.smt.Solver;
import io.isequencer.proof.term.Term;
import io.isequencer.proof.term.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Proves the obligations of a relation, and looks for a counterexample where one is not proved. */
public final class Proof {
    private final Relation relation;
    private final List<Part> parts;
    private final Solver solver;
    private final Induction induction;

    /** @param models where small worlds are looked for */
    public Proof(Relation relation, List<Part> parts, Solver solver, Ground.Models models) {
        this.relation = relation;
        this.parts = List.copyOf(parts);
        this.solver = solver;
        induction = new Induction(relation, parts, models);
    }

    /**
     * An obligation that is not proved.
     *
     * @param example null if none was found
     */
    public record Open(String action, String claim, Solver.Answer answer, Counterexample example) {
        public String name() {
            return action + "/" + claim;
        }
    }

    /**
     * The outcome.
     *
     * @param obligations how many there were
     * @param untouched how many of them hold because the action changes nothing that they speak of
     */
    public record Result(int obligations, int untouched, List<Open> open) {
        public Result {
            open = List.copyOf(open);
        }

        public int proved() {
            return obligations - open.size();
        }
    }

    /** Proves those obligations whose name is wanted. */
    public Result prove(Predicate<String> wanted) {
        Obligations obligations = new Obligations(relation, parts, wanted);
        List<Open> open = new ArrayList<>();
        int count = obligations.untouched();
        for (Batch batch : obligations.batches()) {
            List<Solver.Answer> answers = solver.prove(batch);
            for (int i = 0; i < answers.size(); i++) {
                count++;
                if (answers.get(i) != Solver.Answer.PROVED) {
                    Batch.Goal goal = batch.goals().get(i);
                    open.add(new Open(
                            goal.action(), goal.claim(), answers.get(i), example(goal.action(), goal.claim())));
                }
            }
        }
        return new Result(count, obligations.untouched(), open);
    }

    /**
     * The smallest step that shows that an obligation does not hold.
     *
     * @return null if none was found
     */
    public Counterexample example(String label, String claim) {
        for (Action action : relation.actions()) {
            Term kept = action.label().equals(label) ? claimed(action, claim) : null;
            if (kept != null) {
                return induction.breaking(action, claim, kept);
            }
        }
        return null;
    }

    private Term claimed(Action action, String claim) {
        for (Part part : parts) {
            if (part.name().equals(claim)) {
                return Terms.next(part.term());
            }
        }
        for (Progress progress : Liveness.all()) {
            if (progress.name().equals(claim)) {
                return progress.step(action);
            }
        }
        List<Property> ofStep = new ArrayList<>(Properties.ofSteps());
        ofStep.add(Refinement.of(action));
        return ofStep.stream()
                .filter(property -> property.name().equals(claim))
                .map(Property::term)
                .findFirst()
                .orElse(null);
    }

    /** The actions that can never happen, as far as small worlds tell: whatever is proved of them is empty. */
    public List<String> impossible() {
        return relation.actions().stream()
                .filter(action -> induction.step(action) == null)
                .map(Action::label)
                .toList();
    }
}
