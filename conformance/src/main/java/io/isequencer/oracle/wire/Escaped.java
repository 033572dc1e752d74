package io.isequencer.oracle.wire;

import java.util.Locale;

/** What came from elsewhere, shown so that nothing in it is invisible or steers a terminal. */
public final class Escaped {
    private static final int LAST_ASCII = 0x7e;
    private static final int MAX_SHOWN = 80;

    private Escaped() {}

    /** A value for a one-line message: shortened, and each control character a question mark. */
    public static String shown(String value) {
        return printable(shortened(value, MAX_SHOWN));
    }

    /** The first characters of a text, and a mark if there are more. */
    public static String shortened(String text, int maxChars) {
        return text.length() > maxChars ? text.substring(0, maxChars) + "…" : text;
    }

    /** A text on one line, each control character a question mark. */
    public static String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return shown.toString();
    }

    /** As the other one, with as many characters as a message shows of a value. */
    public static String text(String text) {
        return text(text, MAX_SHOWN);
    }

    /** The first characters of a text; what cannot be seen, or is no character, as {@code \}{@code u0000}. */
    public static String text(String text, int maxChars) {
        StringBuilder shown = new StringBuilder();
        shortened(text, maxChars).codePoints().forEach(c -> {
            if (isVisible(c)) {
                shown.appendCodePoint(c);
            } else {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
            }
        });
        return shown.toString();
    }

    /** Bytes of nobody knows which encoding: ASCII as it is, all else as {@code \xff}. */
    public static String bytes(byte[] bytes) {
        StringBuilder shown = new StringBuilder();
        for (byte b : bytes) {
            if (b >= ' ' && b <= LAST_ASCII) {
                shown.append((char) b);
            } else {
                shown.append(String.format(Locale.ROOT, "\\x%02x", b & 0xff));
            }
        }
        return shown.toString();
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> c != '\ufffd';
        };
    }
}
