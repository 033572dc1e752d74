package io.isequencer.oracle.history;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Numbers that use reported and whose events left them out, by key: the log does not have them, but the memory of their
 * owner, and the storage, may count on from them.
 */
final class LeftOut {
    private static final TreeSet<Long> NONE = new TreeSet<>();

    private final Map<Integer, TreeSet<Long>> numbers = new HashMap<>();

    /** The transaction was flushed: what was reported to it counts from here on. */
    void flushed(Transaction transaction, Keys keys) {
        for (int i = 0; transaction.leavesOut() && i < transaction.size; i++) {
            if (!transaction.carried[i]) {
                numbers.computeIfAbsent(keys.index(transaction.wsId, transaction.seqIds[i]), key -> new TreeSet<>())
                        .add(transaction.numbers[i]);
            }
        }
    }

    /** The log has a number of the key that stays: those up to it tell nothing more. */
    void covered(int key, long number) {
        TreeSet<Long> ofKey = numbers.isEmpty() ? null : numbers.get(key);
        if (ofKey != null) {
            ofKey.headSet(number, true).clear();
            if (ofKey.isEmpty()) {
                numbers.remove(key);
            }
        }
    }

    /** How many there are. */
    int size() {
        return numbers.values().stream().mapToInt(TreeSet::size).sum();
    }

    boolean has(int key, long number) {
        return numbers.getOrDefault(key, NONE).contains(number);
    }

    /** Whether one of the key is the number, or above. */
    boolean reaches(int key, long number) {
        return numbers.getOrDefault(key, NONE).ceiling(number) != null;
    }
}
