package io.isequencer.simulation.explore.relation;

import io.isequencer.proof.evaluate.Condition;
import io.isequencer.proof.evaluate.Domain;
import io.isequencer.proof.evaluate.State;
import io.isequencer.proof.invariant.Part;
import io.isequencer.proof.term.Term;
import io.isequencer.proof.term.Terms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of the invariant, asked of one state after the other. Notes what a part says something about: an implication
 * whose premise never held was never checked.
 */
final class InvariantCheck {
    private record Compiled(Part part, Condition holds) {}

    private record Premise(String name, Condition holds) {}

    private final List<Compiled> parts = new ArrayList<>();
    private final List<Premise> unseen = new ArrayList<>();
    private final Map<String, Long> premises = new LinkedHashMap<>();

    InvariantCheck(Domain domain, List<Part> parts) {
        for (Part part : parts) {
            this.parts.add(new Compiled(part, new Condition(domain, part.term())));
            List<Term> found = new ArrayList<>();
            collect(part.term(), List.of(), Terms.TRUE, found);
            for (Term premise : found) {
                String name = part.name() + "/" + (found.indexOf(premise) + 1);
                unseen.add(new Premise(name, new Condition(domain, premise)));
                premises.put(name, 0L);
            }
        }
    }

    /** The premises below a term, each as a closed truth: for some values of the variables around it, it holds. */
    private static void collect(Term term, List<Term.Variable> around, Term given, List<Term> found) {
        if (term instanceof Term.Quantified quantified && quantified.all()) {
            List<Term.Variable> variables = new ArrayList<>(around);
            variables.addAll(quantified.variables());
            collect(quantified.body(), variables, given, found);
        } else if (term instanceof Term.Hinted hinted) {
            collect(hinted.body(), around, given, found);
        } else if (term instanceof Term.Operation operation) {
            List<Term> operands = operation.operands();
            switch (operation.operator()) {
                case AND -> operands.forEach(operand -> collect(operand, around, given, found));
                case IMPLIES -> premise(operands.get(0), operands.get(1), around, given, found);
                case CHOOSE -> {
                    premise(operands.get(0), operands.get(1), around, given, found);
                    premise(operands.get(0).not(), operands.get(2), around, given, found);
                }
                default -> {}
            }
        }
    }

    private static void premise(
            Term premise, Term conclusion, List<Term.Variable> around, Term given, List<Term> found) {
        Term all = Terms.and(given, premise);
        found.add(around.isEmpty() ? all : new Term.Quantified(false, around, all));
        collect(conclusion, around, all, found);
    }

    /** The first part that does not hold; null if all do. */
    Part broken(State state) {
        for (Compiled compiled : parts) {
            if (!compiled.holds().holds(state)) {
                return compiled.part();
            }
        }
        unseen.removeIf(premise -> {
            boolean seen = premise.holds().holds(state);
            premises.put(premise.name(), seen ? 1L : 0L);
            return seen;
        });
        return null;
    }

    /** By part and premise: 1 if it held in a state, otherwise 0. */
    Map<String, Long> premises() {
        return premises;
    }
}
