package io.isequencer.architecture;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.isequencer.architecture.violators.storage.two.Sibling;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchitectureTest {
    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            // Tests too: what those of all modules share, and those that others extend.
            .withImportOption(location -> !location.contains("/io/isequencer/testing/"))
            .withImportOption(location -> !location.contains("/io/isequencer/storage/contract/"))
            .importPackages("io.isequencer");

    private static final JavaClasses VIOLATORS =
            new ClassFileImporter().importPackages("io.isequencer.architecture.violators");

    @ParameterizedTest
    @EnumSource
    void theCodeKeepsTheRule(HouseRule houseRule) {
        assertDoesNotThrow(() -> houseRule.rule.check(PRODUCTION));
    }

    @ParameterizedTest
    @EnumSource
    void theRuleCanFail(HouseRule houseRule) {
        AssertionError refusal = assertThrows(AssertionError.class, () -> houseRule.rule.check(VIOLATORS));
        for (Class<?> violator : houseRule.violators) {
            assertTrue(refusal.getMessage().contains(violator.getName()), () -> violator + " goes unnoticed");
        }
    }

    @Test
    void everyViolatorBelongsToARule() {
        List<String> known = Stream.of(HouseRule.values())
                .flatMap(houseRule -> houseRule.violators.stream())
                .map(Class::getName)
                .toList();
        assertTrue(VIOLATORS.stream()
                .map(violator -> violator.getName())
                .filter(name -> !name.equals(Sibling.class.getName()))
                .allMatch(known::contains));
    }
}
