package io.isequencer.proof.z3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.proof.invariant.Invariant;
import io.isequencer.proof.relation.Relation;
import io.isequencer.proof.smt.Batch;
import io.isequencer.proof.smt.Obligations;
import io.isequencer.proof.smt.Solver;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProofTest {
    @Test
    void everyObligationIsProved() {
        Obligations obligations = new Obligations(Relation.right(), Invariant.parts(), name -> true);
        Solver z3 = new Z3();
        List<String> open = new ArrayList<>();
        int proved = 0;
        for (Batch batch : obligations.batches()) {
            List<Solver.Answer> answers = z3.prove(batch);
            for (int i = 0; i < answers.size(); i++) {
                if (answers.get(i) == Solver.Answer.PROVED) {
                    proved++;
                } else {
                    open.add(batch.goals().get(i).name());
                }
            }
        }

        assertEquals(List.of(), open);
        assertTrue(proved > 600, "proved=" + proved);
    }
}
