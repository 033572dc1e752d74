package io.isequencer.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Capability;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.catalogue.Catalogue;
import io.isequencer.oracle.drive.Profile;
import io.isequencer.testing.ProjectFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the guide says of a foreign implementation is what a committed result has, and that is of one piece. */
class JudgedResultTest {
    private static final Profile GO = Profile.of("go-2026-08").orElseThrow();
    private static final String NAME = "conformance/results/voedger-isequencer-c5ea53f6720c.json";

    private final JudgedResult result = JudgedResult.of(NAME);
    private final Map<String, Case> catalogue =
            Catalogue.cases(Bounds.USUAL).stream().collect(Collectors.toMap(Case::id, Function.identity()));

    @Test
    void theGuideHasTheFiguresOfTheResult() {
        String guide = ProjectFiles.read("conformance/README.md");
        String begin = "<!-- judged -->\n";
        assertTrue(guide.contains(begin), "the section is there");
        String section = guide.substring(guide.indexOf(begin) + begin.length(), guide.indexOf("<!-- /judged -->"));
        assertEquals(result.section(), section);
        assertTrue(guide.contains("(" + NAME.substring("conformance/".length()) + ")"), "and a link to the result");
    }

    @Test
    void theFileNamesTheCommitThatItIsOf() {
        assertTrue(result.commit().matches("[0-9a-f]{40}")
                && result.packageCommit().matches("[0-9a-f]{40}"));
        assertTrue(NAME.endsWith("-" + result.commit().substring(0, 12) + ".json"));
    }

    @Test
    void eachRunHasAllCasesAndAVerdictOnEach() {
        for (JudgedResult.Run run : result.runs()) {
            assertEquals(result.cases(), run.pass() + run.fail() + run.unimplemented() + run.other());
            assertEquals(0, run.other(), "neither unknown nor a broken protocol");
            assertEquals(run.fail(), new TreeSet<>(run.failed()).size());
        }
        assertTrue(result.cases() <= catalogue.size(), "cases are added, never taken away");
    }

    @Test
    void eachFailedCaseHasOneCause() {
        List<String> explained = new ArrayList<>();
        result.causes().forEach(cause -> explained.addAll(cause.cases()));
        assertEquals(List.copyOf(result.failed()), explained.stream().sorted().toList());
    }

    @Test
    void theFailedCasesAreThereAndCouldBeRun() {
        Set<Capability> declared = result.declared().stream()
                .map(id -> Capability.of(id).orElseThrow())
                .collect(Collectors.toSet());
        for (String id : result.failed()) {
            assertTrue(catalogue.containsKey(id), id);
            assertTrue(declared.containsAll(catalogue.get(id).params().needs()), id);
        }
    }

    @Test
    void theFamiliesThatAreSaidToPassDoPass() {
        for (String family : List.of("crash-at", "torn-batch-prefix", "late-write", "unknown-append", "forgets-all")) {
            String cases = "L[0-3]-" + family + "-\\d{3}";
            assertTrue(ProjectFiles.read("conformance/README.md").contains("`" + family + "`"), family);
            assertTrue(catalogue.keySet().stream().anyMatch(id -> id.matches(cases)), family);
            assertTrue(result.failed().stream().noneMatch(id -> id.matches(cases)), family);
        }
    }

    @Test
    void theProfileKnowsEachRuleThatFailed() {
        List<String> unknown = new ArrayList<>();
        for (JudgedResult.Cause cause : result.causes()) {
            for (String id : cause.cases()) {
                boolean known = GO.knownToBreak(cause.rule());
                if (!known && !GO.leavesOut(catalogue.get(id))) {
                    unknown.add(id + " " + cause.rule());
                }
            }
        }
        assertEquals(List.of(), unknown);
    }
}
