package io.isequencer.simulation.explore;

import io.isequencer.simulation.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * All that the core can do: states, labelled edges, and for each state a shortest way to it.
 *
 * <p>The core's state holds more than the specification's: a retry delay that runs, what an earlier transaction left in
 * memory, the order of an event's numbers. The <i>inner</i> states have that; several of them may be one state of the
 * specification, and all of these must be able to do the same.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 * </ul>
 */
final class CodeGraph {
    final Layout layout;
    final Labels labels = new Labels();
    final StateStore states;
    final StateStore inner;
    final EdgeSet edges = new EdgeSet();

    /** By inner state: the one it was first reached from, the action that led there, and its state. */
    final IntColumn parents = new IntColumn();

    final IntColumn parentLabels = new IntColumn();
    final IntColumn stateOfInner = new IntColumn();

    /** By state: the inner state that was first. */
    final IntColumn firstInner = new IntColumn();

    /** By inner state: how many steps from the beginning. */
    final IntColumn depths = new IntColumn();

    long transitions;
    long nanos;
    long peakBytes;
    boolean complete;

    /** What went wrong on the way; null if nothing did. */
    Violation violation;

    List<String> violationPath = List.of();

    CodeGraph(Layout layout, int innerWidth) {
        this.layout = layout;
        states = new StateStore(layout.width);
        inner = new StateStore(innerWidth);
    }

    int depth() {
        return depthOf(firstInner.size() - 1);
    }

    int depthOf(int state) {
        return depths.get(firstInner.get(state));
    }

    /** The actions of a shortest path to a state. */
    List<String> path(int state) {
        return innerPath(firstInner.get(state));
    }

    List<String> innerPath(int innerState) {
        List<String> path = new ArrayList<>();
        for (int at = innerState; parents.get(at) >= 0; at = parents.get(at)) {
            path.add(labels.name(parentLabels.get(at)));
        }
        Collections.reverse(path);
        return path;
    }

    long transitionsPerSecond() {
        return nanos == 0 ? 0 : (long) (transitions * 1e9 / nanos);
    }
}
