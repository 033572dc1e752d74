package io.isequencer.spi;

/**
 * Port to the cache of last-used numbers. It may forget any key at any time; it must not return an older value.
 *
 * <ul>
 *   <li><i>Threading:</i> one thread at a time, hand-over synchronised by the sequencer.
 *   <li><i>Source:</i> rules R6 and R11; action Evict of {@code tla/Sequencer.tla}.
 * </ul>
 */
public interface Cache {

    /** The last-used number of the key, or 0 if the cache does not know it. */
    long get(long wsId, int seqId);

    void put(long wsId, int seqId, long number);

    /** Forgets all. */
    void clear();
}
