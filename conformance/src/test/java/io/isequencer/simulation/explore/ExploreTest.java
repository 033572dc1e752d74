package io.isequencer.simulation.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.defects.Defect;
import io.isequencer.defects.DefectLab;
import io.isequencer.laboratory.PathStep;
import io.isequencer.oracle.catalogue.ModelCases;
import io.isequencer.oracle.modelpaths.PathCases;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alone: {@code mvn test -Dtest=ExploreTest}. */
@Tag("tlc")
class ExploreTest {
    private static final Path HOME = ProjectFiles.ROOT;
    private static final Path TINY = HOME.resolve("tla/explore/tiny.cfg");
    private static final int MAX_STATES = 500_000;

    @TempDir
    static Path work;

    private static Path graph;

    @BeforeAll
    static void letTlcWriteItsGraph() throws IOException {
        graph = work.resolve("tiny.dot");
        Exploration.writeGraph(
                HOME.resolve("tla/MC.tla"), TINY, graph, List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    }

    @Test
    void codeAndSpecificationAreTheSameGraph() throws IOException {
        ExploreResult result = explore(graph);
        assertEquals(List.of(), result.differences());
        assertTrue(result.same(), result::toString);
        assertEquals(result.states(), result.specStates());
        assertEquals(result.edges(), result.specEdges());
        assertEquals(documented("tiny"), sizes(result));
    }

    /** States, edges, inner states and depth, as the document has them. */
    private static String documented(String config) {
        Matcher row = Pattern.compile(
                        "(?m)^\\| `" + config + "` \\| [^|]+ \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|")
                .matcher(ProjectFiles.read("docs/exploration.md"));
        assertTrue(row.find(), "docs/exploration.md has a row of " + config);
        return String.join(" ", row.group(1), row.group(2), row.group(3), row.group(4));
    }

    private static String sizes(ExploreResult result) {
        return String.format(
                Locale.ROOT, "%,d %,d %,d %d", result.states(), result.edges(), result.innerStates(), result.depth());
    }

    @Test
    void aMissingEdgeOfTheSpecificationIsOnlyInCode() throws IOException {
        Path less = work.resolve("less.dot");
        List<String> lines = Files.readAllLines(graph);
        String lost = lines.stream()
                .filter(line -> line.contains("\"Evict\""))
                .findFirst()
                .orElseThrow();
        Files.writeString(
                less,
                lines.stream()
                        .filter(line -> !line.equals(lost))
                        .map(line -> line + "\n")
                        .collect(Collectors.joining()));
        ExploreResult result = explore(less);
        assertFalse(result.same());
        assertEquals(1, result.onlyInCode());
        assertEquals(0, result.onlyInSpec());
        assertEquals("Evict", result.differences().get(0).action());
        assertTrue(result.differences().get(0).inCode());
    }

    @Test
    void anEdgeMoreOfTheSpecificationIsOnlyInSpec() throws IOException {
        Path more = work.resolve("more.dot");
        List<String> lines = Files.readAllLines(graph);
        String edge = lines.stream()
                .filter(line -> line.contains("\"Evict\""))
                .findFirst()
                .orElseThrow();
        lines.add(edge.replace("Evict", "Forget"));
        Files.writeString(more, String.join("\n", lines) + "\n");
        ExploreResult result = explore(more);
        assertEquals(0, result.onlyInCode());
        assertEquals(1, result.onlyInSpec());
        assertEquals("Forget", result.differences().get(0).action());
        assertFalse(result.differences().get(0).inCode());
    }

    @Test
    void whoGivesUpEarlyHasNoVerdict() throws IOException {
        ExploreResult result = new Exploration("tiny", TINY, 100).compareWith(() -> Files.newInputStream(graph));
        assertFalse(result.same());
        assertFalse(result.different());
    }

    @ParameterizedTest
    @CsvSource({
        "R07-checkpoint-first, violates CheckpointSound",
        "R01-checkpoint-before-log-is-durable, only in code: FlSnapshot",
        "R04-checkpoint-is-one-too-far, violates CheckpointReal",
        "R05-flush-in-two-sections, violates PendingSound",
        "R10-prune-never, only in code: FlPrune",
        "R11-transaction-survives, violates NothingHidden",
        "R11-no-wait-for-the-flusher, violates NothingHidden",
        "R15-no-last-try, only in spec: FlSnapshot",
        "R16-limit-is-never-reached, only in spec: ActScan"
    })
    void aPlantedDefectIsSeen(String id, String expected) throws IOException {
        Defect defect = Defect.readAll(HOME.resolve("simulation/defects")).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        Defect driven = defect.inExplorer(HOME.resolve("simulation/defects"));
        String[] seen = new DefectLab(HOME, work.resolve("defects")).explore(driven, TINY, graph, MAX_STATES);
        assertTrue(seen.length > 0, "the defect is not seen");
        assertEquals(expected, seen[0]);
    }

    @Tag("thorough")
    @Test
    void aLargerConfigurationIsTheSameGraphToo() throws IOException {
        Path cfg = HOME.resolve("tla/explore/small.cfg");
        Exploration small = new Exploration("small", cfg, MAX_STATES);
        ExploreResult result =
                small.compareWithTlc(HOME.resolve("tla/MC.tla"), cfg, work.resolve("small"), List.of("-Xmx2g"));
        assertEquals(null, result.violated(), result.message());
        assertEquals(List.of(), result.differences());
        assertTrue(result.same(), result::toString);
        assertEquals(documented("small"), sizes(result));
        theOraclesCasesAreItsPaths(small);
    }

    /** What it has explored is not explored again. */
    private static void theOraclesCasesAreItsPaths(Exploration small) {
        PathCases paths = new PathCases();
        small.cover(
                200,
                (path, edges) -> paths.add(
                        "small",
                        path.stream()
                                .map(step -> new PathStep(step.action(), step.fields()))
                                .toList(),
                        false));
        assertEquals(
                ModelCases.text(ModelCases.committed()),
                ModelCases.text(paths.cases()),
                "the model or what is made of it has changed: ids are stable for ever, see conformance/case-ids.txt");
        assertTrue(paths.pairs() > 400, "not vacuous: pairs=" + paths.pairs());
    }

    private static ExploreResult explore(Path graphFile) throws IOException {
        return new Exploration("tiny", TINY, MAX_STATES).compareWith(() -> Files.newInputStream(graphFile));
    }
}
