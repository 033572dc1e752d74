package io.isequencer.simulation.run;

import io.isequencer.core.Partition;
import io.isequencer.laboratory.SplitMix64;
import io.isequencer.simulation.moves.Move;
import io.isequencer.simulation.world.Owner;
import io.isequencer.simulation.world.World;

/** Rolls over the moves and the states they led to: two runs with the same hash took the same way. */
final class StateHash {
    private long hash = 0x15E90E4CE2L;

    void add(long move, World world) {
        long h = SplitMix64.mix(hash ^ move);
        Owner owner = world.owners().get(Move.owner(move));
        if (owner.isUp()) {
            Partition core = owner.core();
            h = h * 31 + core.admission();
            h = h * 31 + core.nextOffset();
            h = h * 31 + core.pendingCheckpoint();
            h = h * 31 + core.pendingSize();
            h = h * 31 + core.flusher().want().ordinal();
            h = h * 31 + core.actualizer().want().ordinal();
            h = h * 31 + owner.phase().ordinal();
        }
        h = h * 31 + world.log().end();
        h = h * 31 + world.log().durableEnd();
        h = h * 31 + world.virtualMs();
        hash = h ^ world.storage().hash();
    }

    long value() {
        return hash;
    }
}
