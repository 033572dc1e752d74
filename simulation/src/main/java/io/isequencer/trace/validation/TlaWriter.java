package io.isequencer.trace.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * Turns the values of a trace into TLA+ text.
 *
 * <p>Names get a prefix: TLC prints a function of strings as a record, and reads that back only if its fields look like
 * identifiers.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link BadTraceException}.
 * </ul>
 */
final class TlaWriter {
    /** What TLC can count to, less one: it computes the next number too. */
    static final long MAX_NUMBER = Integer.MAX_VALUE - 1L;

    private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9_]{1,40}");
    private static final Pattern WORKSPACE = Pattern.compile("\\d{1,20}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]{1,40}");

    private TlaWriter() {}

    static String owner(String name) {
        return quoted("o_", name, OWNER, "owner");
    }

    static String workspace(String wsId) {
        return wsId.equals("none") ? "\"none\"" : quoted("w", wsId, WORKSPACE, "wsId");
    }

    static String word(String text) {
        return quoted("", text, WORD, "state");
    }

    static String seq(JsonNode line) {
        return seq(require(line, "seqId").asText());
    }

    static String seq(String seqId) {
        return quoted("s", seqId, WORKSPACE, "seqId");
    }

    /** The key of a line with wsId and seqId. */
    static String key(JsonNode line) {
        return "<<" + workspace(require(line, "wsId").asText()) + ", " + seq(line) + ">>";
    }

    /** A key as in {@code 7/1}. */
    static String key(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new BadTraceException("key must be wsId/seqId: key=" + text);
        }
        return "<<" + workspace(text.substring(0, slash)) + ", " + seq(text.substring(slash + 1)) + ">>";
    }

    static long number(JsonNode line, String name) {
        return number(name, require(line, name).asText());
    }

    static long number(String name, String text) {
        try {
            long number = Long.parseLong(text);
            if (number > MAX_NUMBER || number < -1) {
                throw new BadTraceException(
                        name + " must be at most " + MAX_NUMBER + ", or TLC cannot count: " + name + "=" + text);
            }
            return number;
        } catch (NumberFormatException e) {
            throw new BadTraceException(name + " must be a number: " + name + "=" + text);
        }
    }

    /** The numbers of an event, as the specification keeps them. */
    static String event(JsonNode line) {
        String workspace = workspace(require(line, "wsId").asText());
        StringJoiner numbers = new StringJoiner(", ", "{", "}");
        for (JsonNode each : require(line, "numbers")) {
            numbers.add("<<<<" + workspace + ", " + seq(each) + ">>, " + number(each, "number") + ", \""
                    + (each.path("explicit").asBoolean() ? "explicit" : "issued") + "\">>");
        }
        return numbers.toString();
    }

    /** Key and number of each element. */
    static String pairs(JsonNode array) {
        StringJoiner pairs = new StringJoiner(", ", "{", "}");
        for (JsonNode each : array) {
            pairs.add("<<" + key(each) + ", " + number(each, "number") + ">>");
        }
        return pairs.toString();
    }

    /** The four parts of what a step changed. */
    static String seen(JsonNode changed) {
        StringJoiner fields = new StringJoiner(", ", "[", "]");
        boolean any = false;
        String pending = "{}";
        String batch = "{}";
        String last = "{}";
        Iterator<Map.Entry<String, JsonNode>> members = changed.properties().iterator();
        while (members.hasNext()) {
            Map.Entry<String, JsonNode> member = members.next();
            switch (member.getKey()) {
                case "pending" -> pending = changes(member.getValue(), true);
                case "flusher.batch" -> batch = changes(member.getValue(), true);
                case "tx.last" -> last = changes(member.getValue(), false);
                default -> {
                    any = true;
                    fields.add(field(member.getKey(), member.getValue().asText()));
                }
            }
        }
        return "<<" + (any ? fields : "<<>>") + ", " + pending + ", " + batch + ", " + last + ">>";
    }

    private static String field(String name, String value) {
        return switch (name) {
            case "nextOffset", "pendingCheckpoint" -> name + " |-> " + number(name, value);
            case "flusher.checkpoint" -> "checkpoint |-> " + number(name, value);
            case "actualizing", "closing", "signalled" ->
                name + " |-> " + (Boolean.parseBoolean(value) ? "TRUE" : "FALSE");
            case "tx.ws" -> "workspace |-> " + workspace(value);
            case "flusher.state" -> "flusher |-> " + word(value);
            case "actualizer.state" -> "actualizer |-> " + word(value);
            default -> throw new BadTraceException("variable must be one of the specification: variable=" + name);
        };
    }

    private static String changes(JsonNode object, boolean keys) {
        StringJoiner changes = new StringJoiner(", ", "{", "}");
        Iterator<Map.Entry<String, JsonNode>> members = object.properties().iterator();
        while (members.hasNext()) {
            Map.Entry<String, JsonNode> member = members.next();
            String key = keys ? key(member.getKey()) : seq(member.getKey());
            changes.add("<<" + key + ", " + number("number", member.getValue().asText()) + ">>");
        }
        return changes.toString();
    }

    static JsonNode require(JsonNode line, String name) {
        JsonNode value = line.get(name);
        if (value == null) {
            throw new BadTraceException(
                    "line must have " + name + ": a=" + line.path("a").asText());
        }
        return value;
    }

    private static String quoted(String prefix, String text, Pattern pattern, String what) {
        if (!pattern.matcher(text).matches()) {
            throw new BadTraceException(what + " must match " + pattern + ": " + what + "=" + text);
        }
        return '"' + prefix + text + '"';
    }
}
