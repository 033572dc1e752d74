package io.isequencer.architecture.violators.proof.evaluate;

import com.microsoft.z3.Context;
import io.isequencer.proof.smt.Solver;

/** Breaks two rules on purpose. */
public final class KnowsSolver {
    private KnowsSolver() {}

    public static Class<?> text() {
        return Solver.class;
    }

    public static Class<?> solver() {
        return Context.class;
    }
}
