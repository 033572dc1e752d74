package io.isequencer.simulation.explore;

import io.isequencer.laboratory.Violation;
import io.isequencer.simulation.explore.state.CodeGraph;
import java.util.List;

/**
 * The outcome of taking the core through all schedules.
 *
 * @param graph as far as the search came
 * @param peakBytes the largest heap at the end of a level
 * @param complete whether there is no more
 * @param violation what went wrong on the way; null if nothing did
 * @param violationPath a shortest way to it
 */
record Search(
        CodeGraph graph,
        long transitions,
        long nanos,
        long peakBytes,
        boolean complete,
        Violation violation,
        List<String> violationPath) {
    /** The same, seen by someone who found something wrong with it. */
    Search violatedBy(Violation found, List<String> path) {
        return new Search(graph, transitions, nanos, peakBytes, complete, found, path);
    }

    long transitionsPerSecond() {
        return nanos == 0 ? 0 : (long) (transitions * 1e9 / nanos);
    }
}
