package io.isequencer.oracle.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.testing.DefaultLocale;
import io.isequencer.testing.ProjectFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesSchemaTest {
    private final Schemas schemas = Schemas.ofMessages();

    @Test
    void theWorkedSessionOfTheDocumentFitsTheSchemas() {
        String document = ProjectFiles.read("conformance/PROTOCOL.md");
        String session = document.substring(document.indexOf("## 8. A worked session"));
        List<String> lines =
                session.lines().filter(line -> line.matches("[<>] \\{.*")).toList();
        assertTrue(lines.size() > 50, "messages: " + lines.size());
        Map<String, String> ops = new HashMap<>();
        for (String line : lines) {
            ObjectNode message = Json.parse(line.substring(2));
            char from = line.charAt(0);
            String definition;
            if (message.has("op")) {
                String op = message.get("op").textValue();
                ops.put(from + message.get("id").asText(), op);
                definition = op + ".request";
            } else {
                String op =
                        ops.get((from == '>' ? '<' : '>') + message.get("re").asText());
                definition = message.has("error") ? "error.reply" : op + ".reply";
            }
            assertTrue(schemas.has(definition), definition);
            assertEquals(Optional.empty(), schemas.firstError(definition, message), line);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "start.reply|{\"re\":1}",
                "start.reply|{\"re\":1,\"plogOffset\":\"1\",\"busy\":\"actualizing\"}",
                "start.reply|{\"re\":1,\"plogOffset\":1}",
                "start.reply|{\"re\":1,\"busy\":\"tired\"}",
                "next.reply|{\"re\":1,\"number\":\"1e3\"}",
                "next.reply|{\"re\":1,\"number\":\"01\"}",
                "next.reply|{\"re\":1,\"number\":\"-0\"}",
                "next.reply|{\"re\":1,\"number\":\"\"}",
                "next.reply|{\"re\":1,\"number\":null}",
                "next.reply|{\"re\":0,\"number\":\"1\"}",
                "use.reply|{\"re\":1,\"raised\":\"true\"}",
                "quiesce.reply|{\"re\":1}",
                "error.reply|{\"re\":1,\"error\":{\"code\":\"12\",\"definite\":true,\"text\":\"\"}}",
                "readNumbers.request|{\"id\":1,\"op\":\"readNumbers\",\"owner\":1,\"wsId\":5,\"seqIds\":[1]}",
                "readNumbers.request|{\"id\":1,\"op\":\"readNumbers\",\"owner\":1,\"wsId\":\"5\",\"seqIds\":[0]}",
                "writeValues.request|{\"id\":1,\"op\":\"writeValues\",\"owner\":1}",
                "readPLog.request|{\"id\":1,\"op\":\"readPLog\",\"owner\":1,\"from\":\"1\",\"limit\":0}",
                "hello.reply|{\"re\":1,\"name\":\"x\",\"version\":\"1\",\"language\":\"C\",\"protocol\":2,\"capabilities\":[]}",
            })
    void whatDoesNotFitIsRefused(String definition, String message) {
        assertTrue(schemas.firstError(definition, Json.parse(message)).isPresent());
    }

    @Test
    void unknownFieldsAreIgnored() {
        assertEquals(
                Optional.empty(), schemas.firstError("next.reply", Json.parse("{\"re\":1,\"number\":\"1\",\"x\":[]}")));
    }

    @Test
    void whatIsWrongIsReportedInEnglishOnEveryMachine() throws Exception {
        ObjectNode incomplete = Json.parse("{\"re\":1}");
        String english = schemas.firstError("quiesce.reply", incomplete).orElseThrow();
        for (String tag : List.of("de-DE", "ar-EG")) {
            assertEquals(
                    english,
                    DefaultLocale.in(
                            tag,
                            () -> Schemas.ofMessages()
                                    .firstError("quiesce.reply", incomplete)
                                    .orElseThrow()));
        }
        assertTrue(english.startsWith("required property"), english);
    }
}
