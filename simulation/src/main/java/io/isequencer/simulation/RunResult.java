package io.isequencer.simulation;

/**
 * What became of a seed.
 *
 * <ul>
 *   <li><i>Threading:</i> read only after the run.
 * </ul>
 *
 * @param hash the rolling hash over moves and states
 * @param moves how many steps were taken
 * @param violation null if all checks passed
 */
public record RunResult(
        long seed, Options options, long hash, int moves, long virtualMs, FaultCounts faults, Violation violation) {

    public boolean passed() {
        return violation == null;
    }
}
