package io.isequencer.proof.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.proof.relation.Action;
import io.isequencer.proof.relation.Relation;
import io.isequencer.testing.ProjectFiles;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SpecActionsTest {
    private static final String MODULE = ProjectFiles.read("tla/Sequencer.tla");

    @Test
    void theRelationHasTheActionsOfTheSpecification() {
        Set<String> names =
                Relation.right().actions().stream().map(Action::name).collect(Collectors.toSet());

        assertEquals(SpecActions.of(MODULE), names);
        assertTrue(names.size() > 30, names.toString());
    }

    @Test
    void anActionThatTheRelationLacksIsFound() {
        String more = MODULE.replace("\nStep ==", "\nMoreStep == Sleep(o)\nSleep(o) == TRUE\n\nStep ==");

        assertEquals(Set.of("Sleep"), SpecActions.missing(more, Relation.right()));
    }

    @Test
    void aModuleWithoutStepsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> SpecActions.of("---- MODULE M ----"));
    }
}
