package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.testing.Sample;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("tlc")
class ExploreCommandTest {
    @Test
    void theCoreIsTheSpecification() throws IOException {
        Cli.Result result = Cli.run("explore", "--json").requireExit(ExitCode.OK);
        JsonNode json = new ObjectMapper().readTree(result.out());
        assertEquals("PASS", json.get("verdict").asText());
        assertEquals(0, json.get("onlyInCode").asInt(-1));
        assertEquals(0, json.get("onlyInSpec").asInt(-1));
        assertEquals(json.get("specStates").asInt(), json.get("states").asInt());
        assertTrue(json.get("transitionsPerSecond").asLong() > 0);
        assertEquals(0, json.get("differences").size());
    }

    static List<String> readings() {
        return Sample.oneIn(
                5,
                List.of("R4_CheckpointN2", "R6_NextInMemory", "R11_KeepCache", "R12_NoSignalAtEnd", "R16_ZeroIsNone"));
    }

    @ParameterizedTest
    @MethodSource("readings")
    void aWrongReadingOfTheSpecificationIsSeen(String reading) {
        Cli.Result result = Cli.run("explore", "--wrong", reading).requireExit(ExitCode.OK);
        assertTrue(result.out().startsWith("tiny: VIOLATION with " + reading), result::out);
        assertTrue(result.out().contains("which only the specification can"), result::out);
        assertTrue(result.out().contains("  path    "), result::out);
    }

    /** No client of this configuration brings a number of its own. */
    @Test
    void aReadingThatTheConfigurationCannotShowSurvives() {
        Cli.run("explore", "--wrong", "R18_NotTold").requireExit(ExitCode.DEFECT_SURVIVED);
    }

    @Test
    void whatIsNoReadingIsRefused() {
        Cli.run("explore", "--wrong", "NoSuchReading").requireExit(ExitCode.USAGE);
        Cli.run("explore", "--wrong", "no such").requireExit(ExitCode.USAGE);
    }

    @Test
    void aConfigurationOrDefectThatIsNotThereIsRefused() {
        Cli.Result refused = Cli.run("explore", "--config", "huge").requireExit(ExitCode.USAGE);
        assertTrue(refused.err().matches("(?s).*small, tiny, .*\\): config=huge\\s*"), refused::err);
        Cli.run("explore", "--defect", "R99").requireExit(ExitCode.USAGE);
    }

    @Test
    void theRelationStandsWhereTheSpecificationStood() throws IOException {
        Cli.Result result = Cli.run("explore", "--relation", "--json").requireExit(ExitCode.OK);
        JsonNode json = new ObjectMapper().readTree(result.out());
        assertEquals("PASS", json.get("verdict").asText());
        assertEquals(0, json.get("onlyInCode").asInt(-1));
        assertEquals(0, json.get("onlyInRelation").asInt(-1));
        assertEquals(json.get("relationEdges").asInt(), json.get("edges").asInt());
        assertTrue(json.get("steps").get("FlPrune").asInt() > 0);
        assertTrue(json.get("unseen").toString().contains("action LogSync"), json::toString);
    }

    @Test
    void aWrongReadingOfTheRelationIsSeen() {
        Cli.Result result =
                Cli.run("explore", "--relation", "--wrong", "R10_NeverPrune").requireExit(ExitCode.OK);
        assertTrue(result.out().contains("FlPrune (252 edges), which only the relation can"), result::out);
        Cli.run("explore", "--relation", "--wrong", "R18_NotTold").requireExit(ExitCode.DEFECT_SURVIVED);
    }

    @Test
    void aDefectIsSeenByTheRelation() {
        Cli.Result result = Cli.run("explore", "--relation", "--defect", "R10-prune-never,R02-append-overwrites")
                .requireExit(ExitCode.DEFECT_SURVIVED);
        assertTrue(result.out().contains("violates woken after 16 steps"), result::out);
        assertTrue(result.out().contains("1 of 2 defects seen"), result::out);
    }

    @Test
    void theRelationIsOneComparisonAmongOthers() {
        Cli.run("explore", "--relation", "--code-only").requireExit(ExitCode.USAGE);
        Cli.run("explore", "--relation", "--wrong", "NoSuchReading").requireExit(ExitCode.USAGE);
        Cli.run("explore", "--relation", "--config", "all", "--defect", "R10-prune-never")
                .requireExit(ExitCode.USAGE);
        Cli.run("explore", "--config", "all").requireExit(ExitCode.USAGE);
    }

    @Test
    void theCodeAloneIsCheckedButNotCompared() {
        Cli.Result result = Cli.run("explore", "--code-only").requireExit(ExitCode.OK);
        assertTrue(result.out().contains("not asked"), result::out);
    }
}
