package io.isequencer.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.isequencer.rules.Rule;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TraceabilityTest {
    /** Every rule has all of these; the defects against WA carry R1, which it serves. */
    private static final Set<String> NEEDED =
            Set.of("Wrong readings, refuted", "Code", "Tests named after it", "Planted defects", "Cases of the oracle");

    private final Traceability traceability = new Traceability();

    @Test
    void thePageIsWhatTheSourcesSay() throws IOException {
        String page = traceability.page();
        Path made = ProjectFiles.ROOT.resolve("cli/target/traceability.md");
        Files.writeString(made, page);
        assertEquals(
                page,
                ProjectFiles.read("docs/traceability.md"),
                "docs/traceability.md must be that of the sources: copy cli/target/traceability.md");
    }

    @Test
    void noRuleIsWithoutEvidence() {
        List<String> missing = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            traceability.places(rule.name()).forEach((kind, names) -> {
                boolean underR1 = rule == Rule.WA && kind.equals("Planted defects");
                if (NEEDED.contains(kind) && names.isEmpty() && !underR1) {
                    missing.add(rule + ": " + kind);
                }
            });
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void aRuleThatDoesNotExistHasNone() {
        traceability.places("R99").forEach((kind, names) -> assertEquals(List.of(), names, kind));
        assertFalse(traceability.places("R7").get("Code").isEmpty());
    }
}
