package io.isequencer.simulation.explore;

import java.util.List;

/**
 * What an exploration found.
 *
 * <ul>
 *   <li><i>Units:</i> depth in steps, memory in bytes, times in seconds.
 * </ul>
 *
 * @param states of the core, as the specification sees them
 * @param innerStates of the core, with what the specification does not know
 * @param edges labelled ones, each counted once
 * @param specStates 0 if the specification was not asked
 * @param complete whether all states of the core were reached
 * @param violated the invariant that a state of the core violates; null if none
 * @param message what was violated; null if nothing
 * @param path how the core got there
 * @param differences by action, the shortest first
 */
public record ExploreResult(
        String config,
        int states,
        int innerStates,
        int edges,
        long transitions,
        long transitionsPerSecond,
        int depth,
        long peakMemory,
        int specStates,
        int specEdges,
        long statesOnlyInCode,
        long edgesOnlyInCode,
        long statesOnlyInSpec,
        long edgesOnlyInSpec,
        boolean complete,
        String violated,
        String message,
        List<String> path,
        List<Difference> differences,
        double seconds) {

    /** Whether code and specification are the same graph, all of it was seen, and no invariant is violated. */
    public boolean same() {
        return specStates > 0 && complete && violated == null && onlyInCode() == 0 && onlyInSpec() == 0;
    }

    /** Whether anything wrong was seen. What is missing in an incomplete graph is nothing wrong. */
    public boolean different() {
        return violated != null || onlyInCode() > 0 || complete && onlyInSpec() > 0;
    }

    /** States and edges. */
    public long onlyInCode() {
        return statesOnlyInCode + edgesOnlyInCode;
    }

    /** States and edges. */
    public long onlyInSpec() {
        return statesOnlyInSpec + edgesOnlyInSpec;
    }
}
