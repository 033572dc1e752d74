package io.isequencer.proof.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.proof.relation.Action;
import io.isequencer.proof.relation.Relation;
import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.term.Sort;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** PendingBounded does not hold of three keys: the run that tla/README.md tells. */
class PendingUnboundedTest {
    private static final int KEYS = 3;
    private static final List<String> LOOK_UP = List.of("Miss", "Read", "Fill");
    private static final List<String> PUBLISH = List.of("AppendOk", "Flush");
    private static final List<String> WRITE =
            List.of("FlSnapshot", "FlSync", "FlWriteValue", "FlWriteCheckpoint", "FlPrune");

    private final SmallWorld world = new SmallWorld(1, KEYS, KEYS + 1, 1, 0, 0);
    private State state = new CompiledAction(world.domain, Relation.right().init()).after(world.constants);

    private void take(int seq, List<String> actions) {
        actions.forEach(action -> take(seq, action));
    }

    /** The only step of the action, or the one that is about the sequence. */
    private void take(int seq, String name) {
        State[] next = new State[1];
        for (Action action : Relation.right().actions()) {
            List<Sort> sorts =
                    action.parameters().stream().map(each -> each.sort()).toList();
            int place = sorts.indexOf(Variables.SEQ);
            if (action.name().equals(name)) {
                new CompiledAction(world.domain, action).forEach(state, (arguments, after) -> {
                    if (place < 0 || arguments[place] == seq) {
                        next[0] = after;
                    }
                });
            }
        }
        assertNotNull(next[0], () -> name + " must be possible");
        state = next[0];
    }

    private long pending() {
        return Arrays.stream(state.values(Variables.PENDING))
                .filter(number -> number > 0)
                .count();
    }

    @Test
    void aTransactionPublishesEachKeyThatItLooksUp() {
        take(0, List.of("Open", "ActClear", "ActReadCheckpoint", "ActDone"));
        for (int seq = 0; seq < KEYS; seq++) {
            take(seq, "Start");
            take(seq, LOOK_UP);
            take(seq, "Next");
            take(seq, PUBLISH);
            take(seq, WRITE);
            take(seq, "Evict");
        }
        assertEquals(0, pending());

        take(0, "Start");
        for (int seq = 0; seq < KEYS; seq++) {
            take(seq, LOOK_UP);
        }
        take(0, "Next");
        take(0, PUBLISH);

        long bound = state.get(Variables.MAX_UNFLUSHED) + state.get(Variables.MAX_PER_EVENT);
        assertEquals(2, bound);
        assertEquals(3, pending());
        assertTrue(Ghosts.complete(state.copy()).equals(state));
    }
}
