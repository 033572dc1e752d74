package io.isequencer.simulation.explore.tlc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads values as TLC prints them. Functions, records and tuples become maps, keyed by the text or value of the argument
 * (a tuple's are 1, 2, 3 …); sets become lists; numbers {@link Integer}; all else {@link String}.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IllegalArgumentException} for what is no such value.
 * </ul>
 */
final class TlaReader {
    private final String text;
    private int at;

    private TlaReader(String text) {
        this.text = text;
    }

    /** A state: {@code /\ variable = value} for each variable. */
    static Map<Object, Object> state(String text) {
        TlaReader reader = new TlaReader(text);
        Map<Object, Object> variables = new LinkedHashMap<>();
        while (reader.skips("/\\")) {
            String name = reader.word();
            reader.expect("=");
            variables.put(name, reader.value());
        }
        reader.blanks();
        if (reader.at < text.length()) {
            throw reader.unexpected();
        }
        return variables;
    }

    private Object value() {
        if (skips("<<")) {
            return tuple();
        }
        if (skips("{")) {
            return list("}");
        }
        if (skips("[")) {
            return pairs("|->", ",", "]");
        }
        if (skips("(")) {
            return pairs(":>", "@@", ")");
        }
        if (skips("\"")) {
            int end = text.indexOf('"', at);
            String string = text.substring(at, end);
            at = end + 1;
            return string;
        }
        String word = word();
        char first = word.charAt(0);
        return first == '-' || first <= '9' ? (Object) Integer.valueOf(word) : word;
    }

    private Map<Object, Object> tuple() {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (Object element : list(">>")) {
            map.put(map.size() + 1, element);
        }
        return map;
    }

    private List<Object> list(String close) {
        List<Object> elements = new ArrayList<>();
        while (!skips(close)) {
            elements.add(value());
            skips(",");
        }
        return elements;
    }

    private Map<Object, Object> pairs(String arrow, String separator, String close) {
        Map<Object, Object> map = new LinkedHashMap<>();
        while (!skips(close)) {
            Object argument = value();
            expect(arrow);
            map.put(argument, value());
            skips(separator);
        }
        return map;
    }

    private String word() {
        blanks();
        int from = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "-_".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (at == from) {
            throw unexpected();
        }
        return text.substring(from, at);
    }

    private boolean skips(String token) {
        blanks();
        if (text.startsWith(token, at)) {
            at += token.length();
            return true;
        }
        return false;
    }

    private void expect(String token) {
        if (!skips(token)) {
            throw unexpected();
        }
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
    }

    private IllegalArgumentException unexpected() {
        int end = Math.min(text.length(), at + 40);
        return new IllegalArgumentException(
                "state must be as TLC prints it: at=" + at + ", got=" + text.substring(at, end));
    }
}
