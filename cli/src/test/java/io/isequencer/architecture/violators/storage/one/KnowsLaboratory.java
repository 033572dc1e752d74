package io.isequencer.architecture.violators.storage.one;

import io.isequencer.laboratory.Stopwatch;

/** Breaks a rule on purpose. */
public final class KnowsLaboratory {
    private KnowsLaboratory() {}

    public static Class<?> type() {
        return Stopwatch.class;
    }
}
