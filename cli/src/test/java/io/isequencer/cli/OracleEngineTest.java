package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.conformance.Toolchains;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command {@code oracle engine}: the bundled adapter passes, its wrong variants break their rule and no other. */
@Tag("slow")
class OracleEngineTest {
    private static final String ENGINE = "conformance/engines/sqlite_engine.py";
    private static final int MAX_LINES = 80;

    @Test
    void theEngineOverSqliteKeepsEveryRule() {
        Toolchains.require("python3", "the engine over SQLite");
        String shown = "\n./isequencer oracle engine -- python3 " + ENGINE + "\n";
        assertTrue(ProjectFiles.read("conformance/ENGINES.md").contains(shown), shown);
        Cli.Result result = Cli.run("oracle", "engine", "--", "python3", path(ENGINE));
        result.requireExit(ExitCode.OK);
        for (String line :
                new String[] {"scenarios    45", "broken       none", "PASS  E20  crash", "PASS  E52  crash"}) {
            assertTrue(result.lines().contains(line), result::out);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "last-writer-wins, E4",
        "ordered-as-text, E39",
        "acknowledged-not-stored, E52",
        "listing-without-end, E10",
        "scan-without-end, E39"
    })
    void aWrongVariantBreaksItsRule(String variant, String rule) throws IOException {
        Toolchains.require("python3", "the wrong engine " + variant);
        Cli.Result result = Cli.run(
                "oracle", "engine", "--json", "--", "python3", path("conformance/engines/sqlite_wrong.py"), variant);
        result.requireExit(ExitCode.VIOLATION);
        JsonNode report = new ObjectMapper().readTree(result.out());
        Set<String> broken = new TreeSet<>();
        for (JsonNode scenario : report.get("scenarios")) {
            if (scenario.get("verdict").asText().equals("FAIL")) {
                broken.add(scenario.get("rule").asText());
                assertTrue(scenario.get("words").asText().startsWith(rule + " "), scenario::toString);
            }
        }
        assertEquals(Set.of(rule), broken);
    }

    @Test
    void whatIsNoAdapterIsNotJudged() {
        Cli.Result none = Cli.run("oracle", "engine", "--", path("there-is-none"));
        none.requireExit(ExitCode.MISSING_FILE);
        Cli.Result other = Cli.run("oracle", "engine", "--", "sh", "-c", "echo hello; sleep 5");
        other.requireExit(ExitCode.ADAPTER);
        assertTrue(other.err().contains("a line that is no message"), other::err);
        Cli.Result gone = Cli.run("oracle", "engine", "--", "sh", "-c", "exit 3");
        gone.requireExit(ExitCode.ADAPTER);
        assertTrue(gone.err().contains("it ended: exit code 3"), gone::err);
        Cli.Result told = Cli.run("oracle", "engine", "--", "sh", "-c", "echo no such module >&2; read line; exit 1");
        told.requireExit(ExitCode.ADAPTER);
        assertTrue(told.err().contains("; its standard error: no such module"), told::err);
        Cli.Result silent = Cli.run("oracle", "engine", "--patience", "300ms", "--", "sleep", "9");
        silent.requireExit(ExitCode.ADAPTER);
        assertTrue(silent.err().contains("none in 900 ms"), silent::err);
    }

    @Test
    void anAdapterTakesUnderEightyLines() {
        long lines = ProjectFiles.read(ENGINE)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith("\"\"\""))
                .count();
        assertTrue(lines < MAX_LINES, "lines of code: " + lines);
    }

    private static String path(String file) {
        return ProjectFiles.ROOT.resolve(file).toString();
    }
}
