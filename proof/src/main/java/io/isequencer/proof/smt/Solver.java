package io.isequencer.proof.smt;

import java.util.List;

/** Whoever can tell whether assertions can hold together. */
public interface Solver {
    /** What it found out about a goal. */
    enum Answer {
        /** The denial cannot hold: the goal is proved. */
        PROVED,
        /** The denial can hold, as the solver says. */
        REFUTED,
        /** Neither was found out within the bounds. */
        UNKNOWN
    }

    /** Its name and version. */
    String version();

    /**
     * Proves the goals of a batch.
     *
     * @return an answer for each of them, in their order
     */
    List<Answer> prove(Batch batch);
}
