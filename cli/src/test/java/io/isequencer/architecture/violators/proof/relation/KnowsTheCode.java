package io.isequencer.architecture.violators.proof.relation;

import io.isequencer.core.Want;

/** Breaks a rule on purpose. */
public final class KnowsTheCode {
    private KnowsTheCode() {}

    static final Want WANT = Want.WAIT;
}
