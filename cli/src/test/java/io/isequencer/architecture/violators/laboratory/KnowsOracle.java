package io.isequencer.architecture.violators.laboratory;

import io.isequencer.oracle.judge.Verdict;

/** Breaks a rule on purpose. */
public final class KnowsOracle {
    private KnowsOracle() {}

    public static Class<?> type() {
        return Verdict.class;
    }
}
