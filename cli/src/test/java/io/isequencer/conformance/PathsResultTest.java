package io.isequencer.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.cli.ExitCode;
import io.isequencer.oracle.modelpaths.Steering;
import io.isequencer.testing.ProjectFiles;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the documents say of all paths is what committed results have, and these are of one piece. */
class PathsResultTest {
    private static final String DOCUMENT = "docs/exploration.md";

    private final List<PathsResult> results = PathsResult.all();

    @Test
    void theTablesAreThoseOfTheResults() {
        PathsTables tables = new PathsTables(results);
        assertShown("paths by adapter", tables.adapters());
        assertShown("paths by model", tables.edges());
    }

    /** What was not measured is said, and goes as soon as its result is there. */
    @Test
    void theAdaptersWithoutAResultAreNamed() {
        Set<String> adapters =
                BundledAdapter.all().stream().map(BundledAdapter::id).collect(Collectors.toCollection(TreeSet::new));
        adapters.add("java");
        assertShown("paths not measured", new PathsTables(results).missing(adapters));
    }

    @Test
    void eachResultIsOfAllPathsAndNoneFailed() {
        assertFalse(results.isEmpty());
        for (PathsResult result : results) {
            String name = result.config() + " " + result.adapter();
            assertEquals(ExitCode.OK.code(), result.exitCode(), name);
            assertEquals(result.paths("all"), result.paths("chosen"), name);
            assertEquals(result.paths("all"), result.paths("played"), name);
            assertEquals(0, result.notPassed(), name);
            assertEquals(0, result.report().get("bad").size(), name);
            assertTrue(result.edges("forced") > 0, name);
        }
    }

    @Test
    void eachEdgeBecameOneThing() {
        for (PathsResult result : results) {
            long sum = Arrays.stream(Steering.values())
                    .mapToLong(steering -> result.edges(steering.id()))
                    .sum();
            assertEquals(result.edges("all"), sum, result.config() + " " + result.adapter());
        }
    }

    @Test
    void theResultsOfAModelHaveTheSamePathsAndEdges() {
        for (PathsResult result : results) {
            PathsResult first = results.stream()
                    .filter(other -> other.config().equals(result.config()))
                    .findFirst()
                    .orElseThrow();
            for (String count : List.of("all", "cases")) {
                assertEquals(first.paths(count), result.paths(count), result.config() + " " + result.adapter());
            }
            assertEquals(first.edges("all"), result.edges("all"), result.config() + " " + result.adapter());
        }
    }

    private static void assertShown(String name, String table) {
        String document = ProjectFiles.read(DOCUMENT);
        String begin = "<!-- " + name + " -->\n";
        assertTrue(document.contains(begin), DOCUMENT + " has the table: " + name);
        String section = document.substring(
                document.indexOf(begin) + begin.length(), document.indexOf("<!-- /" + name + " -->"));
        assertEquals(table, section, DOCUMENT + ", " + name);
    }
}
