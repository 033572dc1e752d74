package io.isequencer.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PropertyTest {
    @Test
    void aPropertyIsFoundByItsName() {
        assertEquals(Optional.of(Property.STORAGE_JUSTIFIED), Property.of("StorageJustified"));
        assertEquals(Optional.empty(), Property.of("storageJustified"));
    }

    @ParameterizedTest
    @EnumSource
    void eachHasASentenceAndARule(Property property) {
        assertEquals(Optional.of(property), Property.of(property.id()));
        assertTrue(property.sentence().length() > 20, property.sentence());
        assertTrue(property.sentence().matches("[a-z].*[^.]"), property.sentence());
        boolean ofADocument = property == Property.PROTOCOL || property == Property.RELATION;
        assertEquals(ofADocument, property.rules().isEmpty());
        String nearest = ofADocument ? property.name() : property.rules().get(0).name();
        assertEquals(nearest, property.nearest());
    }

    @Test
    void noTwoSayTheSame() {
        assertEquals(
                Property.values().length,
                Arrays.stream(Property.values())
                        .map(Property::sentence)
                        .collect(Collectors.toSet())
                        .size());
    }

    @ParameterizedTest
    @EnumSource
    void eachRuleHasItsSectionInTheProtocol(Rule rule) {
        String protocol = ProjectFiles.read("docs/protocol.md");
        assertTrue(protocol.contains("\n## " + rule.name() + " "), rule.name());
        assertTrue(protocol.contains("<a id=\"" + rule.docs().substring("docs/protocol.md#".length()) + "\"></a>"));
        assertFalse(rule.sentence().isEmpty());
    }
}
