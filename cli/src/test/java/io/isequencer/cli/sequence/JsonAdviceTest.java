package io.isequencer.cli.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.isequencer.api.SeqTypes;
import io.isequencer.cli.Cli;
import io.isequencer.laboratory.JsonProblem;
import io.isequencer.testing.ProjectFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who writes a line that is no JSON gets no advice on how to program the parser. */
class JsonAdviceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":NaN}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":01}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":1/*x*/}",
                "{\"a\":1,}",
                "{\"a\":Infinity}",
                "{\"a\":-Infinity}",
                "{\"a\":5.}",
                "# x",
                "// x",
                "{\"a\":tru}",
                "{\"a\":\"\\q\"}",
                "{\"a\":+NaN}",
                "{\"a\":\"x"
            })
    void noProblemNamesAFeature(String text) {
        assertForUsers(text);
    }

    @Test
    void norDoesOneThatIsTooDeepOrTooLong() {
        assertForUsers("[".repeat(1_001));
        assertForUsers("1".repeat(1_001));
        assertForUsers("{\"" + "x".repeat(50_001) + "\":1}");
    }

    @Test
    void whatIsNoNumberIsNamed() throws BadLineException {
        EventCommandParser parser = new EventCommandParser(SeqTypes.DEFAULT);
        byte[] line = "{\"ref\":\"a\",\"wsKind\":1,\"wsId\":NaN,\"seqIds\":[1]}".getBytes(StandardCharsets.UTF_8);
        BadLineException e = assertThrows(BadLineException.class, () -> parser.parse(line));
        assertEquals("line must be JSON: problem=\"Non-standard token 'NaN' is no JSON number\"", e.getMessage());
    }

    @Test
    void aMarkInTheMiddleIsNamed() {
        EventCommandParser parser = new EventCommandParser(SeqTypes.DEFAULT);
        byte[] line = ("\uFEFF" + Cli.event("a", 7, "1")).strip().getBytes(StandardCharsets.UTF_8);
        BadLineException e = assertThrows(BadLineException.class, () -> parser.parse(line));
        assertTrue(e.getMessage().endsWith(": bytes=EF BB BF"), e.getMessage());
    }

    /** Whoever shows the parser's words takes them from {@link JsonProblem}. */
    @Test
    void nobodyShowsTheParsersOwnWords() {
        Map<String, String> sources = ProjectFiles.text(name -> name.endsWith(".java") && name.contains("src/main/"));
        TreeSet<String> showing = new TreeSet<>();
        sources.forEach((name, text) -> {
            if (text.contains("getOriginalMessage()")) {
                showing.add(name.substring(name.lastIndexOf('/') + 1));
            }
        });
        assertEquals(List.of("JsonProblem.java"), List.copyOf(showing));
    }

    private static void assertForUsers(String text) {
        JsonProcessingException problem = assertThrows(JsonProcessingException.class, () -> read(text));
        String shown = JsonProblem.of(problem);
        for (String word : List.of("`", "Feature", "enable", "Constraints", "Exception", "\n")) {
            assertFalse(shown.contains(word), shown);
        }
        assertFalse(shown.isEmpty());
    }

    private static void read(String text) throws java.io.IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken().isNumeric()) {
                    parser.getBigIntegerValue();
                }
                parser.getText();
            }
        }
    }
}
