package io.isequencer.oracle.history;

/**
 * The log, and the rules that hold along it.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 *   <li><i>Errors:</i> {@link BreachException}.
 *   <li><i>Source:</i> Unique, Monotone, Dense, OffsetOnce, DenseOffsets of {@code docs/protocol.md}; rules R2, R6, R18.
 * </ul>
 */
final class LogCheck {
    private final Keys keys;
    private final Uncovered uncovered;
    private DeclaredTypes types = new DeclaredTypes();
    private long end = 1;
    private long appended;
    private long entries;
    private long maxUncovered;

    LogCheck(Keys keys, Uncovered uncovered) {
        this.keys = keys;
        this.uncovered = uncovered;
    }

    void types(DeclaredTypes declared) {
        types = declared;
    }

    DeclaredTypes types() {
        return types;
    }

    /** The next free offset. */
    long end() {
        return end;
    }

    /** How many events were appended while the history ran. */
    long appended() {
        return appended;
    }

    /** How many numbers they carry. */
    long entries() {
        return entries;
    }

    long maxUncovered() {
        return maxUncovered;
    }

    /** Before the first call: the log begins with what was never covered. */
    void startAt(long plogOffset) {
        end = plogOffset;
        uncovered.startAt(plogOffset);
    }

    /** An event of before the first call. */
    void given(HistoryLine event) {
        uncovered.beginEvent();
        for (int i = 0; i < event.size; i++) {
            put(keys.index(event.wsId, event.seqIds[i]), event.numbers[i]);
        }
        end++;
    }

    /** An event is in the log from here on. */
    void append(Transaction event) {
        if (event.plogOffset != end) {
            boolean taken = event.plogOffset < end;
            throw new BreachException(
                    taken ? HistoryRule.OFFSET_ONCE : HistoryRule.DENSE_OFFSETS,
                    (taken ? "an offset must be used once" : "an offset must be the next of the log") + ": plogOffset="
                            + event.plogOffset + ", next free=" + end,
                    "plogOffset=" + end);
        }
        uncovered.beginEvent();
        for (int i = 0; i < event.size; i++) {
            int key = keys.index(event.wsId, event.seqIds[i]);
            if (event.told[i]) {
                requireRaised(event, i, key);
            } else {
                requireNext(event, i, key);
            }
            put(key, event.numbers[i]);
        }
        end++;
        appended++;
        entries += event.size;
        maxUncovered = Math.max(maxUncovered, uncovered.events());
    }

    /** The tail from an offset on is gone, and its numbers are free again. */
    void lose(long from) {
        uncovered.takeBackFrom(from, (offset, key, number, lastBefore) -> keys.last(key, lastBefore));
        end = Math.min(end, from);
    }

    private void put(int key, long number) {
        long last = keys.last(key);
        uncovered.add(key, number, last);
        keys.last(key, Math.max(last, number));
    }

    private void requireNext(Transaction event, int i, int key) {
        long initialValue = types.initialValue(event.wsKind, event.seqIds[i]);
        if (initialValue == DeclaredTypes.NONE) {
            throw new BreachException(
                    HistoryRule.REFUSAL,
                    "seqId must be declared for wsKind " + event.wsKind + ": seqId=" + event.seqIds[i],
                    "error 1000");
        }
        long last = keys.last(key);
        long number = event.numbers[i];
        long highest = Math.max(last, initialValue - 1);
        if (number - 1 == highest) {
            return;
        }
        String where = keys.name(key) + ", number=" + number + ", last=" + last;
        String allowed = highest == Long.MAX_VALUE ? "error 1004" : "number=" + (highest + 1);
        if (number == last) {
            throw new BreachException(HistoryRule.UNIQUE, "a number must be issued once: " + where, allowed);
        }
        if (number < last) {
            throw new BreachException(
                    HistoryRule.MONOTONE, "an issued number must be above those before: " + where, allowed);
        }
        throw new BreachException(
                HistoryRule.DENSE,
                "an issued number must follow the last one, or be the initial value: " + where + ", initial="
                        + initialValue,
                allowed);
    }

    private void requireRaised(Transaction event, int i, int key) {
        boolean raises = event.numbers[i] > keys.last(key);
        if (event.raised[i] >= 0 && event.raised[i] == 1 != raises) {
            throw new BreachException(
                    HistoryRule.RAISED,
                    "use must tell whether it raised the last-used number: " + keys.name(key) + ", number="
                            + event.numbers[i] + ", last=" + keys.last(key) + ", up=" + !raises,
                    "up=" + raises);
        }
    }
}
