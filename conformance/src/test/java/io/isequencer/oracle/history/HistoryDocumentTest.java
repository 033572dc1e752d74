package io.isequencer.oracle.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.isequencer.oracle.wire.DocumentSchema;
import io.isequencer.oracle.wire.Json;
import io.isequencer.rules.Property;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The document, the schema and the code say the same. */
@Tag("lengthy")
class HistoryDocumentTest {
    private static final String SOURCES = "conformance/src/main/java/io/isequencer/oracle/history";
    private static final Pattern CONSTANT = Pattern.compile("Property\\.([A-Z_]+)");
    private static final String DOCUMENT = ProjectFiles.read("conformance/HISTORY.md");

    @Test
    void theExampleIsGoodAndItsVariantIsRefusedAsShown() {
        List<String> lines = new ArrayList<>(example("## An example"));
        assertEquals(24, lines.size());
        assertNull(Histories.check(lines).breach());
        lines.set(19, lines.get(19).replace("\"3\"", "\"2\""));
        lines.set(20, lines.get(20).replace("[1,\"3\"]", "[1,\"2\"]"));
        HistoryVerdict.Breach breach = Histories.check(lines).breach();
        assertTrue(DOCUMENT.contains("VIOLATION  " + breach.rule().id() + " at line " + breach.line()));
        assertTrue(DOCUMENT.contains("broken:   " + breach.problem()), breach.problem());
        assertTrue(DOCUMENT.contains("allowed:  " + breach.allowed()), breach.allowed());
    }

    @Test
    void theExampleOfALogAloneIsJudged() {
        List<String> lines = new ArrayList<>(example("## If all you have is the log"));
        assertEquals(5, lines.size());
        assertNull(Histories.check(lines).breach());
        lines.set(3, lines.get(3).replace("58", "59"));
        assertEquals(Property.DENSE, Histories.check(lines).breach().rule());
        lines.remove(3);
        assertEquals(Property.DENSE_OFFSETS, Histories.check(lines).breach().rule());
    }

    /** The lines below a heading, up to the next one. */
    private static List<String> example(String heading) {
        return DOCUMENT.substring(DOCUMENT.indexOf(heading + "\n") + heading.length())
                .lines()
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("{\"e\":"))
                .toList();
    }

    @Test
    void everyKindAndRuleIsDescribed() {
        for (LineKind kind : LineKind.values()) {
            assertTrue(DOCUMENT.contains("`" + kind.id() + "`"), kind.id());
        }
        for (Property property : HistoryChecker.PROPERTIES) {
            assertTrue(DOCUMENT.contains(property.id()), property.id());
        }
    }

    /** No more and no fewer than the checker can find broken. */
    @Test
    void thePropertiesAreThoseThatTheCheckerNames() throws IOException {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> sources = Files.list(ProjectFiles.ROOT.resolve(SOURCES))) {
            for (Path source : sources.toList()) {
                boolean lists = source.endsWith("HistoryChecker.java");
                String text = Files.readString(source);
                CONSTANT.matcher(lists ? text.substring(text.indexOf("private final Keys")) : text)
                        .results()
                        .forEach(hit -> named.add(hit.group(1)));
            }
        }
        assertEquals(
                HistoryChecker.PROPERTIES.stream().map(Property::name).collect(Collectors.toCollection(TreeSet::new)),
                named);
    }

    @Test
    void theSchemaHasTheKindsAndWhatTheyRequire() throws JsonProcessingException {
        JsonNode schema = new JsonMapper().readTree(ProjectFiles.read("conformance/schemas/history.schema.json"));
        assertEquals(
                Stream.of(LineKind.values()).map(LineKind::id).collect(Collectors.toSet()),
                texts(schema.at("/properties/e/enum")));
        for (LineKind kind : LineKind.values()) {
            Set<String> required = new TreeSet<>();
            for (JsonNode rule : schema.get("allOf")) {
                if (rule.at("/if/properties/e/const").asText().equals(kind.id())) {
                    required.addAll(texts(rule.at("/then/required")));
                }
            }
            int bits = 0;
            for (String field : required) {
                bits |= Field.of(field);
            }
            assertEquals(kind.required(), bits, kind.id());
        }
        schema.get("properties").fieldNames().forEachRemaining(name -> assertTrue(Field.of(name) != 0, name));
    }

    @Test
    void theSchemaTakesEachLineThatTheReaderTakesAndRefusesWhatItRefuses() {
        DocumentSchema schema = DocumentSchema.HISTORY_LINE;
        Stream.concat(Histories.GOOD.stream(), DOCUMENT.lines().filter(line -> line.startsWith("{\"e\":")))
                .forEach(line ->
                        assertEquals("", schema.firstError(Json.parse(line)).orElse(""), line));
        for (String judged : List.of(
                "{\"e\":\"next\",\"s\":1,\"n\":\"-9223372036854775808\"}",
                "{\"e\":\"append\",\"p\":0,\"w\":1,\"v\":[[1,9223372036854775808]],\"r\":\"ok\"}",
                "{\"e\":\"write\",\"c\":-1}",
                "{\"e\":\"synced\",\"p\":\"7\"}")) {
            assertEquals("", schema.firstError(Json.parse(judged)).orElse(""), judged);
        }
        for (String broken : List.of(
                "{\"o\":1}",
                "{\"e\":\"dance\"}",
                "{\"e\":\"next\",\"s\":1}",
                "{\"e\":\"next\",\"s\":0,\"n\":1}",
                "{\"e\":\"next\",\"s\":1,\"n\":\"1-\"}",
                "{\"e\":\"next\",\"s\":1,\"n\":1.5}",
                "{\"e\":\"synced\"}",
                "{\"e\":\"start\",\"k\":1,\"w\":1}",
                "{\"e\":\"append\",\"p\":1,\"w\":1,\"v\":[],\"r\":\"maybe\"}",
                "{\"e\":\"write\",\"v\":[1]}",
                "{\"e\":\"history\",\"version\":2,\"types\":[[1,1,1]]}")) {
            assertTrue(schema.firstError(Json.parse(broken)).isPresent(), broken);
        }
    }

    private static Set<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
