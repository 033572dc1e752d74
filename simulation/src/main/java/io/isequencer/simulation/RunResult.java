package io.isequencer.simulation;

/**
 * What became of a run.
 *
 * <ul>
 *   <li><i>Threading:</i> read only after the run.
 * </ul>
 *
 * @param hash the rolling hash over moves and states
 * @param moves how many were made
 * @param movesWithFaults how many before the faults stopped; -1 if a violation came first
 * @param violation null if all checks passed
 */
public record RunResult(
        long seed,
        Options options,
        long hash,
        int moves,
        int movesWithFaults,
        long virtualMs,
        Tally tally,
        Violation violation) {

    public boolean passed() {
        return violation == null;
    }
}
