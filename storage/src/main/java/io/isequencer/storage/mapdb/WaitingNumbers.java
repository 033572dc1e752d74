package io.isequencer.storage.mapdb;

import io.isequencer.spi.NumberTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Numbers that were written and are not in MapDB's tree yet: a key that is raised many times goes there once.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe; a reader never waits for the tree.
 *   <li><i>Units:</i> a key takes 48 to 96 bytes.
 * </ul>
 */
final class WaitingNumbers {
    private static final Comparator<NumbersView.Value> BY_KEY = (a, b) -> a.compareToKey(b.wsId(), b.seqId());

    private NumberTable numbers = new NumberTable();

    synchronized int size() {
        return numbers.size();
    }

    /** The number, or 0 if none waits. The tree may have a larger one. */
    synchronized long get(long wsId, int seqId) {
        return numbers.get(wsId, seqId);
    }

    /** Keeps the larger of the waiting and the given number (R7). */
    synchronized void raise(long wsId, int seqId, long number) {
        numbers.raise(wsId, seqId, number);
    }

    /** All of them in the order of the tree. */
    List<NumbersView.Value> inOrder() {
        List<NumbersView.Value> values = new ArrayList<>(size());
        copyInto(values);
        values.sort(BY_KEY);
        return values;
    }

    synchronized void clear() {
        if (numbers.size() > 0) {
            numbers = new NumberTable();
        }
    }

    private synchronized void copyInto(List<NumbersView.Value> values) {
        numbers.forEach((wsId, seqId, number) -> values.add(new NumbersView.Value(wsId, seqId, number)));
    }
}
