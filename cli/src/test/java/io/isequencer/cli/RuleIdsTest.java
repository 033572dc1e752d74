package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.defects.Defect;
import io.isequencer.rules.Rule;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Code, specification, documents and defects speak of the same rules. */
class RuleIdsTest {
    private static final Pattern RULE = Pattern.compile("\\bR0?([1-9]\\d?)\\b");
    /** Those with a number. */
    private static final Set<String> RULES = Arrays.stream(Rule.values())
            .filter(rule -> rule != Rule.WA)
            .map(Rule::name)
            .collect(Collectors.toSet());

    @Test
    void theDocumentHasASectionForEach() {
        assertEquals(RULES, found(Pattern.compile("(?m)^## R(\\d+) "), ProjectFiles.read("docs/protocol.md")));
    }

    @Test
    void theSpecificationRefutesAWrongReadingOfEach() throws IOException {
        try (Stream<Path> configs = Files.list(ProjectFiles.ROOT.resolve("tla/configs"))) {
            String names = configs.map(file -> file.getFileName().toString()).collect(Collectors.joining("\n"));
            assertEquals(RULES, found(Pattern.compile("(?m)^R(\\d+)-"), names));
        }
    }

    @Test
    void theSpecificationSpeaksOfEach() {
        assertEquals(RULES, found(RULE, text("tla/")));
    }

    @Test
    void eachDefectBreaksARuleAndIsNamedAfterIt() throws IOException {
        for (Defect defect : Defect.readAll(ProjectFiles.ROOT.resolve("simulation/defects"))) {
            String id = defect.id().replaceFirst("^R0", "R");
            boolean named = id.startsWith(defect.rule() + "-") || !id.startsWith("R");
            assertTrue(RULES.contains(defect.rule()), defect.id() + " breaks " + defect.rule());
            assertTrue(named, defect.id() + " breaks " + defect.rule());
        }
    }

    @Test
    void theDefectsBreakEach() throws IOException {
        Set<String> broken = Defect.readAll(ProjectFiles.ROOT.resolve("simulation/defects")).stream()
                .map(Defect::rule)
                .collect(Collectors.toSet());
        assertEquals(RULES, broken);
    }

    @Test
    void nobodySpeaksOfAnyOther() {
        Set<String> named = found(RULE, programs() + text("docs/"));
        assertEquals(RULES, named);
    }

    @Test
    void anotherRuleIsFound() {
        assertEquals(Set.of("R19", "R7"), found(RULE, "R19 and R07, but not SHR18 or R007"));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult hit) -> "R" + hit.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String programs() {
        return ProjectFiles.sourceRoots().stream()
                .filter(root -> root.endsWith("main/java"))
                .map(root -> text(root + "/"))
                .collect(Collectors.joining());
    }

    private static String text(String below) {
        Map<String, String> files = ProjectFiles.text(name -> name.startsWith(below));
        assertTrue(files.size() > 1, "files were found: " + below);
        return String.join("\n", files.values());
    }
}
