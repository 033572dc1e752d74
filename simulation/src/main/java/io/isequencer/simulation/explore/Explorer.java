package io.isequencer.simulation.explore;

import io.isequencer.laboratory.Stopwatch;
import io.isequencer.laboratory.Violation;
import io.isequencer.rules.Property;
import io.isequencer.simulation.explore.state.CodeGraph;
import io.isequencer.simulation.explore.state.Constants;
import io.isequencer.simulation.explore.state.EdgeSet;
import io.isequencer.simulation.explore.state.StateLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.collections.impl.list.mutable.primitive.IntArrayList;
import org.eclipse.collections.impl.list.mutable.primitive.LongArrayList;

/**
 * Takes the core through all schedules, breadth-first: from each state, each possible move, on a copy.
 *
 * <ul>
 *   <li><i>Errors:</i> none: what goes wrong is in the graph, with a shortest path.
 * </ul>
 */
final class Explorer {
    private final Constants constants;
    private final int maxStates;
    private final CodeState codeState;
    private final CodeGraph graph;
    private final Invariants invariants;
    private final EnabledMoves offer;
    private final ArrayDeque<ExploredWorld> spare = new ArrayDeque<>();
    private final List<ExploredWorld> next = new ArrayList<>();

    /** By state: what its inner states can do, as a hash over its edges. */
    private final IntArrayList abilities = new IntArrayList();

    /** The edges of the state that is expanded. */
    private final LongArrayList out = new LongArrayList();

    private ExploredWorld scratch;
    private long transitions;
    private long peakBytes;

    Explorer(Constants constants, int maxStates) {
        this.constants = constants;
        this.maxStates = maxStates;
        StateLayout layout = new StateLayout(constants);
        codeState = new CodeState(layout);
        graph = new CodeGraph(layout, codeState.width());
        invariants = new Invariants(layout);
        offer = new EnabledMoves(constants);
        scratch = new ExploredWorld(constants);
    }

    Search explore() {
        Stopwatch watch = new Stopwatch();
        reach(-1, -1, 0, codeState.write(scratch));
        try {
            int done = 0;
            while (!next.isEmpty() && graph.inner().size() <= maxStates) {
                List<ExploredWorld> level = List.copyOf(next);
                next.clear();
                for (ExploredWorld world : level) {
                    expand(world, done);
                    spare.add(world);
                    done++;
                }
                notePeak();
            }
            return search(watch, next.isEmpty(), null, List.of());
        } catch (Found found) {
            return search(watch, false, found.violation, found.path);
        }
    }

    private Search search(Stopwatch watch, boolean complete, Violation violation, List<String> path) {
        return new Search(graph, transitions, watch.nanos(), peakBytes, complete, violation, path);
    }

    private void expand(ExploredWorld world, int inner) {
        int state = graph.stateOfInner().get(inner);
        byte[] before = graph.states().get(state);
        offer.collect(world);
        out.clear();
        for (int i = 0; i < offer.size(); i++) {
            int move = offer.get(i);
            scratch.copyFrom(world);
            String label = "";
            try {
                label = MoveExecutor.make(move, scratch);
                if (label == null) {
                    continue;
                }
                transitions++;
                byte[] after = codeState.write(scratch);
                invariants.checkStep(before, after);
                note(state, inner, graph.labels().of(label), after);
            } catch (Violation violation) {
                throw found(
                        violation,
                        inner,
                        label.isEmpty() ? ExploredMove.kind(move).name() : label);
            } catch (RuntimeException failure) {
                String text = failure.getClass().getSimpleName() + ": " + failure.getMessage();
                String action = ExploredMove.kind(move).name();
                throw found(Violation.safety(Property.NO_FAILURE, text), inner, action);
            }
        }
        compareAbilities(state, inner);
    }

    private void note(int state, int inner, int label, byte[] after) {
        int depth = graph.depths().get(inner) + 1;
        int reached = reach(inner, label, depth, after);
        long edge = EdgeSet.pack(state, label, reached);
        graph.edges().add(edge);
        out.add(edge);
    }

    /** Notes a state; if it is new, it will be expanded. */
    private int reach(int parent, int label, int depth, byte[] bytes) {
        int states = graph.states().size();
        int inners = graph.inner().size();
        int inner = graph.inner().add(bytes);
        if (inner < inners) {
            return graph.stateOfInner().get(inner);
        }
        int state = graph.states().add(bytes);
        graph.parents().add(parent);
        graph.parentLabels().add(label);
        graph.depths().add(depth);
        graph.stateOfInner().add(state);
        next.add(scratch);
        scratch = spare.isEmpty() ? new ExploredWorld(constants) : spare.poll();
        if (state == states) {
            graph.firstInner().add(inner);
            abilities.add(0);
            invariants.check(bytes);
        }
        return state;
    }

    /** What the specification takes for one state must be able to do the same, whatever else the core remembers. */
    private void compareAbilities(int state, int inner) {
        out.sortThis();
        int hash = 1;
        for (int i = 0; i < out.size(); i++) {
            if (i == 0 || out.get(i) != out.get(i - 1)) {
                hash = hash * 31 + Long.hashCode(out.get(i) * 0x9E3779B97F4A7C15L);
            }
        }
        int first = graph.firstInner().get(state);
        if (inner == first) {
            abilities.set(state, hash);
        } else if (abilities.get(state) != hash) {
            String text = "the core does other things here than after " + String.join(" ", graph.innerPath(first));
            throw new Found(Violation.safety(Property.NOTHING_HIDDEN, text), graph.innerPath(inner));
        }
    }

    private Found found(Violation violation, int inner, String label) {
        List<String> path = new ArrayList<>(graph.innerPath(inner));
        path.add(label);
        return new Found(violation, path);
    }

    private void notePeak() {
        Runtime runtime = Runtime.getRuntime();
        peakBytes = Math.max(peakBytes, runtime.totalMemory() - runtime.freeMemory());
    }

    /** Ends the search. */
    private static final class Found extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Violation violation;
        private final transient List<String> path;

        Found(Violation violation, List<String> path) {
            super(violation);
            this.violation = violation;
            this.path = path;
        }
    }
}
