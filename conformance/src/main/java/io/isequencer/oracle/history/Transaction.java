package io.isequencer.oracle.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The numbers of one event, in the order in which the client got or reported them.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe; used again for the next transaction.
 * </ul>
 */
final class Transaction {
    /** The kind of an event that is known from the log alone. */
    static final int ANY_KIND = -1;

    int wsKind;
    long wsId;
    long plogOffset;
    int size;
    int[] seqIds = new int[8];
    long[] numbers = new long[8];
    boolean[] explicit = new boolean[8];

    /** What use answered: 1 raised, 0 not, -1 not recorded. */
    byte[] raised = new byte[8];

    /** Whether the event has it: a number reported by use may be left out. */
    boolean[] carried = new boolean[8];

    /** Of one whose outcome is unknown: whether the same stands, or may stand, at its offset already. */
    boolean logged;

    /** Of one whose outcome is unknown: how often it was sent. */
    int copies = 1;

    private boolean leavesOut;
    private boolean[] matched = new boolean[8];

    void begin(int kind, long workspace, long offset) {
        wsKind = kind;
        wsId = workspace;
        plogOffset = offset;
        size = 0;
        leavesOut = false;
    }

    void add(int seqId, long number, boolean isExplicit, int wasRaised) {
        if (size == seqIds.length) {
            seqIds = Arrays.copyOf(seqIds, size * 2);
            numbers = Arrays.copyOf(numbers, size * 2);
            explicit = Arrays.copyOf(explicit, size * 2);
            raised = Arrays.copyOf(raised, size * 2);
            carried = Arrays.copyOf(carried, size * 2);
            matched = new boolean[size * 2];
        }
        seqIds[size] = seqId;
        numbers[size] = number;
        explicit[size] = isExplicit;
        raised[size] = (byte) wasRaised;
        carried[size] = true;
        size++;
    }

    /** The event as the line has it, where no call tells how it came by its numbers. */
    void begin(HistoryLine event) {
        begin(event.has(Field.WS_KIND) ? event.wsKind : ANY_KIND, event.wsId, event.plogOffset);
        for (int i = 0; i < event.size; i++) {
            add(event.seqIds[i], event.numbers[i], event.explicit[i], -1);
        }
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

    /** As {@link #largest}, of what the event has. */
    long largestCarried(int seqId) {
        long largest = 0;
        for (int i = 0; i < size; i++) {
            if (seqIds[i] == seqId && carried[i]) {
                largest = Math.max(largest, numbers[i]);
            }
        }
        return largest;
    }

    /** The largest number of the sequence that was reported before the one at an index, and that the event leaves out. */
    long explicitAndLeftOutBefore(int index) {
        long largest = 0;
        for (int i = 0; leavesOut && i < index; i++) {
            if (!carried[i] && seqIds[i] == seqIds[index]) {
                largest = Math.max(largest, numbers[i]);
            }
        }
        return largest;
    }

    Transaction copy() {
        Transaction copy = new Transaction();
        copy.begin(wsKind, wsId, plogOffset);
        for (int i = 0; i < size; i++) {
            copy.add(seqIds[i], numbers[i], explicit[i], raised[i]);
            copy.carried[i] = carried[i];
        }
        copy.leavesOut = leavesOut;
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
            if (!matched[i] && !explicit[i]) {
                return i;
            }
        }
        return -1;
    }

    /** After {@link #firstForeign}: what the event does not have is left out. */
    void sendMatched() {
        System.arraycopy(matched, 0, carried, 0, size);
        for (int i = 0; i < size; i++) {
            leavesOut |= !carried[i];
        }
    }

    /** The same stands, or may stand, at its offset. */
    void mayBeLogged() {
        logged = true;
    }

    boolean leavesOut() {
        return leavesOut;
    }

    /** Whether this was sent as the event of the line. */
    boolean is(HistoryLine event) {
        if (plogOffset != event.plogOffset || wsId != event.wsId || firstForeign(event) >= 0) {
            return false;
        }
        return Arrays.equals(matched, 0, size, carried, 0, size);
    }

    /** Whether both are the same event, in any order of its numbers. */
    boolean carriesTheSame(Transaction other) {
        return wsId == other.wsId
                && (wsKind == other.wsKind || wsKind == ANY_KIND || other.wsKind == ANY_KIND)
                && plogOffset == other.plogOffset
                && carriedValues().equals(other.carriedValues());
    }

    void sentAgain() {
        copies++;
    }

    /** One of those that were sent is open no more; whether it was the last. */
    boolean takeCopy() {
        copies--;
        return copies == 0;
    }

    /** Whether all that is known of both is the same. */
    boolean isCopyOf(Transaction other) {
        return plogOffset == other.plogOffset
                && wsId == other.wsId
                && wsKind == other.wsKind
                && Arrays.equals(seqIds, 0, size, other.seqIds, 0, other.size)
                && Arrays.equals(numbers, 0, size, other.numbers, 0, other.size)
                && Arrays.equals(explicit, 0, size, other.explicit, 0, other.size)
                && Arrays.equals(raised, 0, size, other.raised, 0, other.size)
                && Arrays.equals(carried, 0, size, other.carried, 0, other.size);
    }

    private List<SeqNumber> carriedValues() {
        List<SeqNumber> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (carried[i]) {
                values.add(new SeqNumber(seqIds[i], numbers[i]));
            }
        }
        values.sort(Comparator.comparingInt(SeqNumber::seqId).thenComparingLong(SeqNumber::number));
        return values;
    }

    private record SeqNumber(int seqId, long number) {}

    /** Where a value of the event is in here, not below an index; the size if it is not. */
    private int find(HistoryLine event, int value, int from) {
        int at = from;
        while (at < size && (matched[at] || seqIds[at] != event.seqIds[value] || numbers[at] != event.numbers[value])) {
            at++;
        }
        return at;
    }
}
