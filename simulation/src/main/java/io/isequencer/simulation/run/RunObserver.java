package io.isequencer.simulation.run;

import io.isequencer.simulation.world.World;

/** Sees each move of a run after it was made. */
@FunctionalInterface
public interface RunObserver {
    /** Stands for no observer. */
    RunObserver NONE = (number, move, world) -> {};

    void onMove(int number, long move, World world);
}
