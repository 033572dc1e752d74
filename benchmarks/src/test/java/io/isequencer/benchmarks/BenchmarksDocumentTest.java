package io.isequencer.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What docs/benchmarks.md shows is what was measured, and of each row that is measured. */
class BenchmarksDocumentTest {
    private static final String BEGIN = "<!-- run -->\n";
    private static final String END = "<!-- /run -->";

    private Report results;

    @BeforeEach
    void read() throws IOException {
        results = new ObjectMapper().readValue(ProjectFiles.read("benchmarks/results.json"), Report.class);
    }

    @Test
    void theTableIsThatOfTheResults() {
        String document = ProjectFiles.read("docs/benchmarks.md");
        String table = document.substring(document.indexOf(BEGIN) + BEGIN.length(), document.indexOf(END));
        assertEquals(
                results.markdown(), table, "./isequencer bench --document benchmarks/results.json makes the table");
    }

    @Test
    void thePictureIsThatOfTheResults() {
        assertEquals(
                Chart.svg(results.rows()),
                ProjectFiles.read("docs/assets/benchmarks.svg"),
                "./isequencer bench --chart benchmarks/results.json makes the picture");
    }

    @Test
    void eachRowHasAResultAndEachResultARow() {
        List<String> rows = Rows.ALL.stream().map(Row::name).toList();
        assertFalse(rows.isEmpty());
        assertEquals(rows, results.rows().stream().map(Result::name).toList());
    }
}
