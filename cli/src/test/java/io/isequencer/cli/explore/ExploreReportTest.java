package io.isequencer.cli.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.simulation.explore.ExploreResult;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A comparison that was not made has no figures. */
class ExploreReportTest {
    @Test
    void whatWasNotComparedIsNotSaidToBeTheSame() throws IOException {
        JsonNode json = new ObjectMapper().readTree(ExploreReport.json(result(0)));
        assertEquals("NOT COMPARED", json.get("verdict").textValue());
        for (String name : List.of("onlyInCode", "onlyInSpec", "specStates", "specEdges")) {
            assertTrue(json.get(name).isNull(), json.toString());
        }
        assertEquals(10, json.get("states").asInt());
    }

    @Test
    void whatWasComparedHasItsFigures() throws IOException {
        JsonNode json = new ObjectMapper().readTree(ExploreReport.json(result(10)));
        assertEquals("PASS", json.get("verdict").textValue());
        assertEquals("0", json.get("onlyInCode").toString());
        assertEquals("0", json.get("onlyInSpec").toString());
        assertEquals("10", json.get("specStates").toString());
    }

    private static ExploreResult result(int specStates) {
        return new ExploreResult(
                "tiny",
                10,
                12,
                20,
                30,
                1_000,
                4,
                1,
                specStates,
                2 * specStates,
                0,
                0,
                0,
                0,
                true,
                null,
                null,
                List.of(),
                List.of(),
                1.5);
    }
}
