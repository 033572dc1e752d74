package io.isequencer.simulation.explore.relation;

import io.isequencer.laboratory.Violation;
import io.isequencer.proof.evaluate.State;
import io.isequencer.proof.invariant.Part;
import io.isequencer.proof.relation.Relation;
import io.isequencer.simulation.explore.state.CodeGraph;
import io.isequencer.simulation.explore.state.Constants;
import io.isequencer.simulation.explore.state.EdgeSet;
import io.isequencer.simulation.explore.state.StateLayout;
import io.isequencer.simulation.explore.state.StateText;
import java.util.List;
import java.util.Map;

/**
 * Takes a relation through all of its own steps, breadth-first, in a world that the code cannot be explored in: to be
 * compared with the specification alone.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link Violation} for a state that does not satisfy the invariant; {@link
 *       IllegalArgumentException} for a step that leaves the world.
 * </ul>
 */
public final class RelationSearch {
    private final CodeGraph graph;
    private final Abstraction abstraction;
    private final RelationSteps steps;
    private final InvariantCheck invariant;
    private long transitions;

    /** @param parts of the invariant */
    public RelationSearch(Constants constants, Relation relation, List<Part> parts) {
        StateLayout layout = new StateLayout(constants);
        graph = new CodeGraph(layout, layout.width);
        abstraction = new Abstraction(layout);
        steps = new RelationSteps(abstraction, relation);
        invariant = new InvariantCheck(abstraction.domain(), parts);
    }

    /** Returns its graph; gives up when it has more states. */
    public CodeGraph explore(int maxStates) {
        reach(-1, -1, steps.initial());
        for (int state = 0; state < graph.reached() && state < maxStates; state++) {
            expand(state);
        }
        return graph;
    }

    private void expand(int state) {
        byte[] bytes = graph.states().get(state);
        State before = abstraction.read(bytes);
        Part broken = invariant.broken(before);
        if (broken != null) {
            String where = String.join(
                    ", ", new StateText(graph.layout()).of(bytes, graph.states().get(0)));
            throw Violation.ofRelation(broken.name(), broken.sentence() + " Not so with " + where);
        }
        for (int action = 0; action < steps.actions(); action++) {
            int label = graph.labels().of(steps.name(action));
            steps.forEach(action, before, after -> {
                transitions++;
                graph.edges().add(EdgeSet.pack(state, label, reach(state, label, after)));
            });
        }
    }

    private int reach(int parent, int label, State after) {
        byte[] bytes = abstraction.write(after);
        int known = graph.reached();
        int state = graph.states().add(bytes);
        if (state == known) {
            graph.inner().add(bytes);
            graph.parents().add(parent);
            graph.parentLabels().add(label);
            graph.depths().add(parent < 0 ? 0 : graph.depthOf(parent) + 1);
            graph.stateOfInner().add(state);
            graph.firstInner().add(state);
        }
        return state;
    }

    public long transitions() {
        return transitions;
    }

    /** By action, with its variant: how often it was taken. */
    public Map<String, Long> steps() {
        return steps.taken();
    }

    /** By part and premise: 1 if it held in a state, otherwise 0. */
    public Map<String, Long> premises() {
        return invariant.premises();
    }
}
