package io.isequencer.cli.sequence;

import io.isequencer.cli.Text;
import java.math.BigInteger;

/** Integers as JSON numbers or decimal strings: digits only, no sign, no leading zero, no fraction. */
final class IntegerText {
    private static final int MAX_DIGITS = 20;

    private IntegerText() {}

    /**
     * Reads an unsigned 64-bit value, held in a {@code long}.
     *
     * @param rule what stands before the colon if the text is anything else
     */
    static long unsigned(String rule, String name, String text) throws BadLineException {
        if (text.length() <= MAX_DIGITS && isDecimal(text)) {
            if (text.length() < MAX_DIGITS || new BigInteger(text).bitLength() <= Long.SIZE) {
                return Long.parseUnsignedLong(text);
            }
        }
        throw new BadLineException(rule + ": " + name + "=" + Text.shown(text));
    }

    /** {@code 0|[1-9][0-9]*}, without the garbage of a matcher. */
    private static boolean isDecimal(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() == 1 || !text.isEmpty() && text.charAt(0) != '0';
    }
}
