package io.isequencer.core;

/**
 * A background task as a state machine.
 *
 * <p>The driver asks {@link #want} after each step of any part of the partition; the answer is a pure function of the
 * partition's state.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe. All calls on one partition, its client's shared steps included, must exclude
 *       each other; I/O itself is done outside of that exclusion.
 * </ul>
 */
public interface Task {
    Want want();

    /** Takes the step that is enabled. */
    void step();

    /** Ends the delay after a failure. Not an action of the protocol: it moves time alone. */
    void wake();

    /** The storage or log call failed. */
    void failed();
}
