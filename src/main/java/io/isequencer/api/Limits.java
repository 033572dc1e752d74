package io.isequencer.api;

/**
 * The ranges of the protocol's values, and the checks that name rule and value.
 *
 * <ul>
 *   <li><i>Errors:</i> each {@code require} throws {@link IllegalArgumentException} as {@code rule: name=value}.
 *   <li><i>Source:</i> rules R16 and R17 of {@code docs/protocol.md}.
 * </ul>
 */
public final class Limits {
    /** Largest seqId and wsKind: both are unsigned 16-bit values. */
    public static final int MAX_UINT16 = 65_535;

    /** Largest number. */
    public static final long MAX_NUMBER = Long.MAX_VALUE;

    /** Largest offset of an event: the checkpoint behind it must be an offset too. */
    public static final long MAX_PLOG_OFFSET = Long.MAX_VALUE - 1;

    private Limits() {}

    /** Checks 1..65535. */
    public static int requireSeqId(long seqId) {
        if (seqId < 1 || seqId > MAX_UINT16) {
            throw new IllegalArgumentException("seqId must be 1..65535: seqId=" + seqId);
        }
        return (int) seqId;
    }

    /** Checks 0..65535. */
    public static int requireWsKind(long wsKind) {
        if (wsKind < 0 || wsKind > MAX_UINT16) {
            throw new IllegalArgumentException("wsKind must be 0..65535: wsKind=" + wsKind);
        }
        return (int) wsKind;
    }

    /** Checks 1..2^63-1. */
    public static long requireNumber(long number) {
        if (number < 1) {
            throw new IllegalArgumentException("number must be 1..9223372036854775807: number=" + number);
        }
        return number;
    }

    /** Checks 1..2^63-2. */
    public static long requirePlogOffset(long plogOffset) {
        if (plogOffset < 1 || plogOffset > MAX_PLOG_OFFSET) {
            throw new IllegalArgumentException("plogOffset must be 1..9223372036854775806: plogOffset=" + plogOffset);
        }
        return plogOffset;
    }

    /** Checks that a value is at least {@code minimum}. */
    public static long requireAtLeast(String name, long minimum, long value) {
        if (value < minimum) {
            throw new IllegalArgumentException(name + " must be >= " + minimum + ": " + name + "=" + value);
        }
        return value;
    }
}
