package io.isequencer.architecture.violators.spi;

import io.isequencer.core.Want;

/** Breaks a rule on purpose. */
public final class KnowsCore {
    private KnowsCore() {}

    static final Want WANT = Want.WAIT;
}
