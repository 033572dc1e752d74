package io.isequencer.runtime;

import static io.isequencer.runtime.World.A;
import static io.isequencer.runtime.World.KIND;
import static io.isequencer.runtime.World.PARAMS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.isequencer.api.Busy;
import io.isequencer.api.CallOrderException;
import io.isequencer.api.UseResult;
import io.isequencer.spi.Action;
import io.isequencer.spi.Cache;
import io.isequencer.spi.StepListener;
import io.isequencer.storage.caches.LruCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which calls take the partition's lock. */
@Timeout(300)
class LockUseTest {
    private static final Set<Action> CALLS =
            Set.of(Action.START, Action.NEXT, Action.USE, Action.FLUSH, Action.ACTUALIZE);

    private final World world = new World();
    private final HandCrew crew = new HandCrew();
    private ThreadedSequencer sequencer;

    @Test
    void startNextAndUseNeedNoLock() throws Exception {
        List<Elsewhere<?>> calls = new ArrayList<>();
        sequencer = world.byHand(
                crew,
                PARAMS,
                new OnClear(() -> {
                    for (Callable<?> call : List.<Callable<?>>of(
                            () -> sequencer.start(KIND, 5), () -> sequencer.next(A), () -> sequencer.use(A, 3))) {
                        Elsewhere<?> elsewhere = new Elsewhere<>(call);
                        assertFalse(elsewhere.waits());
                        calls.add(elsewhere);
                    }
                }),
                StepListener.NONE);
        sequencer.begin();
        crew.settle();
        assertEquals(Busy.ACTUALIZING.code(), calls.get(0).answer());
        for (Elsewhere<?> refused : calls.subList(1, 3)) {
            ExecutionException refusal = assertThrows(ExecutionException.class, refused::answer);
            assertEquals(CallOrderException.class, refusal.getCause().getClass());
        }
    }

    @Test
    void whatIsObservedHoldsTheLock() throws Exception {
        List<String> locked = new ArrayList<>();
        sequencer = world.byHand(crew, PARAMS, new LruCache(9), (step, state) -> {
            if (CALLS.contains(step.action())) {
                locked.add(step.action() + " " + new Elsewhere<>(() -> sequencer.awaitReady(0)).waits());
            }
        });
        sequencer.begin();
        crew.settle();
        assertEquals(1, sequencer.start(KIND, 5));
        assertEquals(1, sequencer.next(A));
        assertEquals(UseResult.RAISED, sequencer.use(A, 3));
        sequencer.flush();
        sequencer.actualize();
        assertEquals(List.of("START true", "NEXT true", "USE true", "FLUSH true", "ACTUALIZE true"), locked);
    }

    /** Does something in the midst of a step: a rebuild clears the cache. */
    private record OnClear(Runnable body) implements Cache {
        @Override
        public long get(long wsId, int seqId) {
            return 0;
        }

        @Override
        public void put(long wsId, int seqId, long number) {}

        @Override
        public void clear() {
            body.run();
        }
    }
}
