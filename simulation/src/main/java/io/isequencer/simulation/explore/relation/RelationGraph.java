package io.isequencer.simulation.explore.relation;

import io.isequencer.laboratory.Violation;
import io.isequencer.proof.evaluate.State;
import io.isequencer.proof.invariant.Part;
import io.isequencer.proof.relation.Relation;
import io.isequencer.proof.term.Symbol;
import io.isequencer.simulation.explore.state.CodeGraph;
import io.isequencer.simulation.explore.state.ComparedGraph;
import io.isequencer.simulation.explore.state.EdgeSet;
import io.isequencer.simulation.explore.state.StateText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * All steps that the relation allows from the states that the core reaches, each of which must satisfy the invariant.
 *
 * <p>If there is no difference, the core's states are the relation's too: both begin in the same one, and no step leads
 * out of them.
 */
public final class RelationGraph implements ComparedGraph {
    private final CodeGraph code;
    private final int codeStates;
    private final Abstraction abstraction;
    private final RelationSteps steps;
    private final InvariantCheck invariant;
    private final StateText text;
    private final EdgeSet onlyHere = new EdgeSet();

    private Violation violation;
    private List<String> violationPath = List.of();

    /** @param parts of the invariant */
    public RelationGraph(CodeGraph code, Relation relation, List<Part> parts) {
        this.code = code;
        codeStates = code.reached();
        abstraction = new Abstraction(code.layout());
        steps = new RelationSteps(abstraction, relation);
        invariant = new InvariantCheck(abstraction.domain(), parts);
        text = new StateText(code.layout());
    }

    /** Takes all steps; ends early if something is wrong with a state. */
    public void explore() {
        if (begins()) {
            for (int state = 0; state < codeStates && violation == null; state++) {
                expand(state);
            }
        }
    }

    private boolean begins() {
        State initial = steps.initial();
        byte[] first = code.states().get(0);
        byte[] itsFirst = abstraction.write(initial);
        if (!Arrays.equals(first, itsFirst)) {
            fail("Init", "the relation begins elsewhere: " + text.change(first, itsFirst), 0, List.of());
            return false;
        }
        return keeps("Init", initial, abstraction.read(first), 0);
    }

    private void expand(int state) {
        byte[] bytes = code.states().get(state);
        State before = abstraction.read(bytes);
        Part broken = invariant.broken(before);
        if (broken != null) {
            String where = String.join(", ", text.of(bytes, code.states().get(0)));
            fail(broken.name(), broken.sentence() + " Not so with " + where, state, List.of());
            return;
        }
        for (int i = 0; i < steps.actions() && violation == null; i++) {
            take(i, state, before);
        }
    }

    private void take(int action, int state, State before) {
        int label = code.labels().of(steps.name(action));
        try {
            steps.forEach(action, before, after -> note(action, label, state, after));
        } catch (IllegalArgumentException outside) {
            String text = steps.label(action) + " leaves the bounds: " + outside.getMessage();
            fail("WithinBounds", text, state, List.of(steps.label(action)));
        }
    }

    private void note(int action, int label, int state, State after) {
        byte[] bytes = abstraction.write(after);
        long edge = EdgeSet.pack(state, label, code.states().add(bytes));
        if (!code.edges().mark(edge)) {
            onlyHere.add(edge);
        } else if (violation == null) {
            keeps(steps.label(action), after, abstraction.read(bytes), state);
        }
    }

    /** What no explored state shows must be as it is seen there: ghosts, and what is out of use. */
    private boolean keeps(String action, State after, State seen, int state) {
        Symbol different = abstraction.difference(after, seen);
        if (different != null) {
            String values =
                    Arrays.toString(after.table(different)) + ", must be " + Arrays.toString(seen.table(different));
            fail("NothingElse", action + " leaves " + different.name() + "=" + values, state, List.of(action));
        }
        return different == null;
    }

    private void fail(String property, String message, int state, List<String> last) {
        violation = Violation.ofRelation(property, message);
        violationPath = new ArrayList<>(code.path(state));
        violationPath.addAll(last);
    }

    /** What is wrong with a state; null if nothing is. */
    public Violation violation() {
        return violation;
    }

    /** A shortest way to that. */
    public List<String> violationPath() {
        return violationPath;
    }

    /** By action, with its variant: how often it was taken. */
    public Map<String, Long> steps() {
        return steps.taken();
    }

    /** By part and premise: in how many of the states it held, 0 or more. */
    public Map<String, Long> premises() {
        return invariant.premises();
    }

    @Override
    public int states() {
        return code.states().size();
    }

    @Override
    public boolean has(int state) {
        return true;
    }

    @Override
    public boolean codeHas(int state) {
        return state < codeStates;
    }

    @Override
    public int missing() {
        return 0;
    }

    @Override
    public int additional() {
        return code.states().size() - codeStates;
    }

    @Override
    public List<String> path(int state) {
        return code.path(state);
    }

    @Override
    public EdgeSet onlyHere() {
        return onlyHere;
    }
}
