package io.isequencer.simulation.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.proof.invariant.Invariant;
import io.isequencer.proof.relation.Relation;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In worlds that no code can be explored in, the relation is compared with the specification alone. */
@Tag("tlc")
class RelationBeyondCodeTest {
    private static final Path TLA = ProjectFiles.ROOT.resolve("tla");
    private static final int MAX_STATES = 500_000;

    @TempDir
    Path work;

    private RelationResult compare(String world, Set<String> wrong) throws IOException {
        return Exploration.compareWithTlc(
                world,
                Relation.wrong(wrong),
                wrong.isEmpty() ? Invariant.parts() : List.of(),
                MAX_STATES,
                TLA.resolve("MC.tla"),
                TLA.resolve("relation").resolve(world + ".cfg"),
                work);
    }

    private static void assertSame(RelationResult result) {
        assertEquals(List.of(), result.graph().differences());
        assertTrue(result.graph().same(), result::toString);
    }

    @Test
    void aStorageThatForgetsIsTheSpecifications() throws IOException {
        RelationResult result = compare("forgetful", Set.of());
        assertSame(result);
        Map<String, Long> steps = result.steps();
        assertTrue(steps.get("PowerLoss/storage") > 0 && steps.get("LateValueLands") > 0, result::toString);
        assertEquals(0, steps.get("PowerLoss"), result::toString);
    }

    @Test
    void theEndOfTheNumbersIsTheSpecifications() throws IOException {
        RelationResult result = compare("last-number", Set.of());
        assertSame(result);
        assertTrue(result.steps().get("LateAppendLands/taken") > 0, result::toString);
        assertTrue(result.graph().states() > 1_000, result::toString);
    }

    @Test
    void aRelationThatIsNotTheSpecificationIsSeen() throws IOException {
        ExploreResult past = compare("last-number", Set.of("R17_Wrap")).graph();
        assertTrue(past.different() && past.onlyInCode() > 0, past::toString);
    }
}
