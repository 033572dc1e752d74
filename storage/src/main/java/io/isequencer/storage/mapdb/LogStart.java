package io.isequencer.storage.mapdb;

import io.isequencer.api.Limits;

/**
 * Where a log begins, and whether its numbers can be rebuilt from there.
 *
 * @param plogOffset the first offset that the log still has, 1 if nothing was ever dropped
 * @param numbersKept whether somebody kept the numbers of the events that were dropped, and writes them, with
 *     {@code plogOffset} as checkpoint, to a storage whose checkpoint is below it before anything else is done
 */
public record LogStart(long plogOffset, boolean numbersKept) {
    /** The start of a log from which nothing was ever dropped. */
    public static final LogStart WHOLE = new LogStart(1, false);

    public LogStart {
        Limits.requireAtLeast("logStart", 1, plogOffset);
    }

    /** The lowest checkpoint that numbers may have. */
    long lowestCheckpoint() {
        return numbersKept ? 1 : plogOffset;
    }
}
