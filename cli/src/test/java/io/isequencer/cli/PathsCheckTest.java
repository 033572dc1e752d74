package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.conformance.Toolchains;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code oracle check --paths}: a sample of the paths, which is all that a build has time for. */
@Tag("slow")
class PathsCheckTest {
    private static final String SAMPLE = "150";

    @BeforeAll
    static void requirePython() {
        Toolchains.require("python3", "the paths of the model");
    }

    @Test
    void aBundledAdapterPassesAndTheReportSaysWhatWasForced() throws IOException {
        Cli.Result result = Cli.run(
                "oracle",
                "check",
                "--paths",
                "tiny",
                "--every",
                SAMPLE,
                "--jobs",
                "2",
                "--json",
                "--",
                "python3",
                path("conformance/adapters/python/adapter.py"));
        result.requireExit(ExitCode.OK);
        JsonNode report = new ObjectMapper().readTree(result.out());
        JsonNode paths = report.get("paths");
        assertEquals(6_226, paths.get("all").asInt());
        assertEquals(6_226 / 150, paths.get("chosen").asInt());
        assertEquals(paths.get("chosen"), paths.get("PASS"));
        JsonNode edges = report.get("edges");
        assertEquals(25_049, edges.get("all").asInt());
        assertTrue(edges.get("forced").asInt() > 100, edges::toString);
        int sum = 0;
        for (String kind : new String[] {
            "forced", "seen", "inside", "unheld", "broken", "closed", "waiting", "unsure", "unmet", "unplayed"
        }) {
            sum += edges.get(kind).asInt();
        }
        assertEquals(25_049, sum, "each edge became one thing");
    }

    @Test
    void aWrongAdapterFailsAndThePathIsPlayedAgainByItsNumber() {
        String[] wrong = {"python3", path("conformance/adapters/python/defective.py"), "R4-checkpoint-ahead"};
        Cli.Result result = Cli.run(
                "oracle", "check", "--paths", "tiny", "--every", SAMPLE, "--jobs", "1", "--", wrong[0], wrong[1],
                wrong[2]);
        result.requireExit(ExitCode.VIOLATION);
        String first = result.lines().get(0);
        assertTrue(first.matches("FAIL L3-model-path-tiny-\\d+  R4  .*"), first);
        String number = first.replaceAll(".*tiny-(\\d+) .*", "$1");
        assertTrue(result.out().contains("--paths tiny --path " + number + " -- python3"), result::out);
        Cli.Result again =
                Cli.run("oracle", "check", "--paths", "tiny", "--path", number, "--", wrong[0], wrong[1], wrong[2]);
        again.requireExit(ExitCode.VIOLATION);
        assertEquals(first, again.lines().get(0));
    }

    @Test
    void whereNothingIsForcedTheCheckFails(@TempDir Path temp) throws IOException {
        Path adapter = Files.writeString(temp.resolve("own.py"), """
                import json, sys
                for line in sys.stdin:
                    id = json.loads(line)["id"]
                    print(json.dumps({"re": id, "v": 1, "name": "own", "version": "1", "language": "Python",
                                      "protocol": 1, "capabilities": ["ownStorage"]}), flush=True)
                """);
        Cli.Result result = Cli.run(
                "oracle",
                "check",
                "--paths",
                "tiny",
                "--every",
                SAMPLE,
                "--jobs",
                "1",
                "--",
                "python3",
                adapter.toString());
        result.requireExit(ExitCode.VACUOUS);
        assertTrue(result.out().contains("no edge was forced"), result::out);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--paths two-owners",
                "--paths no-such",
                "--paths tiny --level L2",
                "--paths tiny --baseline known.txt",
                "--paths tiny --every 0",
                "--paths tiny --path 3 --every 2",
                "--paths tiny --jobs 0",
                "--paths tiny --debug",
                "--every 3",
                "--path 3",
                "--jobs 2"
            })
    void optionsThatDoNotFitAreRefused(String options) {
        Cli.Result result = Cli.run(("oracle check " + options + " -- true").split(" "));
        result.requireExit(ExitCode.USAGE);
    }

    private static String path(String name) {
        return ProjectFiles.ROOT.resolve(name).toString();
    }
}
