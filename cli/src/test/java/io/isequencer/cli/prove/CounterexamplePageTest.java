package io.isequencer.cli.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.cli.Cli;
import io.isequencer.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class CounterexamplePageTest {
    @TempDir
    private Path directory;

    private Path page() {
        return directory.resolve("step.html");
    }

    private JsonNode json(String id) throws IOException {
        Matcher block = Pattern.compile("id=\"" + id + "\">(.*?)</script>", Pattern.DOTALL)
                .matcher(Files.readString(page()));
        assertTrue(block.find(), id);
        return new ObjectMapper().readTree(block.group(1));
    }

    /** What a step changes, by path; a value that is gone is null. */
    private Map<String, String> changes(int step) throws IOException {
        JsonNode paths = json("header-data").get("paths");
        JsonNode delta = json("steps-data").get(step).get(8);
        Map<String, String> changes = new LinkedHashMap<>();
        for (int i = 0; i < delta.size(); i += 2) {
            changes.put(
                    paths.get(delta.get(i).asInt()).asText(),
                    delta.get(i + 1).isNull() ? null : delta.get(i + 1).asText());
        }
        return changes;
    }

    @Test
    void theStepIsNamedWithThePartThatItBreaksAndWhatItChanges() throws IOException {
        Cli.Result result = Cli.run("prove", "--wrong", "R10-prune-blindly", "--html", page().toString())
                .requireExit(ExitCode.OK);

        assertTrue(result.err().contains("FlPrune(o1) breaks cover, explained in " + page()), result::err);
        JsonNode header = json("header-data");
        assertTrue(header.get("seed").isNull());
        assertEquals("cover", header.get("property").asText());
        assertEquals("FlPrune breaks cover", header.get("message").asText());
        assertEquals(
                "Pending and stored numbers together cover each event before an owner's next offset.",
                header.get("mustHold").asText());
        assertEquals("R10", header.get("rules").get(0).get(0).asText());
        assertEquals(
                "./isequencer prove --wrong R10-prune-blindly",
                header.get("replay").asText());
        JsonNode steps = json("steps-data");
        assertEquals(2, steps.size());
        assertEquals("flusher", steps.get(1).get(2).asText());
        assertEquals("FlPrune", steps.get(1).get(4).asText());
        Map<String, String> before = changes(0);
        Map<String, String> changed = changes(1);
        assertEquals("written", before.get("owner0.flusher"));
        assertEquals("idle", changed.get("owner0.flusher"));
        assertNotEquals(before.get("owner0.pending.w0/s1"), before.get("owner0.writing.w0/s1"));
        assertTrue(changed.containsKey("owner0.pending.w0/s1"), changed::toString);
        assertEquals(null, changed.get("owner0.pending.w0/s1"));
        assertFalse(changed.containsKey("storage.numbers.w0/s1"), changed::toString);
    }

    @Test
    void whatTheStorageDoesIsDrawnThere() throws IOException {
        Cli.run("prove", "--wrong", "R7-checkpoint-overwrites", "--html", page().toString())
                .requireExit(ExitCode.OK);

        assertEquals("CheckpointForward", json("header-data").get("property").asText());
        assertEquals("storage", json("steps-data").get(1).get(2).asText());
        long before = Long.parseLong(changes(0).get("storage.checkpoint"));
        long after = Long.parseLong(changes(1).get("storage.checkpoint"));
        assertTrue(after < before, () -> before + " -> " + after);
    }

    @Test
    void whatIsProvedLeavesNothingToDraw() {
        Cli.Result right = Cli.run("prove", "--action", "FlPrune", "--html", page().toString())
                .requireExit(ExitCode.OK);
        Cli.Result harmless = Cli.run("prove", "--wrong", "R11-no-wait", "--html", page().toString())
                .requireExit(ExitCode.OK);

        String told = "nothing breaks the proof in a way that can be drawn, so no page is written: html=" + page();
        assertTrue(right.err().contains(told), right::err);
        assertTrue(harmless.err().contains(told), harmless::err);
        assertFalse(Files.exists(page()));
    }

    @Test
    void aPageThatIsThereIsReplacedOnlyByForce() throws IOException {
        Files.writeString(page(), "mine");
        String[] command = {"prove", "--wrong", "R10-prune-blindly", "--html", page().toString()};

        Cli.run(command).requireExit(ExitCode.BAD_DATA);
        assertEquals("mine", Files.readString(page()));

        String[] forced = {"prove", "--wrong", "R10-prune-blindly", "--force", "--html", page().toString()};
        Cli.run(forced).requireExit(ExitCode.OK);
        assertEquals("cover", json("header-data").get("property").asText());
    }
}
