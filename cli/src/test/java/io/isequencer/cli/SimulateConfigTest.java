package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SimulateConfigTest {
    @Test
    void theShareOfWhatIsKnownIsPrinted() throws IOException {
        Cli.Result result = Cli.run("simulate", "--config", "tiny", "--seeds", "1..12", "--json")
                .requireExit(ExitCode.OK);
        JsonNode json = new ObjectMapper().readTree(result.out());
        assertEquals(12, json.get("seeds").asInt());
        int reached = json.get("reachedEdges").asInt();
        int edges = json.get("edges").asInt();
        assertTrue(reached > 200 && reached < edges, result::out);
        assertEquals(
                Math.round(1e4 * reached / edges) / 1e4,
                json.get("shareOfEdges").asDouble());
        assertEquals(3, json.get("curve").size());
        assertEquals(reached, json.get("curve").get(2).get("reachedEdges").asInt());
        assertTrue(json.get("actions").get("FlPrune").get("reached").asInt() > 0);
    }

    @Test
    void theShareIsTextToo() {
        Cli.Result result =
                Cli.run("simulate", "--config", "tiny", "--seed", "3").requireExit(ExitCode.OK);
        assertTrue(result.out().startsWith("tiny: 1 seeds, "), result::out);
        assertTrue(result.out().contains("FlSnapshot"), result::out);
    }

    @Test
    void aConfigurationThatIsNotThereOrDoesNotFitIsRefused() {
        Cli.run("simulate", "--config", "huge", "--seed", "1").requireExit(ExitCode.USAGE);
        Cli.run("simulate", "--config", "two-keys", "--seed", "1").requireExit(ExitCode.USAGE);
    }
}
