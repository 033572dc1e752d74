package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class DefectsCommandTest {
    private static final String QUICK = "R10-prune-without-comparing";

    /** Needs more than fifty seeds. */
    private static final String SLOW = "R08-pending-looked-at-after-the-read";

    @TempDir
    Path directory;

    @Test
    void tellsHowADefectWasFoundAndKeepsItsCapsule() throws IOException {
        String out = Cli.run("defects", "--defect", QUICK, "--json", "--corpus", directory.toString())
                .requireExit(ExitCode.OK)
                .out();
        JsonNode report = new ObjectMapper().readTree(out);
        JsonNode defect = report.get("defects").get(0);
        assertEquals("PASS", report.get("verdict").asText());
        assertEquals("R10", defect.get("rule").asText());
        String how = defect.get("killedBy").get("simulation").get("how").asText();
        assertTrue(how.matches("seed \\d+, \\w+, \\d+ moves"), how);
        assertTrue(Files.exists(directory.resolve(QUICK + ".json")));
    }

    @Test
    void aDefectThatSurvivesIsAFailure() {
        Cli.Result result = Cli.run("defects", "--defect", SLOW, "--max-seeds", "1");
        result.requireExit(ExitCode.DEFECT_SURVIVED);
        assertTrue(result.out().contains("SURVIVED"), result.out());
        assertTrue(result.out().contains("0 of 1 defects found"), result.out());
    }

    @Test
    void anUnknownDefectIsAWrongCommandLine() {
        Cli.run("defects", "--defect", "none").requireExit(ExitCode.USAGE);
    }
}
