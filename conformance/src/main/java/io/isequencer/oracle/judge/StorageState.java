package io.isequencer.oracle.judge;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The judge's storage: max-wins (R7).
 *
 * <ul>
 *   <li><i>Units:</i> numbers and the checkpoint are unsigned 64-bit values; 0 is none.
 * </ul>
 */
public final class StorageState {
    private final Map<Key, Long> numbers = new TreeMap<>();
    private long checkpoint;

    /** The last-used number, 0 if there is none. */
    public long number(Key key) {
        return numbers.getOrDefault(key, 0L);
    }

    public long checkpoint() {
        return checkpoint;
    }

    public Map<Key, Long> numbers() {
        return Collections.unmodifiableMap(numbers);
    }

    void store(Key key, long number) {
        numbers.merge(key, number, Unsigned::max);
    }

    void storeCheckpoint(long nextPlogOffset) {
        checkpoint = Unsigned.max(checkpoint, nextPlogOffset);
    }
}
