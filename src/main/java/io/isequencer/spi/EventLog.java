package io.isequencer.spi;

import io.isequencer.api.StorageException;

/**
 * Port to the PLog of one partition: append-only, the only source of truth.
 *
 * <ul>
 *   <li><i>Threading:</i> implementations are thread-safe: a client appends while background tasks scan and sync.
 *   <li><i>Durability:</i> an appended event may be buffered; it is durable once {@link #sync} with a higher offset has
 *       returned. A crash may lose a tail of events that were not synced, never one from the middle. A log that lost a
 *       tail must refuse appends that were sent to it before: their offset would fit again, their numbers would not.
 *   <li><i>Errors:</i> {@link StorageException}; an append that is not {@link StorageException#definite definite} may
 *       have happened or may happen later, so the client must actualize (R1).
 *   <li><i>Source:</i> rules R1 and R2, the write-ahead rule; actions Append*, FlSync, ActScan.
 * </ul>
 */
public interface EventLog extends AutoCloseable {

    /**
     * Insert-if-absent at the event's offset (R2).
     *
     * @return whether the event was appended; if not, another event stands there and was not touched
     * @throws IllegalArgumentException if the offset would leave a hole: it must be at most {@link #end}; or if the event
     *     is larger than the log takes. It surely was not appended
     */
    AppendResult append(Event event);

    /**
     * Visits the events from an offset on in order, until the visitor wants no more or the log's end, as it was when
     * the scan began or later, is reached. An offset at or behind the end visits nothing.
     *
     * @return true if the end was reached, false if the visitor stopped the scan
     */
    boolean scan(long fromOffset, EventVisitor visitor);

    /** Makes every event below the offset durable; returns at once if it is so already. */
    void sync(long belowOffset);

    /** The next free offset: 1 for an empty log. */
    long end();

    /**
     * The lowest offset whose event is in the log: 1, unless a retention dropped events. A scan from below is an error.
     * Whoever rebuilds numbers must then begin with those of the dropped events.
     */
    default long begin() {
        return 1;
    }

    /** Syncs what was appended and releases what the log holds. A second call does nothing. */
    @Override
    void close();

    /** What {@link #append} did. */
    enum AppendResult {
        /** The event is in the log. */
        APPENDED,
        /** The offset is taken, by another owner or by a late append. */
        CONFLICT
    }

    /** Receives the events of a scan. */
    @FunctionalInterface
    interface EventVisitor {
        /**
         * Takes an event.
         *
         * @param event valid during the call only
         * @return false to stop the scan: the event counts as not taken
         */
        boolean visit(Event event);
    }
}
