package io.isequencer.simulation.fleet;

import io.isequencer.laboratory.Violation;
import java.util.Arrays;
import java.util.List;

/**
 * What a run of a fleet has shown.
 *
 * @param violation null if nothing was wrong
 * @param trace the last steps of the partition that was wrong, the last one last; empty if none was
 * @param busiestShard the largest share of its time that a shard has served calls, 0 to 1
 * @param meanShard the same of all shards together
 * @param coldStartUs when all partitions, opened at once, were ready
 * @param restUs when the last event was appended or number written; clients arrive until {@code virtualSeconds} and one more
 * @param hash equal on every machine and JDK
 */
public record FleetResult(
        FleetOptions options,
        long seed,
        FleetTally tally,
        Violation violation,
        List<String> trace,
        double busiestShard,
        double meanShard,
        long coldStartUs,
        long restUs,
        long hash) {

    /** What was never met: nothing was shown about it. */
    public List<FleetMark> unreached() {
        return Arrays.stream(FleetMark.values())
                .filter(mark -> tally.count(mark) == 0)
                .toList();
    }

    public boolean passed() {
        return violation == null;
    }
}
