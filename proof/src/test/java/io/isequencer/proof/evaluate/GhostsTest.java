package io.isequencer.proof.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.term.Sort;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ghosts of a state that was written down by hand. */
class GhostsTest {
    private final SmallWorld world = new SmallWorld(2, 2, 2, 2, 2, 0, 2);
    private final State state = new State(world.domain);

    private static List<Long> first(long[] values, int count) {
        return Arrays.stream(values).limit(count).boxed().toList();
    }

    @Test
    void aLogTellsItsEndAndItsNumbers() {
        state.set(Variables.TAKEN, 1, 1).set(Variables.TAKEN, 1, 2);
        state.set(Variables.ISSUED, 1, 1, 1, 0, 2).set(Variables.EXPLICIT, 1, 1, 1, 0, 4);
        state.set(Variables.ISSUED, 1, 2, 1, 0, 3).set(Variables.EXPLICIT, 1, 2, 1, 0, 2);

        assertSame(state, Ghosts.complete(state));

        assertEquals(2, state.get(Variables.END));
        assertEquals(4, state.get(Variables.TOP, 1, 1, 0));
        assertEquals(3, state.get(Variables.TOP, 2, 1, 0));
        assertEquals(0, state.get(Variables.TOP, 2, 0, 0));
        for (int offset = 0; offset < world.domain.size(Sort.OFFSET); offset++) {
            assertEquals(offset == 0 ? 0 : 4, state.get(Variables.HIGHEST, offset, 1, 0));
            assertEquals(0, state.get(Variables.HIGHEST, offset, 1, 1));
        }
        assertEquals(1, state.get(Variables.FIRST, 1, 0, 2));
        assertEquals(2, state.get(Variables.FIRST, 1, 0, 3));
        assertEquals(1, state.get(Variables.FIRST, 1, 0, 4));
        assertEquals(0, state.get(Variables.FIRST, 1, 0, 1));
        assertEquals(0, state.get(Variables.FIRST, 0, 0, 2));
    }

    @Test
    void aDraftTellsItsSizeAndItsHighestNumbers() {
        state.set(Variables.TX_ISSUED, 1, 1, 0, 1)
                .set(Variables.TX_ISSUED, 1, 1, 0, 3)
                .set(Variables.TX_EXPLICIT, 1, 1, 1, 2);

        Ghosts.complete(state);

        assertEquals(List.of(0L, 3L), first(state.values(Variables.TX_SIZE), 2));
        assertEquals(List.of(0L, 0L, 3L, 2L), first(state.values(Variables.TX_TOP), 4));
    }

    @Test
    void anAppendInFlightTellsItsHighestNumbers() {
        state.set(Variables.LATE_ISSUED, 1, 1, 0, 1, 1)
                .set(Variables.LATE_EXPLICIT, 1, 1, 0, 1, 3)
                .set(Variables.LATE_ISSUED, 1, 1, 1, 0, 2);

        Ghosts.complete(state);

        assertEquals(List.of(0L, 0L, 0L, 0L, 0L, 3L, 2L, 0L), first(state.values(Variables.LATE_TOP), 8));
    }

    @Test
    void whatWasThereBeforeIsReplaced() {
        state.fill(Variables.FIRST, 5)
                .fill(Variables.TOP, 5)
                .fill(Variables.HIGHEST, 5)
                .fill(Variables.TX_TOP, 5)
                .fill(Variables.TX_SIZE, 5)
                .fill(Variables.LATE_TOP, 5)
                .set(Variables.END, 5);

        assertEquals(new State(world.domain), Ghosts.complete(state));
    }
}
