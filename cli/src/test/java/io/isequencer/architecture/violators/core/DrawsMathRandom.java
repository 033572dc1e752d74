package io.isequencer.architecture.violators.core;

/** Breaks a rule on purpose. */
public final class DrawsMathRandom {
    private DrawsMathRandom() {}

    static double draw() {
        return Math.random();
    }
}
