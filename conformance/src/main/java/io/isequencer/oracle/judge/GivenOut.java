package io.isequencer.oracle.judge;

import io.isequencer.rules.Property;
import java.math.BigInteger;

/**
 * Reads the 64-bit values that a sequencer gives out, in replies and in storage calls. One that is an integer and out of
 * its range is no broken message: it is what R17 is about.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link VerdictException}, FAIL with {@link Property#IN_RANGE}.
 *   <li><i>Units:</i> the texts are decimal integers, the results unsigned 64-bit values.
 * </ul>
 */
public final class GivenOut {
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(Long.SIZE);
    private static final BigInteger LAST_UNSIGNED = TWO_TO_64.subtract(BigInteger.ONE);
    private static final BigInteger FIRST_SIGNED = BigInteger.valueOf(Long.MIN_VALUE);

    private GivenOut() {}

    /** A number that was issued, up to the largest that the sequencer has. */
    public static long number(String name, String text, long max) {
        return within(name, text, BigInteger.ONE, unsigned(max), "R17");
    }

    /** The offset of an event, up to the largest that the sequencer has. Offset 0 does not exist (R16). */
    public static long plogOffset(String name, String text, long max) {
        return within(name, text, BigInteger.ONE, unsigned(max), text.equals("0") ? "R16" : "R17");
    }

    /** A workspace, a stored number or a checkpoint: all 64 bits. */
    public static long unsigned(String name, String text) {
        return within(name, text, BigInteger.ZERO, LAST_UNSIGNED, "R17");
    }

    private static long within(String name, String text, BigInteger min, BigInteger max, String rule) {
        BigInteger value = new BigInteger(text);
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw VerdictException.fail(
                    Property.IN_RANGE, rule, name + " is " + min + ".." + max, name + "=" + text + wrapped(value));
        }
        return value.longValue();
    }

    /** What a counter of 64 bits becomes if its type has a sign. */
    private static String wrapped(BigInteger value) {
        return value.signum() < 0 && value.compareTo(FIRST_SIGNED) >= 0
                ? ", which is " + value.add(TWO_TO_64) + " in a signed 64-bit integer: it has wrapped"
                : "";
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }
}
