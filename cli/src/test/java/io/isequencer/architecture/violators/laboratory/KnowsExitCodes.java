package io.isequencer.architecture.violators.laboratory;

import io.isequencer.cli.ExitCode;

/** Breaks a rule on purpose. */
public final class KnowsExitCodes {
    private KnowsExitCodes() {}

    public static Class<?> type() {
        return ExitCode.class;
    }
}
