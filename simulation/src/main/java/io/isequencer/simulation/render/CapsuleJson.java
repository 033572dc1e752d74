package io.isequencer.simulation.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.laboratory.StrictJson;
import io.isequencer.rules.Property;
import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.Move;
import io.isequencer.simulation.moves.MoveText;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.run.Capsule;
import io.isequencer.simulation.run.Schedule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Capsules as JSON.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IllegalArgumentException} that names the field for a text that is no capsule.
 *   <li><i>Units:</i> the seed is a decimal string: it has 64 bits.
 * </ul>
 */
public final class CapsuleJson {
    private static final String FORMAT = "isequencer-capsule/1";
    private static final ObjectWriter INDENTED = StrictJson.MAPPER.writer(SerializationFeature.INDENT_OUTPUT);

    private CapsuleJson() {}

    public static String format(Capsule capsule) {
        ObjectNode root = StrictJson.MAPPER.createObjectNode();
        root.put("format", FORMAT);
        root.put("property", capsule.property());
        ArrayNode rules = root.putArray("rules");
        Property.of(capsule.property()).ifPresent(property -> property.rules().forEach(rule -> rules.add(rule.name())));
        root.put("message", capsule.message());
        root.put("liveness", capsule.liveness());
        root.put("seed", Long.toString(capsule.seed()));
        root.set("options", formatOptions(capsule.options()));
        ArrayNode moves = root.putArray("moves");
        for (int i = 0; i < capsule.size(); i++) {
            moves.add(capsule.schedule().text(i));
        }
        if (!capsule.impossible().isEmpty()) {
            capsule.impossible().forEach(root.putArray("impossible")::add);
        }
        root.set("state", StrictJson.MAPPER.valueToTree(lastState(capsule)));
        try {
            return INDENTED.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** For those who read the file: a replay computes it anew. */
    private static Map<String, Object> lastState(Capsule capsule) {
        Map<String, Object> last = new LinkedHashMap<>();
        Framer framer = new Framer(frame -> {
            last.clear();
            last.putAll(frame.state());
        });
        capsule.replay(framer, framer);
        return last;
    }

    private static ObjectNode formatOptions(Options options) {
        ObjectNode node = StrictJson.MAPPER.createObjectNode();
        node.put("owners", options.owners());
        node.put("workspaces", options.workspaces());
        node.put("sequences", options.sequences());
        node.put("maxUnflushedValues", options.maxUnflushedValues());
        node.put("numbersPerEvent", options.numbersPerEvent());
        node.put("steps", options.steps());
        node.put("explicitNumbers", options.explicitNumbers());
        node.put("retryDelayMs", options.retryDelayMs());
        ObjectNode faults = node.putObject("faults");
        options.faults().forEach((fault, intensity) -> faults.put(fault.id(), intensity));
        return node;
    }

    public static Capsule parse(String text) {
        JsonNode root;
        try {
            root = StrictJson.MAPPER.readTree(text);
        } catch (JsonProcessingException malformed) {
            // The parser's own words are for programmers, they name features to switch on.
            throw new IllegalArgumentException(
                    "capsule must be JSON: line=" + malformed.getLocation().getLineNr() + ", column="
                            + malformed.getLocation().getColumnNr());
        }
        if (!FORMAT.equals(field(root, "format").asText())) {
            throw new IllegalArgumentException("format must be " + FORMAT + ": format=" + root.get("format"));
        }
        JsonNode moves = field(root, "moves");
        if (!moves.isArray()) {
            throw new IllegalArgumentException("moves must be an array: moves=" + moves);
        }
        long[] schedule = new long[moves.size()];
        for (int i = 0; i < schedule.length; i++) {
            schedule[i] = MoveText.parse(moves.get(i).asText());
        }
        Options options = parseOptions(field(root, "options"));
        for (long move : schedule) {
            if (Move.owner(move) >= options.owners()) {
                throw new IllegalArgumentException(
                        "move's owner must be one of the " + options.owners() + ": move=" + MoveText.format(move));
            }
        }
        return new Capsule(
                parseSeed(field(root, "seed").asText()),
                options,
                new Schedule(schedule),
                flag(root, "liveness"),
                field(root, "property").asText(),
                field(root, "message").asText(),
                impossible(root, schedule.length));
    }

    /** Absent in a capsule whose moves are all to be made. */
    private static List<Integer> impossible(JsonNode root, int moves) {
        List<Integer> impossible = new ArrayList<>();
        JsonNode numbers = root.path("impossible");
        if (!numbers.isMissingNode() && !numbers.isArray()) {
            throw new IllegalArgumentException("impossible must be an array: impossible=" + numbers);
        }
        for (JsonNode number : numbers) {
            if (!number.isInt() || number.asInt() < 1 || number.asInt() > moves) {
                throw new IllegalArgumentException(
                        "impossible must hold numbers of moves, 1.." + moves + ": impossible=" + number);
            }
            impossible.add(number.asInt());
        }
        return List.copyOf(impossible);
    }

    private static boolean flag(JsonNode node, String name) {
        JsonNode value = field(node, name);
        if (!value.isBoolean()) {
            throw new IllegalArgumentException(name + " must be true or false: " + name + "=" + value);
        }
        return value.asBoolean();
    }

    private static long parseSeed(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("seed must be a 64-bit number: seed=" + text);
        }
    }

    private static Options parseOptions(JsonNode node) {
        Map<FaultKind, Integer> faults = new EnumMap<>(FaultKind.class);
        JsonNode named = field(node, "faults");
        named.fieldNames().forEachRemaining(id -> faults.put(FaultKind.ofId(id), number(named, id, 1, 1_000)));
        return new Options(
                number(node, "owners", 1, Options.MAX_OWNERS),
                number(node, "workspaces", 1, Options.MAX_WORKSPACES),
                number(node, "sequences", 1, Options.MAX_SEQUENCES),
                number(node, "maxUnflushedValues", 1, Integer.MAX_VALUE),
                number(node, "numbersPerEvent", 1, 1_000),
                number(node, "steps", 0, Integer.MAX_VALUE),
                flag(node, "explicitNumbers"),
                number(node, "retryDelayMs", 0, Integer.MAX_VALUE),
                faults);
    }

    private static int number(JsonNode node, String name, int least, int most) {
        JsonNode value = field(node, name);
        if (!value.canConvertToInt() || value.asInt() < least || value.asInt() > most) {
            throw new IllegalArgumentException(name + " must be " + least + ".." + most + ": " + name + "=" + value);
        }
        return value.asInt();
    }

    private static JsonNode field(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            throw new IllegalArgumentException("capsule must have the field: " + name + "=absent");
        }
        return value;
    }
}
