package io.isequencer.oracle.history;

import io.isequencer.rules.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * The log, and the rules that hold along it.
 *
 * <p>An event whose append had an unknown outcome may be in the log before a line says so: recorders write that down when
 * they learn of it. Where a line shows that the log is longer than is known, such events are assumed at the offsets
 * between. If several were sent to one offset, it stays undecided, until the numbers behind it, a checkpoint or a line
 * tell.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link BreachException}.
 *   <li><i>Source:</i> Unique, Monotone, Dense, OffsetOnce, DenseOffsets of {@code docs/protocol.md}; rules R2, R6, R18.
 * </ul>
 */
final class LogCheck {
    /** Recorders that never tell what has landed must not fill the memory. */
    static final int MAX_ASSUMED = 10_000;

    private final Keys keys;
    private final Uncovered uncovered;
    private final OpenAppends open = new OpenAppends();
    private final LeftOut leftOut = new LeftOut();
    private final List<Undecided> undecided = new ArrayList<>();
    /** By offset, in order: what no line has confirmed. */
    private final TreeMap<Long, Transaction> assumed = new TreeMap<>();

    /** Up to here, assumptions have been dropped: a line that confirms one is accepted. */
    private long assumedForgotten;

    private DeclaredTypes types = new DeclaredTypes();
    private long end = 1;
    private long durableBelow;
    private long appended;
    private long entries;
    private long assumptions;
    private long maxUncovered;
    private boolean trying;

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

    /** The appends whose outcome is unknown. */
    OpenAppends open() {
        return open;
    }

    LeftOut leftOut() {
        return leftOut;
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

    /** How many events were taken to be in the log before a line said so. */
    long assumptions() {
        return assumptions;
    }

    /** A life begins: the log continues behind an offset, and what is known of its tail is given next. */
    void startAt(long plogOffset) {
        end = plogOffset;
        uncovered.startAt(plogOffset);
        undecided.clear();
        assumed.clear();
        assumedForgotten = 0;
    }

    /** An event of before the life, which was judged already. */
    void given(Transaction event) {
        uncovered.beginEvent();
        for (int i = 0; i < event.size; i++) {
            put(keys.index(event.wsId, event.seqIds[i]), event.numbers[i]);
        }
        end++;
        open.logged(event);
    }

    /** An event is in the log from here on. */
    void append(Transaction event) {
        if (event.plogOffset > end) {
            reach(
                    event.plogOffset,
                    offset -> new BreachException(
                            Property.DENSE_OFFSETS,
                            "an offset must be the next of the log: plogOffset=" + event.plogOffset + ", next free="
                                    + offset,
                            "plogOffset=" + offset));
        }
        if (event.plogOffset < end) {
            throw new BreachException(
                    Property.OFFSET_ONCE,
                    "an offset must be used once: plogOffset=" + event.plogOffset + ", next free=" + end,
                    "plogOffset=" + end);
        }
        put(event);
        count(event.size);
        open.logged(event);
    }

    /** An event was sent, and nobody knows whether it arrived. */
    void sent(Transaction event) {
        // Which one stands at an undecided offset is known later.
        boolean taken =
                event.plogOffset < end && undecided.stream().noneMatch(offset -> offset.plogOffset == event.plogOffset);
        open.add(event, taken && has(event), end);
    }

    /** An event of which nothing is known but its offset. */
    void appendUnseen() {
        uncovered.beginEvent();
        count(0);
    }

    /** An event of a dead owner that no line has recorded: the next life found it. */
    void appendUnrecorded(Transaction event) {
        put(event);
        end++;
        entries += event.size;
    }

    /** As {@link #appendUnrecorded}, behind events of which nothing is known. */
    void appendBehindUnseen(Transaction event) {
        for (int i = 0; i < event.size; i++) {
            int key = keys.index(event.wsId, event.seqIds[i]);
            if (!event.explicit[i] && event.numbers[i] <= keys.last(key)) {
                requireNext(event, i, key);
            }
        }
        entries += event.size;
        given(event);
    }

    /**
     * The log is at least this long: events of unknown outcome must fill it up.
     *
     * @param otherwise what is wrong if none can, by the offset that stays free
     */
    void reach(long newEnd, Function<Long, BreachException> otherwise) {
        while (end < newEnd) {
            List<Transaction> sent = open.at(end);
            if (sent.isEmpty()) {
                throw otherwise.apply(end);
            }
            List<Transaction> fitting = new ArrayList<>();
            BreachException misfit = null;
            for (Transaction event : sent) {
                BreachException problem = misfit(event);
                if (problem == null) {
                    fitting.add(event);
                } else {
                    misfit = problem;
                }
            }
            if (fitting.isEmpty()) {
                throw misfit;
            }
            assumptions++;
            assume(fitting);
        }
    }

    /** An append of unknown outcome is said to be in the log: from here on, or as was assumed. */
    void landed(HistoryLine line) {
        Transaction expected = assumed.get(line.plogOffset);
        if (expected != null && expected.is(line)) {
            assumed.remove(line.plogOffset);
            return;
        }
        for (Undecided offset : undecided) {
            if (offset.plogOffset == line.plogOffset
                    && offset.candidates.stream().anyMatch(one -> one.is(line))) {
                decide(offset, one -> one.is(line));
                assumed.remove(line.plogOffset);
                return;
            }
        }
        Transaction event = open.take(line);
        if (event == null && line.plogOffset <= assumedForgotten) {
            return;
        }
        if (event == null) {
            throw new BreachException(
                    Property.PROVISIONAL,
                    "an event that lands must be one whose append had an unknown outcome: plogOffset="
                            + line.plogOffset,
                    "one of those that were sent: count=" + open.size());
        }
        // Two owners that were given the same have sent the same: which of the two it is nobody can tell.
        if (!event.logged) {
            append(event);
        }
    }

    /** Everything below an offset stays. */
    void synced(long belowOffset) {
        reach(
                belowOffset,
                offset -> new BreachException(
                        Property.DURABLE,
                        "what is durable must be in the log: durable below=" + belowOffset + ", next free=" + offset,
                        "an offset of at most " + offset));
        durableBelow = Math.max(durableBelow, belowOffset);
    }

    /**
     * The tail from an offset on is gone with what was in flight, and its numbers are free again.
     *
     * @return the keys that had numbers in it
     */
    Set<Integer> lose(long from) {
        if (from < durableBelow) {
            throw new BreachException(
                    Property.DURABLE,
                    "a loss must leave what is durable: lost from=" + from + ", durable below=" + durableBelow,
                    "a loss from " + durableBelow + " on");
        }
        open.clear();
        undecided.removeIf(offset -> offset.plogOffset >= from);
        assumed.keySet().removeIf(offset -> offset >= from);
        assumedForgotten = Math.min(assumedForgotten, from - 1);
        Set<Integer> lost = new TreeSet<>();
        uncovered.truncateFrom(from, (offset, key, number, lastBefore) -> {
            keys.last(key, lastBefore);
            lost.add(key);
        });
        end = Math.min(end, from);
        return lost;
    }

    /** Whether the log has, or may have, a number of the key that is not below; or use has reported one. */
    boolean justifies(int key, long number) {
        if (number <= keys.last(key) || leftOut.reaches(key, number)) {
            return true;
        }
        long wsId = keys.wsId(key);
        int seqId = keys.seqId(key);
        return open.reach(wsId, seqId, number)
                || undecided.stream().anyMatch(offset -> offset.reaches(wsId, seqId, number));
    }

    /** What is covered must fit each undecided offset below a checkpoint. */
    void coverBelow(long checkpoint, Uncovered.Visitor requireCovered) {
        for (Undecided offset : List.copyOf(undecided)) {
            if (offset.plogOffset < checkpoint) {
                BreachException[] uncoveredOne = new BreachException[1];
                decide(offset, one -> {
                    try {
                        for (int i = 0; i < one.size; i++) {
                            if (one.carried[i]) {
                                int key = keys.index(one.wsId, one.seqIds[i]);
                                requireCovered.visit(offset.plogOffset, key, one.numbers[i], 0);
                            }
                        }
                        return true;
                    } catch (BreachException e) {
                        uncoveredOne[0] = e;
                        return false;
                    }
                });
                if (offset.candidates.isEmpty()) {
                    throw uncoveredOne[0];
                }
            }
        }
    }

    /**
     * Whether an event stands, or may stand, at its offset: what was there is forgotten once it is covered. If that was a
     * question, this answers it.
     */
    boolean has(Transaction event) {
        for (Undecided offset : List.copyOf(undecided)) {
            if (offset.plogOffset == event.plogOffset) {
                decide(offset, event::carriesTheSame);
                return !offset.candidates.isEmpty();
            }
        }
        if (!uncovered.has(event.plogOffset)) {
            return true;
        }
        Transaction known = new Transaction();
        known.begin(Transaction.ANY_KIND, event.wsId, event.plogOffset);
        boolean[] same = {true};
        uncovered.visit(event.plogOffset, (offset, key, number, lastBefore) -> {
            same[0] &= keys.wsId(key) == event.wsId;
            known.add(keys.seqId(key), number, false, -1);
        });
        return same[0] && known.carriesTheSame(event);
    }

    private void assume(List<Transaction> fitting) {
        Transaction first = fitting.get(0);
        if (fitting.size() == 1) {
            open.remove(first);
            assume(end, first);
            put(first);
            count(first.size);
            open.logged(first);
            return;
        }
        undecided.add(new Undecided(end, fitting));
        uncovered.beginEvent();
        count(fitting.stream().mapToInt(one -> one.size).max().orElseThrow());
    }

    private void assume(long plogOffset, Transaction event) {
        assumed.put(plogOffset, event);
        if (assumed.size() > MAX_ASSUMED) {
            assumedForgotten =
                    Math.max(assumedForgotten, assumed.pollFirstEntry().getKey());
        }
    }

    private void count(int numbers) {
        end++;
        appended++;
        entries += numbers;
        maxUncovered = Math.max(maxUncovered, uncovered.events());
    }

    /** What would be wrong if the event stood at the log's end; null if nothing. */
    private BreachException misfit(Transaction event) {
        trying = true;
        try {
            put(event);
            return null;
        } catch (BreachException e) {
            return e;
        } finally {
            trying = false;
            uncovered.truncateFrom(end, (offset, key, number, lastBefore) -> keys.last(key, lastBefore));
        }
    }

    private void put(Transaction event) {
        uncovered.beginEvent();
        for (int i = 0; i < event.size; i++) {
            int key = keys.index(event.wsId, event.seqIds[i]);
            if (event.explicit[i]) {
                requireRaised(event, i, key);
            } else {
                requireNext(event, i, key);
            }
            if (event.carried[i]) {
                put(key, event.numbers[i]);
            }
        }
    }

    private void put(int key, long number) {
        long last = keys.last(key);
        uncovered.add(key, number, last);
        keys.last(key, Math.max(last, number));
    }

    private void requireNext(Transaction event, int i, int key) {
        long initialValue = initialValue(event, i);
        if (initialValue == DeclaredTypes.NONE) {
            throw new BreachException(
                    Property.REFUSAL,
                    "seqId must be declared for wsKind " + event.wsKind + ": seqId=" + event.seqIds[i],
                    "error 1000");
        }
        long number = event.numbers[i];
        long atLeast = Math.max(initialValue - 1, event.explicitAndLeftOutBefore(i));
        long last = undecided.isEmpty()
                ? keys.last(key)
                : lastBefore(event, i, key, one -> isNext(number, Math.max(one, atLeast), key));
        long highest = Math.max(last, atLeast);
        if (isNext(number, highest, key)) {
            return;
        }
        throw BreachException.ofNumber(keys.name(key), number, last, initialValue, highest);
    }

    /** Of an event of unknown kind: the initial value that the number is, or else the lowest one. */
    private long initialValue(Transaction event, int i) {
        return event.wsKind == Transaction.ANY_KIND
                ? types.initialValueOfAnyKind(event.seqIds[i], event.numbers[i])
                : types.initialValue(event.wsKind, event.seqIds[i]);
    }

    private boolean isNext(long number, long highest, int key) {
        return number > highest && (number - 1 == highest || leftOut.has(key, number - 1));
    }

    private void requireRaised(Transaction event, int i, int key) {
        if (event.raised[i] < 0) {
            return;
        }
        long number = event.numbers[i];
        boolean said = event.raised[i] == 1;
        long atLeast = event.explicitAndLeftOutBefore(i);
        long last = undecided.isEmpty()
                ? keys.last(key)
                : lastBefore(event, i, key, one -> said == number > Math.max(one, atLeast));
        boolean raises = number > Math.max(last, atLeast);
        if (said != raises && (said || !leftOut.reaches(key, number))) {
            throw new BreachException(
                    Property.RAISED,
                    "use must tell whether it raised the last-used number: " + keys.name(key) + ", number=" + number
                            + ", last=" + last + ", up=" + said,
                    "up=" + raises);
        }
    }

    /**
     * The last number of a key in the log, where offsets are undecided that may have one of it: one that fits, if there
     * is one, and then the candidates that do not are out.
     */
    private long lastBefore(Transaction event, int i, int key, LongPredicate fits) {
        long known = keys.last(key);
        int seqId = event.seqIds[i];
        List<Undecided> touching = undecided.stream()
                .filter(offset -> offset.touches(event.wsId, seqId))
                .toList();
        Set<Long> possible = new TreeSet<>(Set.of(known));
        for (Undecided offset : touching) {
            Set<Long> more = new TreeSet<>();
            for (Transaction one : offset.candidates) {
                long number = Undecided.numberOf(one, event.wsId, seqId);
                possible.forEach(last -> more.add(Math.max(last, number)));
            }
            possible = more;
        }
        long last = 0;
        for (long one : possible) {
            last = one;
            if (fits.test(one)) {
                // Several offsets together say too little of each.
                if (touching.size() == 1 && !trying) {
                    decide(
                            touching.get(0),
                            candidate -> fits.test(Math.max(known, Undecided.numberOf(candidate, event.wsId, seqId))));
                }
                return one;
            }
        }
        return last;
    }

    /** Leaves the candidates that fit. The last one is the event. */
    private void decide(Undecided offset, Predicate<Transaction> fits) {
        offset.candidates.removeIf(one -> !fits.test(one));
        if (offset.candidates.size() != 1) {
            return;
        }
        Transaction event = offset.candidates.get(0);
        undecided.remove(offset);
        open.remove(event);
        open.logged(event);
        assume(offset.plogOffset, event);
        for (int i = 0; i < event.size; i++) {
            if (event.carried[i]) {
                int key = keys.index(event.wsId, event.seqIds[i]);
                if (uncovered.has(offset.plogOffset)) {
                    uncovered.fill(offset.plogOffset, key, event.numbers[i], keys.last(key));
                }
                keys.last(key, Math.max(keys.last(key), event.numbers[i]));
            }
        }
    }
}
