package io.isequencer.oracle.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.laboratory.JsonProblem;
import io.isequencer.laboratory.PackagedText;
import io.isequencer.laboratory.StrictJson;
import io.isequencer.recording.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The messages' JSON: one object a line, and its fields with their ranges.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link WireException} with {@link ErrorCode#MALFORMED}.
 *   <li><i>Units:</i> numbers, offsets and wsId are decimal strings; wsId is unsigned 64-bit.
 * </ul>
 */
public final class Json {
    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A value as a tree: an object, an array or a text, as its type says. */
    public static <T extends JsonNode> T tree(Object value) {
        return StrictJson.MAPPER.valueToTree(value);
    }

    /** What a file holds. */
    public static JsonNode read(InputStream in) throws IOException {
        return StrictJson.MAPPER.readTree(in);
    }

    /**
     * What a packaged file holds.
     *
     * @param name as {@link PackagedText#of} takes it
     */
    public static JsonNode packaged(Class<?> beside, String name) {
        try {
            return StrictJson.MAPPER.readTree(PackagedText.of(beside, name));
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A tree as a value of that type. */
    public static <T> T value(JsonNode tree, TypeReference<T> type) {
        return StrictJson.MAPPER.convertValue(tree, type);
    }

    /** Parses a line that must be one object. */
    public static ObjectNode parse(String text) {
        JsonNode node;
        try {
            node = StrictJson.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            String problem = JsonProblem.of(e);
            throw WireException.malformed("line must be a JSON object: problem=" + Escaped.shown(problem));
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw WireException.malformed("line must be a JSON object: line=" + Escaped.shown(text));
    }

    /** A decimal string within a range, both ends included. */
    public static long number(JsonNode node, String name, long minimum, long maximum) {
        String rule = name + " must be a decimal string " + minimum + ".." + maximum;
        String text = text(node, name, rule);
        try {
            if (isDecimal(text)) {
                long value = Long.parseLong(text);
                if (value >= minimum && value <= maximum) {
                    return value;
                }
            }
        } catch (NumberFormatException e) {
            // More than 63 bits.
        }
        throw WireException.malformed(rule + ": " + name + "=" + Escaped.shown(text));
    }

    /** A decimal string of unsigned 64 bits, held in a {@code long}. */
    public static long unsigned(JsonNode node, String name) {
        String rule = name + " must be a decimal string 0..18446744073709551615";
        String text = text(node, name, rule);
        try {
            if (isDecimal(text)) {
                return Long.parseUnsignedLong(text);
            }
        } catch (NumberFormatException e) {
            // More than 64 bits.
        }
        throw WireException.malformed(rule + ": " + name + "=" + Escaped.shown(text));
    }

    /** A JSON number within a range, both ends included. */
    public static long integer(JsonNode node, String name, long minimum, long maximum) {
        JsonNode value = require(node, name);
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < minimum
                || value.longValue() > maximum) {
            throw WireException.malformed(name + " must be a number " + minimum + ".." + maximum + ": " + name + "="
                    + Escaped.shown(value.toString()));
        }
        return value.longValue();
    }

    public static String string(JsonNode node, String name) {
        return text(node, name, name + " must be a string");
    }

    public static boolean bool(JsonNode node, String name) {
        JsonNode value = require(node, name);
        if (!value.isBoolean()) {
            throw WireException.malformed(
                    name + " must be true or false: " + name + "=" + Escaped.shown(value.toString()));
        }
        return value.booleanValue();
    }

    public static ArrayNode array(JsonNode node, String name) {
        if (require(node, name) instanceof ArrayNode array) {
            return array;
        }
        throw WireException.malformed(name + " must be an array: " + name + "="
                + Escaped.shown(node.get(name).toString()));
    }

    public static ObjectNode object(JsonNode node, String name) {
        if (require(node, name) instanceof ObjectNode object) {
            return object;
        }
        throw WireException.malformed(name + " must be an object: " + name + "="
                + Escaped.shown(node.get(name).toString()));
    }

    public static JsonNode require(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name))
                .orElseThrow(() ->
                        WireException.malformed(name + " must be there: message=" + Escaped.shown(node.toString())));
    }

    private static String text(JsonNode node, String name, String rule) {
        JsonNode value = require(node, name);
        if (!value.isTextual()) {
            throw WireException.malformed(rule + ": " + name + "=" + Escaped.shown(value.toString()));
        }
        return value.textValue();
    }

    /** Digits alone: a sign or a space is not for decimal strings. */
    private static boolean isDecimal(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
