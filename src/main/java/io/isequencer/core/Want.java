package io.isequencer.core;

/** What a background task wants next from its driver. */
public enum Want {
    /** Call {@link Task#step}. */
    STEP,
    /** Perform the storage or log call that the task names, and tell it the outcome. */
    IO,
    /** Let the retry delay pass, then call {@link Task#wake}. */
    SLEEP,
    /** Nothing, until another step of the partition changes the answer. */
    WAIT,
    /** Nothing any more. */
    STOPPED
}
