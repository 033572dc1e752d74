package io.isequencer.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether stories are compared with what TLC found; {@link ModelTest} compares those of the document. */
class StoriesTest {
    private static final String STORY = """
            <!-- story:R1 -->
            Config: `x`

            1. Something is done.
            2. It ends badly.

            Trace: Open → Start → Back to 2
            <!-- /story:R1 -->
            """;

    @Test
    void eachRuleHasAStory() {
        List<String> rules = Stream.concat(
                        IntStream.rangeClosed(1, 18).mapToObj(number -> "R" + number), Stream.of("WA"))
                .toList();
        assertEquals(rules, new Stories(ProjectFiles.read("docs/protocol.md")).rules());
    }

    @Test
    void aTrueStoryPasses() {
        assertEquals(List.of(), new Stories(STORY).notAsTold(List.of(result("x", "R1", "Open", "Start"))));
    }

    @Test
    void anotherTraceRuleOrConfigIsSeen() {
        assertProblem(
                STORY, result("x", "R1", "Open", "Crash"), "trace must be TLC's: Trace: Open → Crash → Back to 2");
        assertProblem(STORY, result("x", "R2", "Open", "Start"), "config must be about this rule");
        assertProblem(STORY, result("y", "R1", "Open", "Start"), "config must be one that was run");
        assertProblem(STORY.replace("Trace:", "Way:"), result("x", "R1", "Open", "Start"), "trace must be TLC's");
        assertProblem(STORY.replace("2. It", "It"), result("x", "R1", "Open", "Start"), "story must have 2..6 lines");
    }

    private static void assertProblem(String document, ModelResult result, String expected) {
        List<String> problems = new Stories(document).notAsTold(List.of(result));
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith("R1: " + expected), problems::toString);
    }

    private static ModelResult result(String name, String rule, String... actions) {
        Stream<String> states = Stream.concat(
                Stream.of("Error: Temporal properties were violated.", "State 1: <Initial predicate>"),
                IntStream.range(0, actions.length)
                        .mapToObj(i ->
                                "State " + (i + 2) + ": <" + actions[i] + " line 1, col 2 to line 3 of module M>"));
        List<String> lines = Stream.concat(states, Stream.of("Back to state 2: <Start line 1 of module M>"))
                .toList();
        ModelConfig config = new ModelConfig(name, Path.of("x.cfg"), "Closes", 9, rule, false, List.of("Closes"));
        return ModelRun.judge(config, new TlcOutput(13, lines, 1));
    }
}
