package io.isequencer.oracle.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.isequencer.oracle.cases.Level;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FailurePatternTest {
    private static final double EXACTLY = 1e-12;
    private final FailurePattern offsets = new FailurePattern(Map.of("L0-drain R3", 1.0, "L2-fill R3", 0.5));

    @Test
    void whatFailsInTheSamePartsIsTheSame() {
        assertEquals(1, offsets.likeness(offsets), EXACTLY);
        FailurePattern less = new FailurePattern(Map.of("L0-drain R3", 0.5, "L2-fill R3", 0.25));
        assertEquals(1, offsets.likeness(less), EXACTLY);
    }

    @Test
    void anotherRuleInTheSameFamilyIsNothingInCommon() {
        assertEquals(0, offsets.likeness(new FailurePattern(Map.of("L0-drain R4", 1.0))), EXACTLY);
        assertEquals(0, offsets.likeness(new FailurePattern(Map.of())), EXACTLY);
    }

    @Test
    void isTheCosine() {
        FailurePattern one = new FailurePattern(Map.of("L0-drain R3", 1.0));
        assertEquals(1 / Math.sqrt(1.25), offsets.likeness(one), EXACTLY);
        assertEquals(1 / Math.sqrt(1.25), one.likeness(offsets), EXACTLY);
    }

    @Test
    void higherLevelsCanBeLeftOut() {
        assertEquals(Map.of("L0-drain R3", 1.0), offsets.upTo(Level.L1).parts());
        assertEquals(offsets, offsets.upTo(Level.L2));
    }

    @Test
    void partsAreAddedUpInTheSameOrderInEachJvm() {
        Map<String, Double> parts = Stream.of("L3-torn R7", "L0-drain R3", "L2-fill R3", "L1-live R4", "L0-stored R6")
                .collect(Collectors.toMap(name -> name, name -> 0.5));
        assertEquals(
                List.copyOf(new TreeSet<>(parts.keySet())),
                List.copyOf(new FailurePattern(parts).parts().keySet()));
    }
}
