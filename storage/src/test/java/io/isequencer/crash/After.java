package io.isequencer.crash;

/** What becomes of the bytes that were written and not synced. */
public enum After {
    /** The process was killed: the system still has them. */
    KILL,
    /** The power failed: any of them may be gone. */
    POWER_LOSS
}
