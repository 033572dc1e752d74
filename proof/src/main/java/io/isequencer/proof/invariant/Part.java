package io.isequencer.proof.invariant;

import io.isequencer.proof.term.Term;

/**
 * A part of the invariant.
 *
 * @param group what it is about
 * @param sentence what it says, in words
 */
public record Part(String name, Group group, String sentence, Term term) {
    /** A group's parts are proved from themselves and from those of the groups that it rests on. */
    public enum Group {
        /** The highest number of each key: in the log, the storage, and all memories. */
        HIGHEST,
        /** Each number of each event. */
        NUMBERS,
        /** Where a number stands that another one follows. */
        WITNESSES,
        /** What values are of the right shape. */
        RANGES,
        /** The offset that a sole owner has. */
        SOLE_OWNER,
        /** What a close owes. */
        CLOSE,
        /** How many keys are pending. */
        BOUND,
        /** Which task waits for which, and why the wait ends. */
        PROGRESS;

        public boolean restsOn(Group other) {
            return this == other
                    || other == HIGHEST
                    || this == WITNESSES && other == NUMBERS
                    || this == PROGRESS && other == CLOSE;
        }
    }
}
