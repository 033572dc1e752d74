package io.isequencer.trace.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Brings the numbers of a trace into TLC's range: all numbers of a seqId, its initial value included, are reduced by a
 * constant of that seqId.
 *
 * <p>That changes no verdict. Numbers are compared with those of the same seqId alone, and the protocol only takes the
 * larger of two, adds one, and asks whether there is a number at all; 0, which says that there is none, and -1, which
 * says that none was looked up, stay as they are. The smallest number becomes 1, so none becomes 0.
 *
 * <p>Offsets are not shifted: the protocol knows a first one.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe: first {@link #look} at all lines, then {@link #apply} to each.
 *   <li><i>Errors:</i> {@link BadTraceException} if the numbers of a seqId are too far apart.
 * </ul>
 */
final class NumberShift {
    private final Map<String, Long> smallest = new TreeMap<>();
    private final Map<String, Long> largest = new TreeMap<>();

    void look(JsonNode line) {
        visit(line, (seq, number) -> {
            smallest.merge(seq, number, Math::min);
            largest.merge(seq, number, Math::max);
            return number;
        });
    }

    /** Changes the line in place. */
    void apply(JsonNode line) {
        visit(line, (seq, number) -> number - of(seq));
    }

    /** What is subtracted from the numbers of a seqId: 0 if TLC can count to them. */
    long of(String seq) {
        long most = largest.getOrDefault(seq, 0L);
        if (most <= TlaWriter.MAX_NUMBER) {
            return 0;
        }
        long shift = smallest.get(seq) - 1;
        if (most - shift > TlaWriter.MAX_NUMBER) {
            throw new BadTraceException("numbers of a seqId must be less than " + TlaWriter.MAX_NUMBER
                    + " apart, or TLC cannot count: seqId=" + seq + ", smallest=" + smallest.get(seq) + ", largest="
                    + most);
        }
        return shift;
    }

    /** For people: which numbers are shown otherwise than they are. */
    List<String> text() {
        List<String> text = new ArrayList<>();
        for (String seq : smallest.keySet()) {
            if (of(seq) > 0) {
                text.add("numbers of seqId " + seq + " are shown less " + of(seq));
            }
        }
        return text;
    }

    private interface Change {
        long of(String seq, long number);
    }

    private static void visit(JsonNode node, Change change) {
        if (node.isArray()) {
            node.forEach(each -> visit(each, change));
        }
        if (!(node instanceof ObjectNode object)) {
            return;
        }
        if (object.has("seqId")) {
            change(object, "number", object.get("seqId").asText(), change);
            change(object, "initialValue", object.get("seqId").asText(), change);
        }
        for (Map.Entry<String, JsonNode> member : List.copyOf(object.properties())) {
            if (member.getValue() instanceof ObjectNode inner && isNumbers(member.getKey())) {
                for (Map.Entry<String, JsonNode> each : List.copyOf(inner.properties())) {
                    String key = each.getKey();
                    change(inner, key, key.substring(key.indexOf('/') + 1), change);
                }
            } else {
                visit(member.getValue(), change);
            }
        }
    }

    /** Members whose own members are keys, or sequences, with numbers. */
    private static boolean isNumbers(String name) {
        return name.equals("pending") || name.equals("flusher.batch") || name.equals("tx.last");
    }

    private static void change(ObjectNode object, String name, String seq, Change change) {
        if (!object.has(name)) {
            return;
        }
        String text = object.get(name).asText();
        try {
            long number = Long.parseLong(text);
            if (number > 0) {
                object.put(name, Long.toString(change.of(seq, number)));
            }
        } catch (NumberFormatException e) {
            throw new BadTraceException(name + " must be a number: " + name + "=" + text);
        }
    }
}
