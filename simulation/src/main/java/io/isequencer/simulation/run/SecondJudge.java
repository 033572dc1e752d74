package io.isequencer.simulation.run;

import io.isequencer.laboratory.Violation;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.world.World;
import io.isequencer.spi.StateView;
import io.isequencer.spi.StepListener;

/**
 * Judges a run beside the reference model, which is asked first: the run ends at the first move that either of them objects
 * to. One judges many runs, one after the other.
 */
public interface SecondJudge extends RunObserver, StepListener {
    /** Stands for no second judge. */
    SecondJudge NONE = new SecondJudge() {
        @Override
        public void begin(Options options) {
            // It looks at nothing.
        }

        @Override
        public void onStep(Step step, StateView state) {
            // It looks at nothing.
        }

        @Override
        public void onMove(int number, long move, World world) {
            // It looks at nothing.
        }

        @Override
        public boolean objects() {
            return false;
        }

        @Override
        public Violation objection() {
            return null;
        }

        @Override
        public long steps() {
            return 0;
        }
    };

    /** A run with these options follows. */
    void begin(Options options);

    /** Whether something is wrong with a step that it was told of; asked behind each move. */
    boolean objects();

    /** What is wrong with this run, or null if nothing is; at its end also that it was told of no step. */
    Violation objection();

    /** How many steps of this run it found right. */
    long steps();
}
