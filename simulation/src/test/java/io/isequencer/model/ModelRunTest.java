package io.isequencer.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.laboratory.CheckFailedException;
import io.isequencer.laboratory.CheckFailedException.Kind;
import io.isequencer.testing.ProjectFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelRunTest {
    private static final ModelConfig MUST_FAIL =
            new ModelConfig("x", Path.of("x.cfg"), "Unique", 3, "R1", false, List.of());
    private static final ModelConfig HOLDS = new ModelConfig("y", Path.of("y.cfg"), null, 0, null, true, List.of());

    @Test
    void whatFailsAsExpectedPasses() {
        ModelResult result = ModelRun.judge(MUST_FAIL, violated("Invariant Unique is violated.", 3));
        assertNull(result.problem());
        assertEquals("violated Unique", result.outcome());
        assertEquals(3, result.depth());
        assertEquals(99, result.distinctStates());
    }

    @Test
    void whatFailsLaterOrOtherwiseOrNotAtAllIsAnError() {
        assertFalse(ModelRun.judge(MUST_FAIL, violated("Invariant Unique is violated.", 4))
                .asExpected());
        assertFalse(ModelRun.judge(MUST_FAIL, violated("Invariant Dense is violated.", 3))
                .asExpected());
        assertFalse(ModelRun.judge(MUST_FAIL, output(0)).asExpected());
        assertFalse(ModelRun.judge(MUST_FAIL, output(75, "Error: evaluating")).asExpected());
        assertFalse(ModelRun.judge(MUST_FAIL, output(12, "Error: Invariant Unique is violated."))
                .asExpected());
    }

    @Test
    void whatHoldsMustHold() {
        ModelResult result = ModelRun.judge(HOLDS, output(0, "<Next line 1, col 1 to line 2, col 3 of module M>: 0:0"));
        assertNull(result.problem());
        assertEquals(List.of("Next"), ModelCheck.neverTaken(List.of(result)));
        assertFalse(ModelRun.judge(HOLDS, violated("Invariant Unique is violated.", 3))
                .asExpected());
        assertFalse(ModelRun.judge(HOLDS, new TlcOutput(0, List.of(), 1)).asExpected());
    }

    @Test
    void namesOfPropertiesAreFoundInAllTheirForms() {
        assertEquals("Dense", violated("Action property Dense is violated.", 2).violated());
        assertEquals(
                "Implements",
                violated("Action property line 3, col 4 to line 5, col 6 of module Sequence is violated.", 2)
                        .violated());
        ModelConfig live = new ModelConfig("l", Path.of("l.cfg"), "Closes", 5, "R15", false, List.of("Closes"));
        assertNull(ModelRun.judge(live, violated("Temporal properties were violated.", 5))
                .problem());
    }

    @Test
    void everyHeaderCanBeRead() {
        List<ModelConfig> configs = ModelConfig.readAll(ProjectFiles.ROOT.resolve("tla/configs"));
        assertTrue(configs.size() > 70);
        assertTrue(configs.stream().filter(config -> config.rule() != null).count() >= 20);
    }

    @Test
    void aMissingSpecificationIsAMissingFile() {
        CheckFailedException failure =
                assertThrows(CheckFailedException.class, () -> ModelConfig.readAll(Path.of("no/such")));
        assertEquals(Kind.MISSING_FILE, failure.kind());
    }

    private static TlcOutput violated(String error, int length) {
        String[] states = IntStream.rangeClosed(1, length)
                .mapToObj(number -> "State " + number + ": <Next line 1, col 2 to line 3, col 4 of module M>")
                .toArray(String[]::new);
        String[] lines = Arrays.copyOf(states, length + 1);
        lines[length] = "Error: " + error;
        return output(12, lines);
    }

    private static TlcOutput output(int exit, String... lines) {
        String[] all = Arrays.copyOf(lines, lines.length + 1);
        all[lines.length] = "200 states generated, 99 distinct states found, 0 states left on queue.";
        return new TlcOutput(exit, List.of(all), 1);
    }
}
