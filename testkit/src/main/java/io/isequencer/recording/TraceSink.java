package io.isequencer.recording;

import io.isequencer.spi.Event;
import io.isequencer.spi.ValueBatch;

/**
 * Is told the steps that the environment of a partition's sequencers takes, in the order in which they took effect, under
 * the names of {@code tla/Sequencer.tla}.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 * </ul>
 */
public interface TraceSink {
    /** A process dies. */
    void crashed(String owner);

    /** The power fails: all owners go down, and the log loses what lies behind the offset. */
    void powerLost(long lastOffset);

    /** The log made its tail durable. */
    void logSynced();

    /** The cache of an owner forgot a key. */
    void evicted(String owner, long wsId, int seqId);

    /** The storage answered a miss. */
    void read(String owner, int seqId, long number);

    /** An append ended, in the way that the action's name says. */
    void append(String action, String owner, Event event);

    /** An append that was in flight reached the log. */
    void appendLanded(Event event);

    /** The storage took a value of the flusher's batch. */
    void valueWritten(String owner, long wsId, int seqId, long number);

    /** The storage took the flusher's checkpoint. */
    void checkpointWritten(String owner, long checkpoint);

    /** A value of a write that was given up lands; {@code from} is the first that has not landed before. */
    void valueLanded(ValueBatch values, int from, long checkpoint);

    /** The checkpoint of a write that was given up lands. */
    void checkpointLanded(long checkpoint);

    /** Held while an append is under way: no other step is reported. */
    Object steps();

    /** Held while a storage call is under way: no other such call is made. */
    Object storageCalls();
}
