package io.isequencer.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.rules.Property;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TimelinePageTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void needsNothingElse() {
        String page = Runs.shortFailure();

        assertFalse(Pattern.compile("https?://").matcher(page).find(), "an address of the network");
        assertFalse(Pattern.compile("<(link|img|iframe)|<script src|@import|url\\(")
                .matcher(page)
                .find());
        assertFalse(Pattern.compile("/\\*[A-Z]+\\*/").matcher(page).find(), "a place that was not filled");
        assertTrue(page.contains("default-src 'none'"), "the page forbids itself the network");
    }

    @Test
    void textOfOthersCannotLeaveItsElement() throws IOException {
        String nasty = "</script><script>alert(1)</script><!-- \u2028 \u2029 \" \\ /*STEPS*/";
        String page = Runs.shortRun("Unique", nasty);

        assertFalse(page.contains("alert(1)</script>"));
        assertFalse(page.contains("\u2028"));
        assertEquals(3, count(page, "</script>"));
        assertEquals(nasty, json(page, "header-data").get("message").asText());
    }

    @Test
    void namesTheRuleInWordsAndLinksIt() throws IOException {
        JsonNode header = json(Runs.shortFailure(), "header-data");

        assertEquals(Property.PENDING_SOUND.sentence(), header.get("mustHold").asText());
        assertEquals("R10", header.get("rules").get(0).get(0).asText());
        assertEquals("docs/protocol.md#r10", header.get("rules").get(0).get(1).asText());
        assertEquals("42", header.get("seed").asText());
    }

    @Test
    void saysWhichStepBroughtAboutWhich() throws IOException {
        JsonNode steps = json(Runs.shortFailure(), "steps-data");

        assertEquals(Runs.STORY.size(), steps.size());
        assertEquals("[\"call\",6,\"o0.client\",\"storage\"]", arrow(steps, "0 Read"));
        assertEquals("[\"reply\",7,\"storage\",\"o0.client\"]", arrow(steps, "0 Fill"));
        assertEquals("[\"call\",9,\"o0.client\",\"log\"]", arrow(steps, "0 Append"));
        assertEquals("[\"late\",14,\"o0.flusher\",\"storage\"]", arrow(steps, "0 LandWrite"));
        assertEquals("[\"late\",17,\"o0.client\",\"log\"]", arrow(steps, "0 LandAppend"));
        assertEquals("[\"signal\",10,\"o0.client\",\"o0.flusher\"]", arrow(steps, "0 Flush"));
    }

    @Test
    void changesAddUpToTheState() throws IOException {
        String page = Runs.shortFailure();
        JsonNode paths = json(page, "header-data").get("paths");
        List<JsonNode> state = new ArrayList<>();
        paths.forEach(path -> state.add(null));
        for (JsonNode step : json(page, "steps-data")) {
            JsonNode changes = step.get(8);
            for (int i = 0; i < changes.size(); i += 2) {
                state.set(changes.get(i).asInt(), changes.get(i + 1));
            }
        }

        assertEquals("down", value(paths, state, "owner0.client").asText());
        assertTrue(value(paths, state, "owner0.pendingCheckpoint").isNull(), "gone with the owner");
        assertEquals(1, value(paths, state, "storage.numbers.w0/s1").asInt());
        assertEquals(2, value(paths, state, "storage.checkpoint").asInt());
        assertEquals(3, value(paths, state, "log.end").asInt());
    }

    @Test
    void fiveThousandStepsStaySmall() throws IOException {
        String page = Runs.ofSeed(1, 5_000);

        assertTrue(json(page, "steps-data").size() >= 5_000);
        int size = page.getBytes(StandardCharsets.UTF_8).length;
        assertTrue(size < 3_000_000, "bytes: " + size);
    }

    private static String arrow(JsonNode steps, String move) {
        for (JsonNode step : steps) {
            if (step.get(3).asText().equals(move)) {
                return step.get(7).get(0).toString();
            }
        }
        throw new AssertionError("no move " + move);
    }

    private static JsonNode value(JsonNode paths, List<JsonNode> state, String wanted) {
        for (int i = 0; i < paths.size(); i++) {
            if (paths.get(i).asText().equals(wanted)) {
                return state.get(i);
            }
        }
        throw new AssertionError("no path " + wanted);
    }

    private static JsonNode json(String page, String id) throws IOException {
        Matcher data = Pattern.compile("id=\"" + id + "\">(.*?)</script>", Pattern.DOTALL)
                .matcher(page);
        assertTrue(data.find());
        return JSON.readTree(data.group(1));
    }

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }
}
