package io.isequencer.cli;

/** Makes values fit to stand in a one-line message. */
final class Text {
    private static final int MAX_SHOWN = 80;

    private Text() {}

    /** The value on one line, shortened, control characters replaced: what came in must not steer the terminal. */
    static String shown(String value) {
        String head = value.length() > MAX_SHOWN ? value.substring(0, MAX_SHOWN) + "…" : value;
        StringBuilder shown = new StringBuilder(head.length());
        head.codePoints().forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return shown.toString();
    }

    static String quoted(String value) {
        return '"' + shown(value) + '"';
    }
}
