package io.isequencer.oracle.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schema of engines knows the messages of conformance/ENGINES.md, and refuses what is none. */
class EngineSchemaTest {
    private final Schemas schemas = Schemas.ofEngines();

    @Test
    void theDocumentNamesTheOpsOfTheSchema() {
        Matcher rows = Pattern.compile("(?m)^\\| (`\\w+`(?:, `\\w+`)*) \\|.*\\|.*\\|$")
                .matcher(section(ProjectFiles.read("conformance/ENGINES.md"), "## Requests", "## Errors"));
        Set<String> documented = new TreeSet<>();
        while (rows.find()) {
            for (String op : rows.group(1).split(", ")) {
                documented.add(op.replace("`", ""));
            }
        }
        assertTrue(documented.size() > 10, documented.toString());
        Set<String> known = Pattern.compile("\"(\\w+)\\.request\"")
                .matcher(ProjectFiles.read("conformance/schemas/engine.schema.json"))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(known, documented);
        for (String op : documented) {
            assertTrue(schemas.has(op + ".reply"), op);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "end.reply; {\"re\":1,\"plogOffset\":\"5\"}",
                "write.reply; {\"re\":1}",
                "append.request; {\"id\":1,\"op\":\"append\",\"handle\":1,\"event\":{\"plogOffset\":\"1\",\"wsKind\":0,"
                        + "\"wsId\":\"0\",\"values\":[],\"payload\":\"\"}}",
                "scan.request; {\"id\":1,\"op\":\"scan\",\"handle\":1,\"from\":\"-1\",\"limit\":1}",
                "error.reply; {\"re\":1,\"error\":{\"code\":11,\"definite\":false,\"text\":\"\"}}"
            })
    void aMessageIsTaken(String definition, String line) {
        assertEquals("", schemas.firstError(definition, Json.parse(line)).orElse(""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "end.reply; {\"re\":1,\"plogOffset\":5}",
                "end.reply; {\"re\":1}",
                "append.reply; {\"re\":1,\"appended\":\"yes\"}",
                "hello.reply; {\"re\":1,\"name\":\"\",\"version\":\"\",\"language\":\"\",\"protocol\":1,\"ports\":[],"
                        + "\"capabilities\":[]}",
                "error.reply; {\"re\":1,\"error\":{\"code\":11,\"text\":\"\"}}"
            })
    void aMessageIsRefused(String definition, String line) {
        assertTrue(schemas.firstError(definition, Json.parse(line)).isPresent());
    }

    private static String section(String text, String from, String to) {
        return text.substring(text.indexOf(from), text.indexOf(to));
    }
}
