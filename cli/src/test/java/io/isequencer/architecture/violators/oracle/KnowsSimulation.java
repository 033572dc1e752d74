package io.isequencer.architecture.violators.oracle;

import io.isequencer.simulation.run.Run;

/** Breaks a rule on purpose. */
public final class KnowsSimulation {
    private KnowsSimulation() {}

    public static Class<?> type() {
        return Run.class;
    }
}
