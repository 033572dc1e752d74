package io.isequencer.simulation.fleet;

import io.isequencer.laboratory.SplitMix64;

/**
 * What a client wants: an event of a workspace, with a number of each of the first sequences.
 *
 * @param id unique in the run
 * @param arrivedUs virtual microseconds
 */
record Request(long id, long arrivedUs, long wsId, int numbers) {

    /** The first workspaces are drawn most. */
    static Request random(SplitMix64 random, long id, long nowUs, int partition) {
        int workspace = Math.min(
                random.below(FleetOptions.WORKSPACES_PER_PARTITION),
                random.below(FleetOptions.WORKSPACES_PER_PARTITION));
        long wsId = (long) partition * FleetOptions.WORKSPACES_PER_PARTITION + workspace;
        return new Request(id, nowUs, wsId, 1 + random.below(FleetOptions.SEQUENCES));
    }
}
