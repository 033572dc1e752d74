package io.isequencer.architecture.violators.core;

import io.isequencer.runtime.SequencerRuntime;

/** Breaks a rule on purpose. */
public final class KnowsRuntime {
    private KnowsRuntime() {}

    static SequencerRuntime runtime() {
        return SequencerRuntime.create();
    }
}
