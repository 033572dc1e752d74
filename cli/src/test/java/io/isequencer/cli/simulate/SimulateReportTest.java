package io.isequencer.cli.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.isequencer.cli.ExitCode;
import io.isequencer.laboratory.StrictJson;
import io.isequencer.proof.invariant.Invariant;
import io.isequencer.proof.invariant.Part;
import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.render.ToldWrongly;
import io.isequencer.simulation.run.Campaign;
import io.isequencer.simulation.run.StorageKind;
import io.isequencer.spi.Action;
import java.io.IOException;
import java.io.StringReader;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** A step that is none of the relation names, in each output, the part of the invariant that it would break. */
class SimulateReportTest {
    private static final Set<FaultKind> FAULTS = EnumSet.allOf(FaultKind.class);
    private static final SeedRange SEED = new SeedRange(1, 1);

    private final SimulateReport report = report();
    private final String broken = "the state behind it would break draftFits: " + sentence("draftFits");

    private static SimulateReport report() {
        Campaign campaign = new Campaign(2_000, FAULTS, StorageKind.SIM, new ToldWrongly(Action.NEXT, 20));
        campaign.run(1);
        SimulatePlan plan = new SimulatePlan(SEED, 2_000, FAULTS, StorageKind.SIM, null, 1, false, true);
        return new SimulateReport(plan, new SimulateRun.Outcome(campaign, SEED, 1, false, false), Map.of());
    }

    private static String sentence(String part) {
        return Invariant.parts().stream()
                .filter(each -> each.name().equals(part))
                .findFirst()
                .map(Part::sentence)
                .orElseThrow();
    }

    @Test
    void theTextNamesTheBrokenPart() {
        assertEquals(ExitCode.VIOLATION, report.exitCode());
        String text = report.text();
        assertTrue(
                text.contains("disagreed seed 1, in which the reference model found nothing: Relation: move "), text);
        assertTrue(text.contains(broken), text);
        assertTrue(text.contains("1 of 1 seeds failed"), text);
    }

    @Test
    void theJsonNamesTheBrokenPart() throws IOException {
        JsonNode disagreements = StrictJson.MAPPER.readTree(report.json()).get("disagreements");
        assertEquals(1, disagreements.size());
        assertEquals("1", disagreements.get(0).get("seed").asText());
        String message = disagreements.get(0).get("message").asText();
        assertTrue(message.lines().anyMatch(broken::equals), message);
    }

    @Test
    void theJunitXmlNamesTheBrokenPart() throws Exception {
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(report.junit())))
                .getDocumentElement();
        assertEquals("1", suite.getAttribute("failures"));
        String failure = suite.getElementsByTagName("failure").item(0).getTextContent();
        assertTrue(failure.lines().anyMatch(broken::equals), failure);
    }
}
