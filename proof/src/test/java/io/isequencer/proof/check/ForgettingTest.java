package io.isequencer.proof.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.proof.check.RelationChecker.Answer;
import io.isequencer.proof.relation.Relation;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is forgotten of the log changes no answer, or that is said. */
class ForgettingTest {
    private static final int EVENTS = 2_000;
    private static final int KEPT = 500;

    private final RecordedStep step = new RecordedStep();
    private RelationChecker checker = begun(KEPT);

    private static RelationChecker begun(int kept) {
        RelationChecker checker = new RelationChecker(Relation.right(), kept);
        checker.begin(500, Map.of(1, 1L));
        return checker;
    }

    private Answer take(StepKind kind, String owner, long offset) {
        step.clear(kind);
        step.owner(checker.names().owner(owner));
        step.workspace(checker.names().workspace(7));
        step.plogOffset(offset);
        step.checkpoint(offset);
        return checker.take(step);
    }

    private void fits(StepKind kind, String owner, long offset) {
        assertEquals(Answer.FITS, take(kind, owner, offset), () -> kind + " at " + offset);
    }

    private void open(String owner, long checkpoint) {
        fits(StepKind.OPEN, owner, 0);
        fits(StepKind.ACT_CLEAR, owner, 0);
        fits(StepKind.ACT_READ_CHECKPOINT, owner, checkpoint);
    }

    private void events(long from) {
        for (long offset = from; offset < from + EVENTS; offset++) {
            fits(StepKind.START, "a", offset);
            fits(StepKind.APPEND_OK, "a", offset);
            fits(StepKind.FLUSH, "a", offset);
        }
    }

    private void write(long checkpoint) {
        fits(StepKind.FL_SNAPSHOT, "a", checkpoint);
        fits(StepKind.FL_SYNC, "a", checkpoint);
        fits(StepKind.FL_WRITE_CHECKPOINT, "a", checkpoint);
        fits(StepKind.FL_PRUNE, "a", 0);
    }

    private void zombieStarts() {
        open("z", 1);
        fits(StepKind.ACT_DONE, "z", 0);
        fits(StepKind.START, "z", 1);
        open("a", 1);
        fits(StepKind.ACT_DONE, "a", 0);
    }

    @Test
    void coveredEventsAreForgottenAndAreThereAllTheSame() {
        zombieStarts();
        for (int i = 0; i < 3; i++) {
            events(1 + i * EVENTS);
            write(1 + (i + 1) * EVENTS);
        }
        events(1 + 3 * EVENTS);
        assertTrue(checker.eventsKept() < EVENTS + KEPT, () -> "kept: " + checker.eventsKept());

        assertEquals(Answer.MISFIT, take(StepKind.APPEND_OK, "z", 1));
        fits(StepKind.APPEND_CONFLICT, "z", 1);
    }

    @Test
    void aScanOfWhatTheLimitTookIsUndecided() {
        zombieStarts();
        events(1);
        assertTrue(checker.eventsKept() <= KEPT + 256, () -> "kept: " + checker.eventsKept());
        open("b", 1);
        assertEquals(Answer.UNDECIDED, take(StepKind.ACT_SCAN, "b", 1));
        assertEquals(Answer.UNDECIDED, take(StepKind.POWER_LOSS, "b", 1));

        checker = begun(EVENTS + KEPT);
        zombieStarts();
        events(1);
        open("b", 1);
        fits(StepKind.ACT_SCAN, "b", 1);
    }

    @Test
    void aScanUnderWayKeepsWhatItWillRead() {
        checker = begun(3 * EVENTS);
        zombieStarts();
        events(1);
        open("b", 1);
        write(1 + EVENTS);
        events(1 + EVENTS);
        for (long offset = 1; offset < 600; offset++) {
            fits(StepKind.ACT_SCAN, "b", offset);
        }
    }
}
