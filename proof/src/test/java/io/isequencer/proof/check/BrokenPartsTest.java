package io.isequencer.proof.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.proof.check.RelationChecker.Answer;
import io.isequencer.proof.invariant.Invariant;
import io.isequencer.proof.invariant.Part;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A step that does not fit is explained by the parts of the invariant that it would break, if it breaks any. */
class BrokenPartsTest {
    private static final int SEQ = 1;
    private static final long WS_ID = 7;

    private final RelationChecker checker = new RelationChecker();
    private final RecordedStep step = new RecordedStep();
    private long workspace;

    @BeforeEach
    void open() {
        checker.begin(500, Map.of(SEQ, 1L));
        workspace = checker.names().workspace(WS_ID);
        fits(step(StepKind.OPEN));
        fits(step(StepKind.ACT_CLEAR));
        fits(offset(StepKind.ACT_READ_CHECKPOINT, 1));
        fits(step(StepKind.ACT_DONE));
    }

    private RecordedStep step(StepKind kind) {
        step.clear(kind);
        step.owner(checker.names().owner("a"));
        step.workspace(workspace);
        return step;
    }

    private RecordedStep offset(StepKind kind, long plogOffset) {
        step(kind).plogOffset(plogOffset);
        step.checkpoint(plogOffset);
        return step;
    }

    private RecordedStep number(StepKind kind, long number) {
        step(kind).seqId(SEQ);
        step.number(number);
        return step;
    }

    private RecordedStep append(long plogOffset, long... numbers) {
        offset(StepKind.APPEND_OK, plogOffset);
        for (long number : numbers) {
            step.addToEvent(SEQ, number, false);
        }
        return step;
    }

    private void fits(RecordedStep recorded) {
        assertEquals(Answer.FITS, checker.take(recorded), () -> recorded.kind() + ": " + checker.explain(recorded));
    }

    /** An event with the next number, without Flush. */
    private void event(long plogOffset, long number) {
        fits(offset(StepKind.START, plogOffset));
        if (number == 1) {
            fits(number(StepKind.MISS, 0));
            fits(number(StepKind.READ, 0));
            fits(number(StepKind.FILL, 0));
        }
        fits(number(StepKind.NEXT, number));
        fits(append(plogOffset, number));
    }

    private void flushed(long plogOffset, long number) {
        event(plogOffset, number);
        fits(offset(StepKind.FLUSH, plogOffset));
    }

    private void breaks(RecordedStep recorded, String... parts) {
        assertEquals(Answer.MISFIT, checker.take(recorded));
        List<String> text = checker.explain(recorded);
        for (String name : parts) {
            Part part = Invariant.parts().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            assertTrue(
                    text.contains("the state behind it would break " + name + ": " + part.sentence()),
                    () -> name + " in " + text);
        }
        if (parts.length == 0) {
            assertTrue(text.stream().noneMatch(line -> line.contains("would break")), text::toString);
        }
        assertEquals(text, checker.explain(recorded), "explaining must leave the state as it is");
    }

    @Test
    void aNumberThatIsIssuedAgain() {
        flushed(1, 1);
        fits(offset(StepKind.START, 2));
        breaks(number(StepKind.NEXT, 1), "draftFits");
        fits(number(StepKind.NEXT, 2));
    }

    @Test
    void aNumberThatLeavesAHole() {
        flushed(1, 1);
        fits(offset(StepKind.START, 2));
        breaks(number(StepKind.NEXT, 3), "draftFits");
    }

    @Test
    void aTransactionAtAnotherOffset() {
        flushed(1, 1);
        breaks(offset(StepKind.START, 1), "opened");
    }

    @Test
    void anEventThatIsReplaced() {
        flushed(1, 1);
        fits(offset(StepKind.START, 2));
        breaks(append(1), "once");
    }

    @Test
    void anEventWithAnotherNumberThanItsTransaction() {
        flushed(1, 1);
        fits(offset(StepKind.START, 2));
        fits(number(StepKind.NEXT, 2));
        breaks(append(2, 3), "appended");
    }

    @Test
    void anAnswerOfTheStorageThatIsTooLow() {
        flushed(1, 1);
        write(2);
        fits(evicted());
        fits(offset(StepKind.START, 2));
        fits(number(StepKind.MISS, 0));
        breaks(number(StepKind.READ, 0), "answered");
        fits(number(StepKind.READ, 1));
    }

    private RecordedStep evicted() {
        step(StepKind.EVICT).seqId(SEQ);
        return step;
    }

    private void write(long checkpoint) {
        fits(offset(StepKind.FL_SNAPSHOT, checkpoint));
        fits(offset(StepKind.FL_SYNC, checkpoint));
        fits(number(StepKind.FL_WRITE_VALUE, checkpoint - 1));
        fits(offset(StepKind.FL_WRITE_CHECKPOINT, checkpoint));
        fits(step(StepKind.FL_PRUNE));
    }

    @Test
    void aCheckpointBeforeItsValues() {
        flushed(1, 1);
        fits(offset(StepKind.FL_SNAPSHOT, 2));
        fits(offset(StepKind.FL_SYNC, 2));
        breaks(offset(StepKind.FL_WRITE_CHECKPOINT, 2), "checkpointSound");
    }

    @Test
    void aStoredNumberThatTheLogDoesNotHave() {
        flushed(1, 1);
        fits(offset(StepKind.FL_SNAPSHOT, 2));
        fits(offset(StepKind.FL_SYNC, 2));
        breaks(number(StepKind.FL_WRITE_VALUE, 2), "justified");
    }

    @Test
    void aFlushAfterAnAppendThatFailed() {
        fits(offset(StepKind.START, 1));
        fits(number(StepKind.MISS, 0));
        fits(number(StepKind.READ, 0));
        fits(number(StepKind.FILL, 0));
        fits(number(StepKind.NEXT, 1));
        offset(StepKind.APPEND_FAIL, 1).addToEvent(SEQ, 1, false);
        fits(step);
        breaks(offset(StepKind.FLUSH, 1), "nextOffset", "cacheReal", "pending");
    }

    @Test
    void aPruneThatForgetsMoreThanWasWritten() {
        flushed(1, 1);
        fits(offset(StepKind.FL_SNAPSHOT, 2));
        flushed(2, 2);
        fits(offset(StepKind.FL_SYNC, 2));
        fits(number(StepKind.FL_WRITE_VALUE, 1));
        fits(offset(StepKind.FL_WRITE_CHECKPOINT, 2));
        step(StepKind.FL_PRUNE).seen(true);
        step.pending.add(RecordedStep.key(workspace, SEQ), 0);
        step.changed(Field.FLUSHER, Field.FLUSHER.state("idle"));
        step.changed(Field.CHECKPOINT, 0);
        step.batch.add(RecordedStep.key(workspace, SEQ), 0);
        breaks(step, "cover", "pendingSound");
    }

    @Test
    void aLogThatLosesWhatWasSynced() {
        flushed(1, 1);
        write(2);
        breaks(offset(StepKind.POWER_LOSS, 0), "synced", "justified");
    }

    @Test
    void anActualizerThatStopsWithoutAClose() {
        breaks(step(StepKind.ACT_STOP), "ended");
    }

    @Test
    void aStepThatBreaksNothingNamesNothing() {
        flushed(1, 1);
        breaks(step(StepKind.OPEN));
    }
}
