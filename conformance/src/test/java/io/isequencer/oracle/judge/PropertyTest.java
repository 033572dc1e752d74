package io.isequencer.oracle.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PropertyTest {
    private static final Pattern RULE = Pattern.compile("R([1-9]|1[0-8])|PROTOCOL");

    @Test
    void aPropertyIsFoundByItsName() {
        assertEquals(Optional.of(Property.STORAGE_JUSTIFIED), Property.of("StorageJustified"));
        assertEquals(Optional.empty(), Property.of("storageJustified"));
    }

    @ParameterizedTest
    @EnumSource
    void eachHasItsWordsAndItsRule(Property property) {
        assertEquals(Optional.of(property), Property.of(property.id()));
        assertTrue(RULE.matcher(property.rule()).matches(), property.rule());
        assertTrue(property.sentence().length() > 20, property.sentence());
        assertTrue(property.broken().length() > 15, property.broken());
    }
}
