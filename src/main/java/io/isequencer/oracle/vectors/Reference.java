package io.isequencer.oracle.vectors;

import io.isequencer.oracle.cases.KeyNumber;
import io.isequencer.oracle.cases.LoggedEvent;
import io.isequencer.oracle.cases.SeqNumber;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a sequencer must answer, in the shortest words: the last-used number of a key is the largest that the log, the
 * storage or the transaction has of it. No cache, no pending values, no tasks, no machine integers.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 *   <li><i>Source:</i> rules R3, R6, R16, R17 and R18 of {@code docs/protocol.md}.
 * </ul>
 */
final class Reference {
    static final BigInteger MAX_NUMBER = BigInteger.ONE.shiftLeft(63).subtract(BigInteger.ONE);
    static final BigInteger MAX_OFFSET = MAX_NUMBER.subtract(BigInteger.ONE);

    private final Map<String, BigInteger> initials = new HashMap<>();
    private final Map<String, BigInteger> given = new TreeMap<>();
    private final Map<String, BigInteger> logged = new TreeMap<>();
    private final List<SeqNumber> values = new ArrayList<>();
    private final Map<Integer, BigInteger> last = new HashMap<>();
    private BigInteger end;
    private int wsKind;
    private String wsId;

    Reference(BigInteger firstOffset) {
        end = firstOffset;
    }

    void declare(int kind, int seqId, BigInteger initial) {
        initials.put(kind + "/" + seqId, initial);
    }

    void stored(String workspace, int seqId, BigInteger number) {
        given.merge(workspace + "/" + seqId, number, BigInteger::max);
    }

    /** The next free offset. */
    BigInteger end() {
        return end;
    }

    boolean full() {
        return end.compareTo(MAX_OFFSET) > 0;
    }

    void start(int kind, String workspace) {
        wsKind = kind;
        wsId = workspace;
        forget();
    }

    /** The next number, or null if none is left. */
    BigInteger next(int seqId) {
        BigInteger beforeFirst = initials.get(wsKind + "/" + seqId).subtract(BigInteger.ONE);
        BigInteger number = lastOf(seqId).max(beforeFirst).add(BigInteger.ONE);
        if (number.compareTo(MAX_NUMBER) > 0) {
            return null;
        }
        last.put(seqId, number);
        values.add(new SeqNumber(seqId, number.toString()));
        return number;
    }

    /** Whether the number was above the last-used one. */
    boolean use(int seqId, BigInteger number) {
        BigInteger known = lastOf(seqId);
        last.put(seqId, known.max(number));
        values.add(new SeqNumber(seqId, number.toString()));
        return number.compareTo(known) > 0;
    }

    /** The transaction's event is in the log. */
    LoggedEvent append() {
        return append(wsId, values);
    }

    LoggedEvent append(String workspace, List<SeqNumber> numbers) {
        LoggedEvent event = new LoggedEvent(end.toString(), workspace, numbers);
        for (SeqNumber value : numbers) {
            logged.merge(workspace + "/" + value.seqId(), new BigInteger(value.number()), BigInteger::max);
        }
        end = end.add(BigInteger.ONE);
        return event;
    }

    /** The transaction is over: what it was given and did not append is free again. */
    void forget() {
        values.clear();
        last.clear();
    }

    /** What must be stored once all is. */
    List<KeyNumber> stored() {
        List<KeyNumber> all = new ArrayList<>();
        logged.forEach((key, number) -> {
            int slash = key.indexOf('/');
            BigInteger largest = number.max(given.getOrDefault(key, BigInteger.ZERO));
            int seqId = Integer.parseInt(key.substring(slash + 1));
            all.add(new KeyNumber(key.substring(0, slash), seqId, largest.toString()));
        });
        return all;
    }

    private BigInteger lastOf(int seqId) {
        String key = wsId + "/" + seqId;
        BigInteger before = given.getOrDefault(key, BigInteger.ZERO).max(logged.getOrDefault(key, BigInteger.ZERO));
        return last.getOrDefault(seqId, before);
    }
}
