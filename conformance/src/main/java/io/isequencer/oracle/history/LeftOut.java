package io.isequencer.oracle.history;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Numbers that use told and whose events left them out, by key: the log does not have them, but the memory of their
 * owner, and the storage, may count on from them.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 * </ul>
 */
final class LeftOut {
    private static final TreeSet<Long> NONE = new TreeSet<>();

    private final Map<Integer, TreeSet<Long>> numbers = new HashMap<>();

    /** The transaction was flushed: what it was told counts from here on. */
    void flushed(Transaction transaction, Keys keys) {
        for (int i = 0; transaction.leavesOut() && i < transaction.size; i++) {
            if (!transaction.carried[i]) {
                numbers.computeIfAbsent(keys.index(transaction.wsId, transaction.seqIds[i]), key -> new TreeSet<>())
                        .add(transaction.numbers[i]);
            }
        }
    }

    boolean has(int key, long number) {
        return numbers.getOrDefault(key, NONE).contains(number);
    }

    /** Whether one of the key is the number, or above. */
    boolean reaches(int key, long number) {
        return numbers.getOrDefault(key, NONE).ceiling(number) != null;
    }
}
