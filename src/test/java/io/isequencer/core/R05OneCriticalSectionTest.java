package io.isequencer.core;

import static io.isequencer.core.CoreDriver.A;
import static io.isequencer.core.CoreDriver.KIND;
import static io.isequencer.core.CoreDriver.WS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R5, seen from outside: between any two steps, what is pending is consistent. */
class R05OneCriticalSectionTest {
    private final CoreDriver driver = CoreDriver.ready();

    @Test
    void noStepShowsACheckpointWithoutItsValues() {
        List<String> unsound = new ArrayList<>();
        driver.logged(WS, A, 1);
        driver.logged(WS, A, 2);
        Partition partition = new Partition(driver.params, driver.cache, (step, state) -> {
            state.forEachPending((wsId, seqId, number) -> {
                if (state.pendingCheckpoint() != number + 1) {
                    unsound.add(step + ": " + number + " below " + state.pendingCheckpoint());
                }
            });
            if (state.pendingCheckpoint() > 0 && state.pendingSize() == 0) {
                unsound.add(step.toString());
            }
        });
        partition.actualizer().step();
        partition.actualizer().checkpointRead(1);
        driver.log.forEach(partition.actualizer()::offer);
        partition.actualizer().scanEnded();
        partition.client().start(3, KIND, WS);
        partition.client().use(3, A, 3);
        partition.client().miss(A);
        partition.client().fill(0);
        partition.client().use(3, A, 3);
        partition.client().flush();
        assertEquals(4, partition.pendingCheckpoint());
        assertEquals(List.of(), unsound);
    }
}
