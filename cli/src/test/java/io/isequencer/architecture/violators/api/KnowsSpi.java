package io.isequencer.architecture.violators.api;

import io.isequencer.spi.StepListener;

/** Breaks a rule on purpose. */
public final class KnowsSpi {
    private KnowsSpi() {}

    static final StepListener LISTENER = StepListener.NONE;
}
