package io.isequencer.proof.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.proof.invariant.Properties;
import io.isequencer.proof.relation.Action;
import io.isequencer.proof.relation.Relation;
import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.term.Sort;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bound of PendingBounded is reached: the run that tla/README.md tells. */
class PendingBoundTest {
    private static final int SEQS = 2;
    private static final int FIRST = 0;
    private static final int SECOND = 1;
    private static final List<String> LOOK_UP = List.of("Miss", "Read", "Fill");
    private static final List<String> PUBLISH = List.of("AppendOk", "Flush");
    private static final List<String> WRITE =
            List.of("FlSnapshot", "FlSync", "FlWriteValue", "FlWriteCheckpoint", "FlPrune");

    private final SmallWorld world = new SmallWorld(1, 2, SEQS, SEQS + 2, 1, 0, 0);
    private State state = new CompiledAction(world.domain, Relation.right().init()).after(world.constants);

    private void take(int workspace, int seq, List<String> actions) {
        actions.forEach(action -> take(workspace, seq, action));
    }

    /** The only step of the action, or the one that is about the workspace and the sequence. */
    private void take(int workspace, int seq, String name) {
        State[] next = new State[1];
        for (Action action : Relation.right().actions()) {
            if (action.name().equals(name)) {
                new CompiledAction(world.domain, action).forEach(state, (arguments, after) -> {
                    if (is(action, arguments, Variables.WORKSPACE, workspace)
                            && is(action, arguments, Variables.SEQ, seq)) {
                        next[0] = after;
                    }
                });
            }
        }
        assertNotNull(next[0], () -> name + " must be possible");
        state = next[0];
    }

    private static boolean is(Action action, long[] arguments, Sort sort, int element) {
        List<Sort> sorts = action.parameters().stream().map(each -> each.sort()).toList();
        int place = sorts.indexOf(sort);
        return place < 0 || arguments[place] == element;
    }

    private long pending() {
        return Arrays.stream(state.values(Variables.PENDING))
                .filter(number -> number > 0)
                .count();
    }

    private void use(int workspace, int seq) {
        take(workspace, seq, "Start");
        take(workspace, seq, LOOK_UP);
        take(workspace, seq, "Next");
        take(workspace, seq, PUBLISH);
    }

    @Test
    void aTransactionPublishesEachKeyThatItLooksUp() {
        take(FIRST, 0, List.of("Open", "ActClear", "ActReadCheckpoint", "ActDone"));
        for (int seq = 0; seq < SEQS; seq++) {
            use(SECOND, seq);
            take(SECOND, seq, WRITE);
            take(SECOND, seq, "Evict");
        }
        assertEquals(0, pending());

        use(FIRST, 0);
        assertEquals(state.get(Variables.MAX_UNFLUSHED), pending());

        take(SECOND, 0, "Start");
        for (int seq = 0; seq < SEQS; seq++) {
            take(SECOND, seq, LOOK_UP);
        }
        take(SECOND, 0, "Next");
        take(SECOND, 0, PUBLISH);

        assertEquals(1, state.get(Variables.MAX_PER_EVENT));
        assertEquals(state.get(Variables.MAX_UNFLUSHED) + SEQS, pending());
        assertTrue(Ghosts.complete(state.copy()).equals(state));
        Properties.ofStates()
                .forEach(property ->
                        assertTrue(new Condition(world.domain, property.term()).holds(state), property.name()));
    }
}
