package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.history.HistoryRule;
import io.isequencer.oracle.judge.Property;
import io.isequencer.simulation.check.PropertyText;
import io.isequencer.testing.ProjectFiles;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever a failure can name is known to {@code explain}, and the oracle's protocol names what the oracle does. */
class PropertyNamesTest {
    private static final String SIMULATION = "simulation/src/main/java/io/isequencer/simulation/";
    /** Where the simulation and the explorer name properties, each as a text. */
    private static final List<String> NAMING = List.of(
            "check/Checker.java", "check/ReferenceModel.java", "run/LivenessPhase.java", "explore/Invariants.java");

    private static final Pattern NAME = Pattern.compile("\"([A-Z][a-z]+(?:[A-Z][a-z]+)*)\"");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z][A-Za-z]+)` \\| .* \\| `.*` \\|$");

    @Test
    void theOracleNamesWhatExplainKnows() {
        assertEquals(
                Set.of(),
                unknown(Arrays.stream(Property.values())
                        .map(Property::id)
                        .collect(Collectors.toCollection(TreeSet::new))));
        assertEquals(
                Set.of(),
                unknown(Arrays.stream(HistoryRule.values())
                        .map(HistoryRule::id)
                        .collect(Collectors.toCollection(TreeSet::new))));
    }

    @Test
    void theSimulationNamesWhatExplainKnows() {
        Set<String> names = new TreeSet<>();
        Arrays.stream(PropertyText.values()).map(PropertyText::property).forEach(names::add);
        for (String file : NAMING) {
            Set<String> found = names(NAME, ProjectFiles.read(SIMULATION + file));
            assertTrue(!found.isEmpty(), file);
            names.addAll(found);
        }
        assertTrue(names.contains("PendingSound"), names.toString());
        assertEquals(Set.of(), unknown(names));
    }

    @Test
    void theModelNamesWhatExplainKnows() {
        Set<String> names = names(ROW, ProjectFiles.read("tla/README.md"));
        assertTrue(names.contains("PendingBounded"), names.toString());
        assertEquals(Set.of(), unknown(names));
    }

    @Test
    void theProtocolNamesWhatTheOracleJudgesBy() {
        String document = ProjectFiles.read("conformance/PROTOCOL.md");
        for (Property property : Property.values()) {
            assertTrue(document.contains("*" + property.id() + "*"), "PROTOCOL.md names " + property.id());
        }
    }

    @Test
    void aPropertyLeadsToItsRule() {
        Cli.Result result = Cli.run("explain", "StorageJustified").requireExit(ExitCode.OK);
        assertTrue(result.out().startsWith("StorageJustified: no stored number is above"), result.out());
        assertTrue(result.out().contains("./isequencer explain R6."), result.out());
    }

    private static Set<String> unknown(Set<String> names) {
        Set<String> topics = Cli.run("explain").requireExit(ExitCode.OK).lines().stream()
                .map(line -> line.split(" ")[0])
                .collect(Collectors.toSet());
        Set<String> unknown = new TreeSet<>(names);
        unknown.removeAll(topics);
        return unknown;
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(hit -> hit.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }
}
