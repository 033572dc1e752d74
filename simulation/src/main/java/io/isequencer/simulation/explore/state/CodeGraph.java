package io.isequencer.simulation.explore.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.collections.impl.list.mutable.primitive.IntArrayList;

/**
 * All that the core can do: states, labelled edges, and for each state a shortest way to it.
 *
 * <p>The core's state holds more than the specification's: a retry delay that runs, what an earlier transaction left in
 * memory, the order of an event's numbers. The <i>inner</i> states have that; several of them may be one state of the
 * specification, and all of these must be able to do the same.
 */
public final class CodeGraph {
    private final StateLayout layout;
    private final Labels labels = new Labels();
    private final StateStore states;
    private final StateStore inner;
    private final EdgeSet edges = new EdgeSet();

    /** By inner state: the one it was first reached from, the action that led there, and its state. */
    private final IntArrayList parents = new IntArrayList();

    private final IntArrayList parentLabels = new IntArrayList();
    private final IntArrayList stateOfInner = new IntArrayList();

    /** By state: the inner state that was first. */
    private final IntArrayList firstInner = new IntArrayList();

    /** By inner state: how many steps from the beginning. */
    private final IntArrayList depths = new IntArrayList();

    public CodeGraph(StateLayout layout, int innerWidth) {
        this.layout = layout;
        states = new StateStore(layout.width);
        inner = new StateStore(innerWidth);
    }

    /** How many states the core reaches: those of a compared graph come behind them. */
    public int reached() {
        return firstInner.size();
    }

    public int depth() {
        return depthOf(firstInner.size() - 1);
    }

    public int depthOf(int state) {
        return depths.get(firstInner.get(state));
    }

    /** The actions of a shortest path to a state. */
    public List<String> path(int state) {
        return innerPath(firstInner.get(state));
    }

    public List<String> innerPath(int innerState) {
        List<String> path = new ArrayList<>();
        for (int at = innerState; parents.get(at) >= 0; at = parents.get(at)) {
            path.add(labels.name(parentLabels.get(at)));
        }
        Collections.reverse(path);
        return path;
    }

    public StateStore states() {
        return states;
    }

    public StateLayout layout() {
        return layout;
    }

    public Labels labels() {
        return labels;
    }

    public EdgeSet edges() {
        return edges;
    }

    public StateStore inner() {
        return inner;
    }

    public IntArrayList stateOfInner() {
        return stateOfInner;
    }

    public IntArrayList depths() {
        return depths;
    }

    public IntArrayList parents() {
        return parents;
    }

    public IntArrayList parentLabels() {
        return parentLabels;
    }

    public IntArrayList firstInner() {
        return firstInner;
    }
}
