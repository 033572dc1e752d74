package io.isequencer.proof.sparse;

/**
 * What {@link ActionWriter} makes of an action, over the tables of one state. Arguments that the action does not have are of
 * no consequence.
 */
abstract class ActionCode {
    /** Whether a step of the action with these arguments may follow. */
    abstract boolean enabled(long first, long second, long third);

    /** Takes such a step, as the journal notes it. */
    abstract void write(Journal journal, long first, long second, long third);
}
