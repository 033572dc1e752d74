package io.isequencer.architecture.violators.simulation.render;

import io.isequencer.architecture.violators.simulation.run.KnowsRender;

/** Breaks a rule on purpose. */
public final class KnowsRun {
    private KnowsRun() {}

    public static Class<?> type() {
        return KnowsRender.class;
    }
}
