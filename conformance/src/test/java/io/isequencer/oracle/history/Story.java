package io.isequencer.oracle.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.isequencer.rules.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A short history in short words: {@code append p=1 w=5 v=1:1,2:7:1 r=ok} is a line, {@code ;} stands between two. Each
 * step is a new story, so that one beginning has several ends.
 */
final class Story {
    private static final String HEADER = "history version=1 types=1:1:1,1:2:200001,1:3:9223372036854775806,2:1:1";

    private final List<String> lines;

    private Story(List<String> lines) {
        this.lines = lines;
    }

    /** Of an empty partition whose owner 1 is open and may keep two numbers unflushed. */
    static Story begin() {
        return of(HEADER).then("open max=2");
    }

    static Story of(String header) {
        return new Story(List.of()).then(header);
    }

    /** The usual types, and something besides. */
    static Story with(String headerFields) {
        return of((HEADER + " " + headerFields).strip());
    }

    Story then(String steps) {
        return then(steps, 1);
    }

    Story then(String steps, int times) {
        List<String> more =
                Stream.of(steps.split(";")).map(step -> json(step.strip())).toList();
        List<String> longer = new ArrayList<>(lines);
        Collections.nCopies(times, more).forEach(longer::addAll);
        return new Story(longer);
    }

    /** A whole transaction of owner 1 in workspace 5, with one number of sequence 1. */
    Story event(long plogOffset, long number) {
        return event("1", plogOffset, number);
    }

    Story event(String owner, long plogOffset, long number) {
        String of = " o=" + owner;
        return then("start k=1 w=5 p=" + plogOffset + of)
                .then("next s=1 n=" + number + of)
                .then("append p=" + plogOffset + " w=5 v=1:" + number + " r=ok" + of)
                .then("flush" + of);
    }

    /** Its lines, each with its line feed. */
    String text() {
        return String.join("\n", lines) + "\n";
    }

    HistoryVerdict holds() {
        HistoryVerdict verdict = Histories.check(lines);
        assertNull(verdict.breach(), () -> String.valueOf(verdict.breach()));
        assertEquals(lines.size(), verdict.lines());
        return verdict;
    }

    /** Its last line is the first that does not fit. */
    void breaks(Property rule, String problem, String allowed) {
        new Story(lines.subList(0, lines.size() - 1)).holds();
        HistoryVerdict verdict = Histories.check(lines);
        assertNotNull(verdict.breach(), () -> "goes unnoticed: " + lines.get(lines.size() - 1));
        String kind = lines.get(lines.size() - 1).replaceAll("^.\"e\":\"|\".*", "");
        assertEquals(new HistoryVerdict.Breach(lines.size(), rule, kind, problem, allowed), verdict.breach());
        assertEquals(lines.size(), verdict.lines());
    }

    /** Its last line is none of a history. */
    void isMalformed(String problem) {
        BadHistoryException refusal = assertThrows(BadHistoryException.class, () -> Histories.check(lines));
        assertEquals(problem, refusal.getMessage());
        assertEquals(lines.size(), refusal.line());
    }

    private static String json(String step) {
        String[] words = step.split(" ");
        return Stream.of(words)
                .skip(1)
                .map(word -> word.split("=", 2))
                .map(pair -> ",\"" + pair[0] + "\":" + value(pair[0], pair[1]))
                .collect(Collectors.joining("", "{\"e\":\"" + words[0] + "\"", "}"));
    }

    private static String value(String name, String text) {
        if (name.equals("v") || name.equals("types")) {
            return Stream.of(text.split(","))
                    .filter(one -> !one.isEmpty())
                    .map(one -> "[" + one.replace(':', ',') + "]")
                    .collect(Collectors.joining(",", "[", "]"));
        }
        return text.matches("-?\\d+|true|false") ? text : "\"" + text + "\"";
    }
}
