package io.isequencer.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.drive.CheckPlan;
import io.isequencer.oracle.drive.Profile;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is known of the failures of defective variants belongs to the variants and the cases that there are. */
class KnownFailuresTest {
    private final Map<String, Map<String, Double>> failures = read();

    @Test
    void eachVariantIsThereAndFails() {
        Set<String> variants =
                PlantedVariant.all().defects().stream().map(PlantedVariant::id).collect(Collectors.toSet());
        assertEquals(variants, failures.keySet());
        failures.forEach((id, parts) -> {
            assertFalse(parts.isEmpty(), id);
            parts.values().forEach(part -> assertTrue(part > 0 && part <= 1, id + ": " + part));
        });
    }

    @Test
    void eachFamilyIsInTheCatalogue() {
        Set<String> families = families();
        failures.forEach((id, parts) ->
                parts.keySet().forEach(key -> assertTrue(families.contains(key.split(" ")[0]), id + ": " + key)));
    }

    @Test
    void eachVariantFailsWhereItIsSaidTo() {
        for (PlantedVariant variant : PlantedVariant.all().defects()) {
            PathMatcher cases = FileSystems.getDefault().getPathMatcher("glob:" + variant.cases());
            List<String> there = failures.get(variant.id()).keySet().stream()
                    .filter(key -> key.endsWith(" " + variant.rule()))
                    .map(key -> key.split(" ")[0])
                    .toList();
            boolean named = ids().stream()
                    .filter(id -> cases.matches(Path.of(id)))
                    .anyMatch(id -> there.contains(id.substring(0, id.lastIndexOf('-'))));
            assertTrue(named, variant.id() + " fails in " + there);
        }
    }

    private static Set<String> families() {
        return ids().stream().map(id -> id.substring(0, id.lastIndexOf('-'))).collect(Collectors.toSet());
    }

    private static List<String> ids() {
        CheckPlan all = new CheckPlan(Level.L3, null, 1, Profile.STRICT, 1);
        return all.cases(Bounds.USUAL).stream().map(it -> it.id()).toList();
    }

    private static Map<String, Map<String, Double>> read() {
        try {
            return new ObjectMapper()
                    .readValue(ProjectFiles.read("conformance/adapters/failures.json"), new TypeReference<>() {});
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }
}
