package io.isequencer.oracle.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The published JSON schemas of messages, as the oracle itself uses them.
 *
 * <ul>
 *   <li><i>Source:</i> {@code conformance/schemas}.
 * </ul>
 */
public final class Schemas {
    private static final String DEFINITIONS = "$defs";

    /** Or the validator speaks the language of the machine, and its words stand in verdicts. */
    private static final SchemaValidatorsConfig IN_ENGLISH =
            SchemaValidatorsConfig.builder().locale(Locale.ROOT).build();

    private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private final ObjectNode document;
    private final Map<String, JsonSchema> compiled = new HashMap<>();
    private final Set<String> fields = new HashSet<>();

    private Schemas(String resource) {
        document = load(resource);
        addFields(document, fields);
    }

    /** Those of the messages. */
    public static Schemas ofMessages() {
        return new Schemas("messages.schema.json");
    }

    /** Those of cases and vectors. */
    public static Schemas ofEngines() {
        return new Schemas("engine.schema.json");
    }

    /** Whether there is a definition of that name, as {@code start.reply}. */
    public boolean has(String definition) {
        return document.path(DEFINITIONS).has(definition);
    }

    /** What is wrong with a message, in one line; empty if nothing is. */
    public Optional<String> firstError(String definition, JsonNode message) {
        return compiled.computeIfAbsent(definition, this::compile).validate(message).stream()
                .map(ValidationMessage::getMessage)
                .map(Schemas::withPlace)
                .sorted()
                .findFirst();
    }

    /** The message itself has no path in it: the library's text would begin with the colon behind that. */
    private static String withPlace(String text) {
        return text.startsWith(": ") ? text.substring(2) : text;
    }

    /** The fields of the message that have a name of the protocol and are null, in order, as {@code error.text}. */
    public List<String> nulls(ObjectNode message) {
        List<String> nulls = new ArrayList<>();
        addNulls(message, "", nulls);
        return nulls;
    }

    private void addNulls(JsonNode node, String path, List<String> nulls) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                addNulls(node.get(i), path + "[" + i + "]", nulls);
            }
        }
        node.properties().forEach(field -> {
            if (!fields.contains(field.getKey())) {
                return;
            }
            String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            if (field.getValue().isNull()) {
                nulls.add(name);
            } else {
                addNulls(field.getValue(), name, nulls);
            }
        });
    }

    /** Whatever the document gives a name to. */
    private static void addFields(JsonNode node, Set<String> names) {
        node.path("properties").fieldNames().forEachRemaining(names::add);
        node.forEach(child -> addFields(child, names));
    }

    private JsonSchema compile(String definition) {
        ObjectNode schema = Json.object();
        schema.set("$schema", document.get("$schema"));
        schema.put("$ref", "#/" + DEFINITIONS + "/" + definition);
        schema.set(DEFINITIONS, document.get(DEFINITIONS));
        return factory.getSchema(schema, IN_ENGLISH);
    }

    private static ObjectNode load(String resource) {
        return (ObjectNode) Json.packaged(Schemas.class, "/io/isequencer/oracle/schemas/" + resource);
    }
}
