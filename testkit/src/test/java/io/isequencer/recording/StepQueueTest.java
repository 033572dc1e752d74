package io.isequencer.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.proof.check.Field;
import io.isequencer.proof.check.StepKind;
import io.isequencer.recording.ToldStep.Group;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is taken comes out as it was, around the ring; what has no room is not taken. */
class StepQueueTest {
    private static PackedStep step(int cells) {
        PackedStep step = new PackedStep();
        step.begin(StepKind.FL_SNAPSHOT, cells);
        for (int i = 0; i < cells; i++) {
            step.add(Group.BATCH, -i, i, cells);
        }
        return step;
    }

    private static long[] words(PackedStep step) {
        return Arrays.copyOf(step.words(), step.size());
    }

    @Test
    void stepsGoAroundTheRing() {
        StepQueue queue = new StepQueue(257);
        PackedStep out = new PackedStep();
        for (int i = 0; i < 1_000; i++) {
            PackedStep one = step(i % 29);
            PackedStep other = step(i % 7);
            assertTrue(queue.offer(one));
            assertTrue(queue.offer(other));
            assertTrue(queue.poll(out));
            assertArrayEquals(words(one), words(out));
            assertTrue(queue.poll(out));
            assertArrayEquals(words(other), words(out));
            assertFalse(queue.poll(out));
        }
    }

    @Test
    void aFullQueueTakesNothingUntilThereIsRoom() {
        PackedStep step = step(3);
        StepQueue queue = new StepQueue(2 * step.size());
        assertTrue(queue.offer(step));
        assertTrue(queue.offer(step));
        assertFalse(queue.offer(step));
        assertTrue(queue.poll(new PackedStep()));
        assertTrue(queue.offer(step));
        assertFalse(queue.offer(step(100)));
    }

    @Test
    void aStepThatIsToldAgainIsTheSame() {
        PackedStep step = new PackedStep();
        step.begin(StepKind.FL_FAIL, 3);
        step.givenUp();
        step.seqId(5);
        step.number(7);
        step.plogOffset(11);
        step.checkpoint(13);
        step.workspace(-17);
        for (Group group : Group.values()) {
            step.add(group, 19, 23 + group.ordinal(), Long.MAX_VALUE);
        }
        for (Field field : Field.values()) {
            step.field(field, 29 + field.ordinal());
        }
        step.whole(31, 37, 41);
        PackedStep again = new PackedStep();
        step.tell(again);
        assertArrayEquals(words(step), words(again));
    }
}
