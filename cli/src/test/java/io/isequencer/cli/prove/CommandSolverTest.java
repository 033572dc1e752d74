package io.isequencer.cli.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.proof.smt.Batch;
import io.isequencer.proof.smt.Solver.Answer;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandSolverTest {
    private static final Batch BATCH = new Batch(
            "A parts",
            "(declare-const x Int)\n",
            List.of(
                    new Batch.Goal("A", "one", "(assert (< x x))\n"),
                    new Batch.Goal("A/late", "two", "(assert (< x 1))\n"),
                    new Batch.Goal("A", "three", "(assert (< x 2))\n")));

    private static CommandSolver printing(String output) {
        return new CommandSolver(List.of("sh", "-c", "cat > /dev/null; printf '" + output + "'"));
    }

    @Test
    void answersAreToldByTheNamesBeforeThem() {
        CommandSolver solver = printing("\"A/one\"\\nunsat\\nA/late/two\\nsat\\n");

        assertEquals(List.of(Answer.PROVED, Answer.REFUTED, Answer.UNKNOWN), solver.prove(BATCH));
    }

    @Test
    void itsVersionIsWhatItSays() {
        assertEquals(
                "cvc5 1.2", printing("(:name \"cvc5\")\\n(:version \"1.2\")\\n").version());
    }

    @Test
    void theScriptNamesEachGoalBeforeItAsks() {
        String script = BATCH.script();

        assertTrue(
                script.contains("(push 1)\n(echo \"A/late/two\")\n(assert (< x 1))\n(check-sat)\n(pop 1)\n"), script);
    }

    @Test
    void aProgramThatDoesNotStartIsAnError() {
        CommandSolver solver = new CommandSolver(List.of("no-such-solver"));

        assertThrows(UncheckedIOException.class, solver::version);
    }
}
