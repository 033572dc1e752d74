package io.isequencer.simulation.run;

import io.isequencer.laboratory.Violation;
import io.isequencer.simulation.moves.CoverageCounts;
import io.isequencer.simulation.moves.Options;
import java.util.List;

/**
 * What became of a run.
 *
 * @param hash the rolling hash over moves and states
 * @param moves how many were made
 * @param movesWithFaults how many before the faults stopped; -1 if a violation came first
 * @param passedOver numbers, from 1, of the schedule's moves that were impossible, and none like them possible
 * @param replaced how many of a schedule's moves were impossible, and made by the closest one
 * @param violation null if all checks passed
 */
public record RunResult(
        long seed,
        Options options,
        long hash,
        int moves,
        int movesWithFaults,
        List<Integer> passedOver,
        int replaced,
        long virtualMs,
        CoverageCounts tally,
        Violation violation) {

    public boolean passed() {
        return violation == null;
    }
}
