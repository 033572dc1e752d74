package io.isequencer.defects;

import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.render.CapsuleJson;
import io.isequencer.simulation.run.Capsule;
import io.isequencer.simulation.run.Run;
import io.isequencer.simulation.run.RunObserver;
import io.isequencer.simulation.run.RunResult;
import io.isequencer.simulation.run.Shrinker;
import io.isequencer.spi.StepListener;
import java.util.EnumSet;

/**
 * What is called inside a defect's class loader. It speaks in strings: the caller's classes are others of the same name.
 */
public final class DefectProbe {
    private static final int SMALL = 24;
    private static final int MORE_SEEDS = 100;

    private DefectProbe() {}

    /** The first failing seed, and of the smallest capsule of some: property, size, and the capsule; or nothing. */
    public static String[] detect(int seeds, int movesPerSeed) {
        for (long seed = 1; seed <= seeds; seed++) {
            Options options = Options.forSeed(seed, movesPerSeed, EnumSet.allOf(FaultKind.class));
            RunResult result = new Run(seed, options, RunObserver.NONE, StepListener.NONE).execute();
            if (!result.passed()) {
                Capsule small = smallest(seed, movesPerSeed, new Shrinker(Capsule.of(result)).shrink());
                return new String[] {
                    Long.toString(seed), small.property(), Integer.toString(small.size()), CapsuleJson.format(small)
                };
            }
        }
        return new String[0];
    }

    /** What one seed shrinks to depends on the way it took; another's may be far shorter. */
    private static Capsule smallest(long firstSeed, int movesPerSeed, Capsule first) {
        Capsule smallest = first;
        for (long seed = firstSeed + 1; seed <= firstSeed + MORE_SEEDS && smallest.size() > SMALL; seed++) {
            Options options = Options.forSeed(seed, movesPerSeed, EnumSet.allOf(FaultKind.class));
            RunResult result = new Run(seed, options, RunObserver.NONE, StepListener.NONE).execute();
            if (!result.passed()) {
                Capsule other = new Shrinker(Capsule.of(result)).shrink();
                smallest = other.size() < smallest.size() ? other : smallest;
            }
        }
        return smallest;
    }
}
