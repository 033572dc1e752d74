package io.isequencer.runtime;

import static io.isequencer.runtime.World.A;
import static io.isequencer.runtime.World.KIND;
import static io.isequencer.runtime.World.PARAMS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.Sequencer;
import io.isequencer.api.StorageException;
import io.isequencer.spi.Action;
import io.isequencer.spi.StateView;
import io.isequencer.spi.StepListener;
import io.isequencer.storage.cache.TableCache;
import io.isequencer.storage.caches.LruCache;
import io.isequencer.storage.faulty.Operation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ListenerTest {
    private static final Set<Action> CLIENT =
            EnumSet.of(Action.START, Action.NEXT, Action.USE, Action.MISS, Action.FILL, Action.FLUSH, Action.ACTUALIZE);

    private final World world = new World();
    private final HandCrew crew = new HandCrew();

    @Test
    void theClientsStepsComeInItsOrder() {
        Recorder recorder = new Recorder();
        Sequencer sequencer = byHand(recorder);
        assertEquals(1, world.commit(sequencer, 5));
        sequencer.start(KIND, 5);
        sequencer.use(A, 4);
        sequencer.next(A);
        sequencer.actualize();
        crew.settle();
        List<String> client = recorder.steps.stream()
                .filter(step -> CLIENT.contains(step.action()))
                .map(step -> step.action() + " " + step.seqId() + " " + step.number() + " " + step.plogOffset())
                .toList();
        assertEquals(
                List.of(
                        "START 0 0 1",
                        "MISS 1 0 0",
                        "FILL 1 0 0",
                        "NEXT 1 1 0",
                        "FLUSH 0 0 1",
                        "START 0 0 2",
                        "USE 1 4 0",
                        "NEXT 1 5 0",
                        "ACTUALIZE 0 0 0"),
                client);
    }

    @Test
    void aFailedReadIsAStepTooAndTheTransactionGoesOn() {
        Recorder recorder = new Recorder();
        Sequencer sequencer = byHand(recorder);
        sequencer.start(KIND, 5);
        world.hook = Hook.failing(Operation.READ_NUMBER);
        assertThrows(StorageException.class, () -> sequencer.next(A));
        assertThrows(StorageException.class, () -> sequencer.use(A, 3));
        world.hook = Hook.NONE;
        assertEquals(1, sequencer.next(A));
        assertEquals(3, recorder.count(Action.MISS));
        assertEquals(2, recorder.count(Action.MISS_FAIL));
        assertEquals(1, recorder.count(Action.FILL));
    }

    @Test
    @Tag("lengthy")
    void stepsComeOneAtATimeAndEachFindsTheStateOfItsOwnMoment() throws InterruptedException {
        Recorder recorder = new Recorder();
        try (SequencerRuntime runtime = SequencerRuntime.create()) {
            Sequencer sequencer =
                    runtime.open(PARAMS, world.hookedStorage, world.hookedLog, new TableCache(100), recorder);
            for (int i = 0; i < 2_000; i++) {
                Await.ready(sequencer);
                world.commit(sequencer, i % 7);
            }
        }
        assertEquals(List.of(), recorder.surprises);
        assertEquals(Action.ACT_CLEAR, recorder.steps.get(0).action());
        assertEquals(2_000, recorder.count(Action.FLUSH));
        assertEquals(1, recorder.count(Action.CLOSE));
        assertEquals(1, recorder.count(Action.ACT_STOP));
        assertEquals(1, recorder.count(Action.FL_STOP));
        assertTrue(recorder.count(Action.FL_PRUNE) > 0);
    }

    @Test
    void aListenerThatThrowsDoesNoHarm() {
        StepListener broken = (step, state) -> {
            throw new IllegalStateException("broken listener");
        };
        Sequencer sequencer = byHand(broken);
        assertEquals(1, world.commit(sequencer, 5));
        assertEquals(2, world.commit(sequencer, 5));
        crew.settle();
        assertEquals(3, world.memory.readCheckpoint());
    }

    private Sequencer byHand(StepListener listener) {
        ThreadedSequencer sequencer = world.byHand(crew, PARAMS, new LruCache(100), listener);
        sequencer.begin();
        crew.settle();
        return sequencer;
    }

    /** Not thread-safe on purpose: the calls must come one at a time. */
    private static final class Recorder implements StepListener {
        private final List<Step> steps = new ArrayList<>();
        private final List<String> surprises = new ArrayList<>();
        private boolean inside;
        private long lastOffset;

        @Override
        public void onStep(Step step, StateView state) {
            if (inside) {
                surprises.add("two steps at once: " + step);
            }
            inside = true;
            steps.add(step);
            if (step.action() == Action.FLUSH && state.nextOffset() != step.plogOffset() + 1) {
                surprises.add("offset " + state.nextOffset() + " after " + step);
            }
            if (step.action() == Action.START && !state.inTransaction()) {
                surprises.add("no transaction after " + step);
            }
            if (step.action() == Action.FLUSH && step.plogOffset() != ++lastOffset) {
                surprises.add("out of order: " + step);
            }
            inside = false;
        }

        long count(Action action) {
            return steps.stream().filter(step -> step.action() == action).count();
        }
    }
}
