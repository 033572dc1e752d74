package io.isequencer.recording;

import io.isequencer.spi.Event;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;

/** Writes down what happens at the ports of one owner, as {@link RecordedLog} and {@link RecordedStorage} see it. */
interface PortSink {
    /** Held while an append is under way: no other line is written, so the log's order is the record's. */
    Object lines();

    /** Held while a storage call is under way: {@link #lines} if the order of effects must be known, or nobody's. */
    Object storageCalls();

    void appended(Event event, AppendOutcome outcome);

    /** All events below the offset are durable. */
    void synced(long belowOffset);

    void read(int seqId, long number);

    /** @return the write's id, for {@link #writeEnded} */
    long writeBegins(ValueBatch batch, long checkpoint);

    /** @param storage where a write that failed has left what it has taken */
    void writeEnded(long id, ValueBatch batch, long checkpoint, WriteOutcome outcome, SequenceStorage storage);

    /** How an append ended. */
    enum AppendOutcome {
        APPENDED,
        CONFLICT,
        FAILED,
        /** Unknown to the caller; the log has the event now. */
        UNKNOWN_WRITTEN,
        /** Unknown to the caller; the log does not have the event, or not yet. */
        UNKNOWN_LOST
    }

    /** How a write ended. */
    enum WriteOutcome {
        WRITTEN,
        FAILED,
        UNKNOWN
    }
}
