package io.isequencer.oracle.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.CaseJson;
import io.isequencer.oracle.wire.DocumentSchema;
import io.isequencer.testing.ProjectFiles;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private static final List<Case> CASES = Catalogue.cases(Bounds.USUAL);

    @Test
    void whatAnIdMeansNeverChanges() {
        Map<String, String> committed = ProjectFiles.read("conformance/case-ids.txt")
                .lines()
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(words -> words[0], words -> words[1], (a, b) -> a, TreeMap::new));
        Map<String, String> now =
                CASES.stream().collect(Collectors.toMap(Case::id, CaseJson::digest, (a, b) -> a, TreeMap::new));
        assertEquals(
                committed,
                now,
                "ids are stable for ever: a case may be added, with"
                        + " ./isequencer oracle list --digests > conformance/case-ids.txt, but never changed");
    }

    @Test
    void aCaseThatDoesSomethingElseHasAnotherDigest() {
        Case it = CASES.get(0);
        Case reworded = new Case(it.id(), it.level(), it.rule(), "other words", "other words", it.params(), it.steps());
        Case shorter = new Case(
                it.id(),
                it.level(),
                it.rule(),
                it.title(),
                it.comment(),
                it.params(),
                it.steps().subList(0, 2));
        assertEquals(CaseJson.digest(it), CaseJson.digest(reworded));
        assertNotEquals(CaseJson.digest(it), CaseJson.digest(shorter));
    }

    @Test
    void idsAreUniqueAndNameLevelAndFamily() {
        Set<String> ids = new HashSet<>();
        for (Case it : CASES) {
            assertTrue(ids.add(it.id()), it.id());
            assertTrue(it.id().matches(it.level() + "-[a-z0-9-]+-\\d{3}"), it.id());
        }
        assertTrue(CASES.size() >= 120, "cases: " + CASES.size());
    }

    @Test
    void everyRuleThatAnOutsideSequencerCanBreakHasCases() {
        Set<String> rules = CASES.stream().map(Case::rule).collect(Collectors.toSet());
        Set<String> missing = Stream.concat(
                        IntStream.rangeClosed(1, 18).mapToObj(rule -> "R" + rule), Stream.of("WA", "PROTOCOL"))
                .filter(rule -> !rules.contains(rule))
                .collect(Collectors.toSet());
        assertEquals(Set.of(), missing);
    }

    @Test
    void everyCaseFitsTheSchemaAndIsReadBackAsItWas() {
        for (Case it :
                Stream.concat(CASES.stream(), RandomCases.cases(7).stream()).toList()) {
            ObjectNode tree = CaseJson.tree(it);
            assertEquals(Optional.empty(), DocumentSchema.CASE.firstError(tree), it.id());
            assertEquals(it, CaseJson.read(tree.toString()));
        }
    }

    @Test
    void theSchemaRefusesWhatIsNoCase() {
        ObjectNode tree = CaseJson.tree(CASES.get(0));
        ((ObjectNode) tree.get("steps").get(0)).put("op", "frobnicate");
        assertTrue(DocumentSchema.CASE.firstError(tree).isPresent());
    }

    @Test
    void aSeedGivesTheSameSchedulesAndAnotherSeedOthers() {
        List<String> first = digests(1);
        assertEquals(first, digests(1));
        Set<String> both = new HashSet<>(first);
        both.retainAll(digests(2));
        assertEquals(Set.of(), both);
    }

    @Test
    void theBoundaryCasesAreMadeForTheAdaptersBounds() {
        Case unsigned = Catalogue.cases(new Bounds(-1, -2)).stream()
                .filter(it -> it.id().equals("L1-last-number-003"))
                .findFirst()
                .orElseThrow();
        assertTrue(CaseJson.tree(unsigned).toString().contains("\"18446744073709551615\""));
    }

    private static List<String> digests(long seed) {
        return RandomCases.cases(seed).stream().map(CaseJson::digest).toList();
    }
}
