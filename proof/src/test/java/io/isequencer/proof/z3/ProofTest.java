package io.isequencer.proof.z3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.proof.invariant.Invariant;
import io.isequencer.proof.invariant.Part;
import io.isequencer.proof.prove.Needed;
import io.isequencer.proof.prove.Proof;
import io.isequencer.proof.prove.StateText;
import io.isequencer.proof.relation.Relation;
import io.isequencer.testing.ProjectFiles;
import io.isequencer.testing.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ProofTest {
    private static Proof proof(Relation relation, List<Part> parts) {
        return new Proof(relation, parts, new Z3(), new Z3()::model);
    }

    @Test
    void everyObligationIsProvedAndNoActionIsImpossible() {
        Proof proof = proof(Relation.right(), Invariant.parts());

        Proof.Result result = proof.prove(name -> true);

        assertEquals(List.of(), result.open().stream().map(Proof.Open::name).toList());
        assertTrue(result.obligations() - result.untouched() > 600, result.toString());
        assertEquals(List.of(), proof.impossible());
        String obligations = String.format(Locale.ROOT, "of the %,d obligations", result.obligations());
        assertTrue(ProjectFiles.read("proof/README.md").contains(obligations), obligations);
    }

    @Test
    void eachPartOfTheInvariantIsNeeded() {
        Needed needed = new Needed(Relation.right(), Invariant.parts(), new Z3(Z3.STEPS / 10), new Z3()::used);

        Set<String> idle = new TreeSet<>();
        for (Part part : Sample.oneIn(4, Invariant.parts())) {
            if (needed.userOf(part) == null) {
                idle.add(part.name());
            }
        }

        assertEquals(Set.of(), idle);
    }

    @Test
    void aPartThatSaysNothingNewIsNotNeeded() {
        List<Part> parts = new ArrayList<>(Invariant.parts());
        Part cover = parts.stream()
                .filter(part -> part.name().equals("cover"))
                .findFirst()
                .orElseThrow();
        Part again = new Part("again", cover.group(), cover.sentence(), cover.term());
        parts.add(again);

        assertEquals(null, new Needed(Relation.right(), parts, new Z3(Z3.STEPS / 10), new Z3()::used).userOf(again));
    }

    @Test
    void whatIsNotProvedIsExplainedByTwoStates() {
        Proof proof = proof(Relation.named("R10-prune-blindly"), Invariant.parts());

        Proof.Result result = proof.prove("FlPrune/cover"::equals);

        Proof.Open open = result.open().get(0);
        assertNotNull(open.example());
        List<String> lines = StateText.lines(open.example(), "why");
        assertEquals("FlPrune(o1) breaks cover: why", lines.get(0));
        assertTrue(lines.contains("    pending[o1, w1, s1]: 2 -> 0"), lines.toString());
        assertTrue(lines.contains("    stored[w1, s1] = 1"), lines.toString());
    }
}
