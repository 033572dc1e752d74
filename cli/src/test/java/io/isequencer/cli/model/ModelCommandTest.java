package io.isequencer.cli.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.model.ModelConfig;
import io.isequencer.model.ModelResult;
import io.isequencer.model.Mutant;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelCommandTest {
    private static final ModelConfig HOLDS = new ModelConfig("y", Path.of("y.cfg"), null, 0, null, true, List.of());

    @Test
    void whatTlcDidNotSayIsNotShownAsZero() {
        ModelResult ended = ended("error", null, "Error: evaluating");
        String json = ModelCommand.json(List.of(ended), false, List.of());
        assertTrue(json.contains("\"distinctStates\":null,\"depth\":null"), json);
        String table = ModelCommand.table(List.of(ended), false, List.of());
        assertTrue(table.matches("(?s).* +\\? +\\? +1\\.0 .*"), table);
    }

    @Test
    void aReportOfMutantsNamesWhatNobodyNoticed() {
        MutantReport report = new MutantReport(
                List.of(mutant("repairs-a-wrong-reading"), mutant("harms-nothing"), mutant("is-no-specification")),
                List.of(
                        ended("ok", null, "expected violated Unique, got ok"),
                        ended("ok", null, null),
                        ended("error", null, "Error: parsing")));
        assertEquals(List.of("harms-nothing", "is-no-specification"), report.survivors());
        assertTrue(report.text().contains("nothing is found"), report::text);
        assertTrue(report.text().contains("NOBODY"), report::text);
        assertTrue(report.text().contains("ERROR Error: parsing"), report::text);
        assertTrue(report.json().contains("\"verdict\":\"FAIL\""), report::json);
    }

    private static Mutant mutant(String name) {
        return new Mutant(name, "R4", "Rules.tla", "quick", "A test's change.", Map.of("x", "y"));
    }

    private static ModelResult ended(String outcome, String property, String problem) {
        return new ModelResult(HOLDS, outcome, property, 0, 0, 1, problem, List.of(), Map.of());
    }
}
