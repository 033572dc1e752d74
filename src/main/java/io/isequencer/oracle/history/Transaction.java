package io.isequencer.oracle.history;

import java.util.Arrays;

/**
 * The numbers of one event, in the order in which the client got or told them.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe; used again for the next transaction.
 * </ul>
 */
final class Transaction {
    int wsKind;
    long wsId;
    long plogOffset;
    int size;
    int[] seqIds = new int[8];
    long[] numbers = new long[8];
    boolean[] told = new boolean[8];

    /** What use answered: 1 raised, 0 not, -1 not recorded. */
    byte[] raised = new byte[8];

    private boolean[] matched = new boolean[8];

    void begin(int kind, long workspace, long offset) {
        wsKind = kind;
        wsId = workspace;
        plogOffset = offset;
        size = 0;
    }

    void add(int seqId, long number, boolean isTold, int wasRaised) {
        if (size == seqIds.length) {
            seqIds = Arrays.copyOf(seqIds, size * 2);
            numbers = Arrays.copyOf(numbers, size * 2);
            told = Arrays.copyOf(told, size * 2);
            raised = Arrays.copyOf(raised, size * 2);
            matched = new boolean[size * 2];
        }
        seqIds[size] = seqId;
        numbers[size] = number;
        told[size] = isTold;
        raised[size] = (byte) wasRaised;
        size++;
    }

    /** The largest number of the sequence in here, 0 if there is none. */
    long largest(int seqId) {
        long largest = 0;
        for (int i = 0; i < size; i++) {
            if (seqIds[i] == seqId) {
                largest = Math.max(largest, numbers[i]);
            }
        }
        return largest;
    }

    Transaction copy() {
        Transaction copy = new Transaction();
        copy.begin(wsKind, wsId, plogOffset);
        for (int i = 0; i < size; i++) {
            copy.add(seqIds[i], numbers[i], told[i], raised[i]);
        }
        return copy;
    }

    /** The index of the first value of the event that is not in here, or -1. A number may be carried once only. */
    int firstForeign(HistoryLine event) {
        Arrays.fill(matched, 0, size, false);
        int unmatched = 0;
        for (int i = 0; i < event.size; i++) {
            // In most events the order is the same, so the search begins where it ends.
            while (unmatched < size && matched[unmatched]) {
                unmatched++;
            }
            int at = find(event, i, unmatched);
            if (at == size) {
                return i;
            }
            matched[at] = true;
        }
        return -1;
    }

    /** After {@link #firstForeign}: the index of an issued number that the event does not carry, or -1. */
    int firstDropped() {
        for (int i = 0; i < size; i++) {
            if (!matched[i] && !told[i]) {
                return i;
            }
        }
        return -1;
    }

    /** Where a value of the event is in here, not below an index; the size if it is not. */
    private int find(HistoryLine event, int value, int from) {
        int at = from;
        while (at < size && (matched[at] || seqIds[at] != event.seqIds[value] || numbers[at] != event.numbers[value])) {
            at++;
        }
        return at;
    }
}
