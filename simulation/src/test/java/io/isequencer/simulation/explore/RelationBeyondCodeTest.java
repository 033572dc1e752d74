package io.isequencer.simulation.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.laboratory.Stopwatch;
import io.isequencer.proof.invariant.Invariant;
import io.isequencer.proof.invariant.Part;
import io.isequencer.proof.relation.Relation;
import io.isequencer.simulation.explore.relation.RelationSearch;
import io.isequencer.simulation.explore.state.CodeGraph;
import io.isequencer.simulation.explore.state.Constants;
import io.isequencer.simulation.explore.tlc.DotReader;
import io.isequencer.simulation.explore.tlc.SpecGraph;
import io.isequencer.simulation.explore.tlc.TlcDump;
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
        Stopwatch watch = new Stopwatch();
        Path cfg = TLA.resolve("relation").resolve(world + ".cfg");
        List<Part> parts = wrong.isEmpty() ? Invariant.parts() : List.of();
        RelationSearch search = new RelationSearch(Constants.read(cfg), Relation.wrong(wrong), parts);
        CodeGraph graph = search.explore(MAX_STATES);
        boolean complete = graph.reached() <= MAX_STATES;
        Search searched = new Search(graph, search.transitions(), watch.nanos(), 0, complete, null, List.of());
        try (TlcDump tlc = new TlcDump(TLA.resolve("MC.tla"), cfg, work, List.of("-Xmx1g"))) {
            SpecGraph spec = new SpecGraph(graph);
            DotReader.read(tlc.open(), spec);
            ExploreResult compared = Exploration.result(world, searched, spec, watch);
            return new RelationResult(compared, search.steps(), search.premises());
        }
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
