package io.isequencer.simulation.run;

import io.isequencer.simulation.moves.Options;
import io.isequencer.spi.StepListener;

/**
 * Judges a run beside the reference model: it sees what happens, and says afterwards what it holds against it.
 * One judges many runs, one after the other.
 */
public interface SecondJudge extends RunObserver, StepListener {
    /** A run with these options follows. */
    void begin(Options options);

    /** Returns null if there is nothing. */
    String objection();

    /** How many steps of this run it found right. */
    long steps();
}
