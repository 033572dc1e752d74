package io.isequencer.architecture.violators.simulation.run;

import io.isequencer.architecture.violators.simulation.render.KnowsRun;

/** Breaks a rule on purpose. */
public final class KnowsRender {
    private KnowsRender() {}

    public static Class<?> type() {
        return KnowsRun.class;
    }
}
