package io.isequencer.cli;

import io.isequencer.oracle.wire.Escaped;

/** Makes values fit to stand in a one-line message. */
public final class Text {
    private Text() {}

    public static String shown(String value) {
        return Escaped.shown(value);
    }

    public static String quoted(String value) {
        return '"' + shown(value) + '"';
    }

    /** As {@code 1 event}, {@code 2 events}. */
    public static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** Whether a text has a form in UTF-8: it holds no half of a surrogate pair. */
    public static boolean isUnicode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
