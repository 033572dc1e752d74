package io.isequencer.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What docs/benchmarks.md shows is what was measured, and of each row and curve that is measured. */
class BenchmarksDocumentTest {
    private static final String DOCUMENT = ProjectFiles.read("docs/benchmarks.md");

    private Report results;
    private Report curves;

    @BeforeEach
    void read() throws IOException {
        results = new ObjectMapper().readValue(ProjectFiles.read("benchmarks/results.json"), Report.class);
        curves = new ObjectMapper().readValue(ProjectFiles.read("benchmarks/curves.json"), Report.class);
    }

    private static String between(String begin, String end) {
        return DOCUMENT.substring(DOCUMENT.indexOf(begin) + begin.length(), DOCUMENT.indexOf(end));
    }

    @Test
    void theTableIsThatOfTheResults() {
        assertEquals(
                results.markdown(),
                between("<!-- run -->\n", "<!-- /run -->"),
                "./isequencer bench --document benchmarks/results.json makes the table");
    }

    @Test
    void theCurvesAreThoseThatWereMeasured() {
        assertEquals(
                curves.markdown(),
                between("<!-- curves -->\n", "<!-- /curves -->"),
                "./isequencer bench --document benchmarks/curves.json makes the tables");
    }

    @Test
    void theTracesAreThoseThatWereFollowed() throws IOException {
        Report traces = new ObjectMapper().readValue(ProjectFiles.read("benchmarks/traces.json"), Report.class);
        assertEquals(1, traces.curves().size());
        assertEquals(
                traces.markdown(),
                between("<!-- traces -->\n", "<!-- /traces -->"),
                "./isequencer bench --document benchmarks/traces.json makes the table");
    }

    @Test
    void thePicturesAreThoseOfTheResults() {
        assertEquals(
                Chart.svg(results),
                ProjectFiles.read("docs/assets/benchmarks.svg"),
                "./isequencer bench --chart benchmarks/results.json makes the picture");
        assertEquals(
                Chart.svg(curves),
                ProjectFiles.read("docs/assets/recovery.svg"),
                "./isequencer bench --chart benchmarks/curves.json makes the picture");
    }

    @Test
    void eachRowHasAResultOrAReasonAndEachResultARow() {
        assertEquals(names(Rows.ALL, Row::name), accountedFor(results, names(results.rows(), Result::name)));
    }

    @Test
    void eachGrowthHasACurveOrAReasonAndEachCurveAGrowth() {
        assertEquals(names(Growths.ALL, Growth::name), accountedFor(curves, names(curves.curves(), Curve::name)));
    }

    private static <T> Set<String> names(List<T> all, Function<T, String> name) {
        return new TreeSet<>(all.stream().map(name).toList());
    }

    /** What has a result, and what is said to have none. */
    private static Set<String> accountedFor(Report report, Set<String> measured) {
        assertFalse(measured.isEmpty());
        assertTrue(report.leftOut().stream().noneMatch(LeftOut::failed));
        Set<String> all = names(report.leftOut(), LeftOut::name);
        all.addAll(measured);
        return all;
    }

    @Test
    void theProgramsHelpKnowsEachOption() {
        String help = ProjectFiles.read("cli/src/main/java/io/isequencer/cli/help/BenchCommand.java");
        Bench bench = new Bench(List.of(), List.of(), System.out, System.err);
        new CommandLine(bench)
                .getCommandSpec()
                .options()
                .forEach(option -> assertTrue(
                        option.inherited()
                                || List.of("--help", "--version").contains(option.longestName())
                                || help.contains("\"" + option.longestName() + "\""),
                        option.longestName()));
    }
}
