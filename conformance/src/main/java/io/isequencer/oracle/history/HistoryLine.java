package io.isequencer.oracle.history;

import io.isequencer.oracle.wire.Escaped;
import java.util.Arrays;

/**
 * One line, in fields that are used again for the next.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 *   <li><i>Units:</i> wsId is unsigned 64-bit; a field that the line does not have is 0.
 * </ul>
 */
final class HistoryLine {
    /** How an append or a write ended. */
    enum Result {
        OK,
        CONFLICT,
        FAILED,
        UNKNOWN
    }

    /** Why a start was refused. */
    enum Refused {
        ACTUALIZING,
        BACK_PRESSURE
    }

    private static final int MAX_SHOWN_DIGITS = 40;

    LineKind kind;
    long owner;
    int wsKind;
    long wsId;
    int seqId;
    long number;
    long plogOffset;
    long checkpoint;
    Result result;
    Refused busy;
    int error;
    boolean raised;
    long id;
    long maxUnflushed;
    int version;
    boolean calls;

    /** The values: of an event (seqId, number, explicit), of a write (wsId, seqId, number). */
    int size;

    long[] wsIds = new long[16];
    int[] seqIds = new int[16];
    long[] numbers = new long[16];
    boolean[] explicit = new boolean[16];

    /** The declared sequences (wsKind, seqId, initial value), of a header. */
    DeclaredTypes types;

    /** The first value that is an integer, and none of the protocol: {@code name must be 1..9…: name=value}; or null. */
    String outOfRange;

    private int present;

    void clear() {
        present = 0;
        kind = null;
        owner = 1;
        wsKind = 0;
        wsId = 0;
        seqId = 0;
        number = 0;
        plogOffset = 0;
        checkpoint = 0;
        result = null;
        busy = null;
        error = 0;
        raised = false;
        id = 0;
        maxUnflushed = 0;
        version = 0;
        calls = true;
        size = 0;
        types = null;
        outOfRange = null;
    }

    /** Keeps what is wrong with a value, for the judgement. */
    void outOfRange(String name, long minimum, String value) {
        if (outOfRange == null) {
            String shown = Escaped.shortened(value, MAX_SHOWN_DIGITS);
            outOfRange = name + " must be " + minimum + ".." + Long.MAX_VALUE + ": value=" + shown;
        }
    }

    void mark(int field) {
        present |= field;
    }

    boolean has(int field) {
        return (present & field) != 0;
    }

    /** The required fields that are not there, as bits. */
    int missing() {
        return kind.required() & ~present;
    }

    /** Room for one more value; its index. */
    int addValue() {
        if (size == numbers.length) {
            wsIds = Arrays.copyOf(wsIds, size * 2);
            seqIds = Arrays.copyOf(seqIds, size * 2);
            numbers = Arrays.copyOf(numbers, size * 2);
            explicit = Arrays.copyOf(explicit, size * 2);
        }
        return size++;
    }
}
