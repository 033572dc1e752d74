package io.isequencer.simulation.run;

import io.isequencer.core.Partition;
import io.isequencer.laboratory.SplitMix64;
import io.isequencer.simulation.moves.Move;
import io.isequencer.simulation.moves.MoveKind;
import io.isequencer.simulation.moves.MoveList;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.world.World;
import io.isequencer.spi.StepListener;

/**
 * The part with faults of a run, held within bounds: a move that would leave them is not made, and the seed picks anew.
 */
public final class BoundedRun {
    /** How often a seed may pick what is out of bounds before its turn passes. */
    private static final int PICKS = 20;

    private BoundedRun() {}

    /** Goes along with a run. */
    public interface Follower {
        /** Returns false if the move would leave the bounds; then nothing may have happened. */
        boolean follow(MoveKind kind, int owner, int a, int b);

        /** The move was made; the owner's core is as given, null if it is down. */
        void made(int owner, Partition core);
    }

    /** Makes as many moves as the options say; returns how many were made. */
    public static int run(long seed, Options options, Follower follower) {
        World world = new World(options, StepListener.NONE, null);
        SplitMix64 rng = new SplitMix64(seed);
        MoveList possible = new MoveList(options.weights());
        int made = 0;
        for (int step = 0; step < options.steps(); step++) {
            world.collect(possible);
            if (possible.isEmpty()) {
                world.sleep();
                world.collect(possible);
            }
            for (int pick = 0; pick < PICKS && !possible.isEmpty(); pick++) {
                long move = possible.pick(rng);
                int owner = Move.owner(move);
                if (follower.follow(Move.kind(move), owner, Move.a(move), Move.b(move))) {
                    world.apply(move);
                    follower.made(owner, world.owners().get(owner).core());
                    made++;
                    break;
                }
            }
        }
        return made;
    }
}
