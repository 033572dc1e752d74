package io.isequencer.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.conformance.ForeignMutants.Judged;
import io.isequencer.conformance.ForeignMutants.Outcome;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the oracle saw of the mutants of other sequencers, and why it did not see the rest. */
class ForeignMutantsTest {
    private static final String PAGE = "conformance/MUTANTS.md";

    /** Below this, the part that lives says little. */
    private static final int FEW = 40;

    static List<ForeignMutants.Sources> sequencers() {
        return ForeignMutants.ALL;
    }

    @ParameterizedTest
    @MethodSource("sequencers")
    void thoseThatWereJudgedAreThoseThatThereAre(ForeignMutants.Sources sources) throws IOException {
        ForeignMutants result = result(sources);
        List<ForeignMutants.Chosen> chosen = sources.mutants(result.every());
        String command = "; after a change of the sequencer run RecordMutants " + sources.adapter();
        assertEquals(chosen.size(), result.mutants().size(), "mutants of " + sources.adapter() + command);
        for (int i = 0; i < chosen.size(); i++) {
            Judged judged = result.mutants().get(i);
            assertTrue(judged.isOf(chosen.get(i)), judged + command);
        }
    }

    @ParameterizedTest
    @MethodSource("sequencers")
    void manyWereJudgedAndMostAreSeen(ForeignMutants.Sources sources) throws IOException {
        ForeignMutants result = result(sources);
        long programs = result.mutants().size() - result.count(Outcome.NO_PROGRAM);
        assertTrue(programs > FEW, sources.adapter() + ": " + programs);
        assertTrue(result.count(Outcome.SEEN) > 0.75 * programs, sources.adapter() + ": " + programs);
        for (Judged judged : result.mutants()) {
            assertEquals(judged.outcome() == Outcome.SEEN, !judged.by().isEmpty(), judged.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("sequencers")
    void eachThatLivesIsListedWithItsReasonAndNoOther(ForeignMutants.Sources sources) throws IOException {
        TreeSet<String> living = new TreeSet<>();
        for (Judged judged : result(sources).mutants()) {
            if (judged.outcome() == Outcome.LIVES) {
                living.add(judged.title());
            }
        }
        assertEquals(String.join("\n", living), String.join("\n", listed(sources.adapter())), PAGE);
    }

    @ParameterizedTest
    @MethodSource("sequencers")
    void thePageCountsThem(ForeignMutants.Sources sources) throws IOException {
        ForeignMutants result = result(sources);
        long seen = result.count(Outcome.SEEN);
        long living = result.count(Outcome.LIVES);
        String row = "| " + language(sources) + " | " + result.every() + " | " + (seen + living) + " | " + seen + " | "
                + living + " |\n";
        assertTrue(ProjectFiles.read(PAGE).contains(row), PAGE + " must have the row: " + row);
    }

    private static String language(ForeignMutants.Sources sources) {
        return BundledAdapter.all().stream()
                .filter(adapter -> adapter.id().equals(sources.adapter()))
                .findFirst()
                .orElseThrow()
                .language();
    }

    private static ForeignMutants result(ForeignMutants.Sources sources) throws IOException {
        ForeignMutants result = ForeignMutants.read(sources.adapter());
        assertNotNull(result, sources.adapter());
        return result;
    }

    /** What stands below the heading of an adapter, without the reasons, which must not be empty. */
    private static TreeSet<String> listed(String adapter) {
        String page = ProjectFiles.read(PAGE);
        String begin = "<!-- mutants of " + adapter + " -->\n";
        assertTrue(page.contains(begin), PAGE + " has a list: " + adapter);
        String list = page.substring(page.indexOf(begin) + begin.length());
        TreeSet<String> titles = new TreeSet<>();
        for (String item :
                list.substring(0, list.indexOf("<!-- /mutants")).lines().toList()) {
            Matcher parts = Pattern.compile("- (`.*` → (?:`.*`|nothing)(?: \\(\\d+\\))?): \\S.+")
                    .matcher(item);
            assertTrue(parts.matches(), item);
            assertTrue(titles.add(parts.group(1)), "listed once: " + item);
        }
        return titles;
    }
}
