package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ProveCommandTest {
    @Test
    void theObligationsOfAnActionAreProved() throws IOException {
        Cli.Result result = Cli.run("prove", "--action", "FlPrune", "--json").requireExit(ExitCode.OK);

        JsonNode json = new ObjectMapper().readTree(result.out());
        assertEquals("PASS", json.get("verdict").asText());
        assertEquals(json.get("obligations").asInt(), json.get("proved").asInt());
        assertEquals(0, json.get("unknown").asInt());
        assertTrue(json.get("proved").asInt() > 50, result::out);
        assertTrue(json.get("actions").asInt() > 30, result::out);
        assertTrue(json.get("solver").asText().startsWith("z3 "), result::out);
    }

    @Test
    void aWrongReadingIsShownToBreakTheProof() throws IOException {
        Cli.Result text = Cli.run("prove", "--wrong", "R10-prune-blindly").requireExit(ExitCode.OK);
        Cli.Result json =
                Cli.run("prove", "--wrong", "R10_PruneBlindly", "--json").requireExit(ExitCode.OK);

        assertTrue(text.out().contains("FlPrune(o1) breaks cover: "), text::out);
        assertTrue(text.out().contains("    pending[o1, w1, s1]: 2 -> 0\n"), text::out);
        JsonNode wrong = new ObjectMapper().readTree(json.out()).get("wrong").get(0);
        assertEquals("R10", wrong.get("rule").asText());
        assertEquals("FlPrune/cover", wrong.get("brokenAt").asText());
        assertEquals("FlPrune/cover", wrong.get("expected").asText());
    }

    @Test
    void obligationsThatDoNotExistAreNotProved() {
        Cli.run("prove", "--action", "FlPrune", "--part", "Unique").requireExit(ExitCode.VACUOUS);
    }

    @Test
    void theObligationsAreWrittenToANewDirectory(@TempDir Path directory) throws IOException {
        Path smt = directory.resolve("smt");
        String[] command = {"prove", "--action", "FlPrune", "--part", "cover", "--smt", smt.toString()};

        Cli.run(command).requireExit(ExitCode.OK);

        try (Stream<Path> files = Files.list(smt)) {
            List<Path> written = files.toList();
            assertEquals(List.of(smt.resolve("FlPrune-HIGHEST.smt2")), written);
            String script = Files.readString(written.get(0));
            assertTrue(script.contains("(echo \"FlPrune/cover\")\n(assert (not "), script);
        }
        Cli.run(command).requireExit(ExitCode.BAD_DATA);
    }

    @Test
    void aSolverThatKnowsNothingLeavesAllUnknown() {
        Cli.Result result = Cli.run("prove", "--action", "FlPrune", "--part", "cover", "--solver", "true")
                .requireExit(ExitCode.UNKNOWN);

        assertTrue(result.out().contains("not proved: FlPrune/cover, unknown"), result::out);
    }

    @Test
    void aSolverThatDoesNotStartIsAWrongCommandLine() {
        Cli.run("prove", "--action", "FlPrune", "--solver", "no-such-solver").requireExit(ExitCode.USAGE);
    }
}
