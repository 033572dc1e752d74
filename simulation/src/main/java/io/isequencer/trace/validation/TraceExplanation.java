package io.isequencer.trace.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what TLC printed about the state before a line that does not fit: which actions are possible there, and in what
 * the state behind each differs from the one that was seen.
 */
final class TraceExplanation {
    private static final Pattern POSSIBLE =
            Pattern.compile("<<\\s*\"POSSIBLE\",\\s*\"([^\"]+)\",\\s*\"([^\"]*)\",\\s*(\\{.*\\})\\s*>>");
    private static final String RECORDED = "AS RECORDED";
    private static final String OWNER = "o_";

    private final List<String[]> possible = new ArrayList<>();

    TraceExplanation(List<String> output) {
        StringBuilder value = new StringBuilder();
        for (String line : output) {
            if (line.matches("<<\\s*\"POSSIBLE\".*")) {
                take(value);
                value.append(line);
            } else if (!value.isEmpty() && !line.isEmpty() && !Character.isLetter(line.charAt(0))) {
                value.append(' ').append(line.strip());
            } else {
                take(value);
            }
        }
        take(value);
    }

    private void take(StringBuilder value) {
        Matcher matcher = POSSIBLE.matcher(value);
        if (matcher.matches()) {
            possible.add(new String[] {matcher.group(1), matcher.group(2), matcher.group(3)});
        }
        value.setLength(0);
    }

    /** For people: the line's own action first. */
    List<String> text() {
        List<String> text = new ArrayList<>();
        for (String[] each : possible) {
            if (each[0].equals(RECORDED)) {
                text.add("the action is possible here, but what it changes differs (<<variable, by the specification,"
                        + " in the trace>>): " + each[2]);
            }
        }
        if (text.isEmpty()) {
            text.add("the action, with these arguments, is not possible here");
        }
        text.add("possible were:");
        for (String[] each : possible) {
            if (!each[0].equals(RECORDED)) {
                String differs = each[2].equals("{}") ? "" : ", differing in " + each[2];
                String owner = each[1].startsWith(OWNER) ? " of " + each[1].substring(OWNER.length()) : "";
                String line = "  " + each[0] + owner + differs;
                if (!text.contains(line)) {
                    text.add(line);
                }
            }
        }
        return text;
    }
}
