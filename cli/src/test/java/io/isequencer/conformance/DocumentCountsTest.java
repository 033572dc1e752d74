package io.isequencer.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.catalogue.Catalogue;
import io.isequencer.oracle.drive.CheckPlan;
import io.isequencer.oracle.drive.Profile;
import io.isequencer.oracle.vectors.Vectors;
import io.isequencer.testing.ProjectFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Each count of cases, vectors, languages or defects in a document is what there is. A count that nobody has said here
 * where it comes from is an error: a sentence that no test holds is outdated after the next change.
 */
class DocumentCountsTest {
    private static final String NUMBER =
            "[0-9][0-9,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen";

    private static final Pattern COUNT = Pattern.compile("(?i)(?<![0-9A-Za-z,.])(" + NUMBER
            + ")( [a-z-]+)? (cases|vectors|languages|adapters|variants|defects|defective ones|schedules)\\b");

    /** What is counted, by document and words; the words are those of {@link #COUNT}. */
    private static final Map<String, IntSupplier> CLAIMS = Map.of(
            "README.md: # cases",
            DocumentCountsTest::allCases,
            "README.md: # vectors",
            () -> Vectors.all().size(),
            "README.md: # planted defects",
            () -> PlantedVariant.all().defects().size(),
            "docs/exploration.md: # cases",
            DocumentCountsTest::pathCases);

    /** Figures that other tests hold, or that say when and of what they are. */
    private static final Set<String> HELD_ELSEWHERE = Set.of(
            // ReadmeTest and the kill matrix: defects of simulation/defects.
            "README.md: # defects", "docs/testing.md: # planted defects");

    @Test
    void countsAreWhatThereIs() {
        List<String> wrong = new ArrayList<>();
        Set<String> said = new TreeSet<>();
        documents().forEach((name, text) -> {
            for (Matcher hit = COUNT.matcher(withoutGenerated(text)); hit.find(); ) {
                String words = (hit.group(2) == null ? "" : hit.group(2).strip() + " ") + hit.group(3);
                String claim = name + ": # " + words;
                IntSupplier actual = CLAIMS.get(claim);
                said.add(claim);
                if (actual == null && !HELD_ELSEWHERE.contains(claim)) {
                    wrong.add(claim + " must say here where its number comes from, or give none: " + hit.group());
                } else if (actual != null && !hit.group(1).equals(Integer.toString(actual.getAsInt()))) {
                    wrong.add(claim + " must be " + actual.getAsInt() + ": " + hit.group());
                }
            }
        });
        assertEquals(List.of(), wrong);
        assertTrue(said.containsAll(CLAIMS.keySet()), "each claim is made: " + said);
        assertTrue(said.containsAll(HELD_ELSEWHERE), "nothing is excused in vain: " + said);
    }

    @Test
    void aCountInWordsAndOneInFiguresAreFound() {
        assertTrue(COUNT.matcher("adapters in six languages.").find());
        assertTrue(COUNT.matcher("crash it in 456 cases").find());
        assertTrue(COUNT.matcher("29 defective ones that").find());
    }

    @Test
    void theReadmeNamesTheLanguages() {
        String readme = ProjectFiles.read("README.md");
        Matcher list = Pattern.compile("Sequencers in \\[([A-Za-z, ]+)]\\(conformance/README\\.md\\)")
                .matcher(readme);
        assertTrue(list.find(), "the sentence is there");
        Set<String> named = Set.of(list.group(1).split(", | and "));
        assertEquals(BundledAdapter.all().stream().map(BundledAdapter::language).collect(Collectors.toSet()), named);
    }

    /** The tables between markers are compared with what they are made from by other tests, and so are examples. */
    private static String withoutGenerated(String text) {
        return text.replaceAll("(?s)<!-- (judged|adapters|defects|allowed) -->.*?<!-- /\\1 -->", "")
                .replaceAll("(?s)\n```.*?\n```\n", "\n");
    }

    private static Map<String, String> documents() {
        Map<String, String> all = new TreeMap<>(
                ProjectFiles.text(name -> name.equals("README.md") || name.matches("(docs|conformance)/.*\\.md")));
        assertTrue(all.size() > 40 && all.containsKey("README.md"), all.keySet().toString());
        return all;
    }

    /** Those with fixed steps, and the random schedules of a seed. */
    private static int allCases() {
        return new CheckPlan(Level.L4, null, 1, Profile.STRICT, 1)
                .cases(Bounds.USUAL)
                .size();
    }

    private static int pathCases() {
        return (int) Catalogue.cases(Bounds.USUAL).stream()
                .filter(it -> it.id().startsWith(Case.MODEL_PREFIX))
                .count();
    }
}
