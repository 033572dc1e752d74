package io.isequencer.cli.sequence;

import io.isequencer.cli.Text;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** Integers as JSON numbers or decimal strings: digits only, no sign, no leading zero, no fraction. */
final class IntegerText {
    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]*");
    private static final int MAX_DIGITS = 20;

    private IntegerText() {}

    /**
     * Reads an unsigned 64-bit value, held in a {@code long}.
     *
     * @param rule what stands before the colon if the text is anything else
     */
    static long unsigned(String rule, String name, String text) throws BadLineException {
        if (text.length() <= MAX_DIGITS && DECIMAL.matcher(text).matches()) {
            if (text.length() < MAX_DIGITS || new BigInteger(text).bitLength() <= Long.SIZE) {
                return Long.parseUnsignedLong(text);
            }
        }
        throw new BadLineException(rule + ": " + name + "=" + Text.shown(text));
    }
}
