package io.isequencer.runtime;

import static io.isequencer.runtime.World.PARAMS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.spi.LogEvent;
import io.isequencer.spi.StepListener;
import io.isequencer.storage.cache.TableCache;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How partitions share a thread: time is counted in the turns that it gives them. */
class FairShareTest {
    private static final int BUSY = 1_000;
    private static final int ROUNDS = 20;
    private static final int LONG_LOG = 100_000;

    private final HandCrew crew = new HandCrew();
    private final List<World> worlds = new ArrayList<>();
    private final List<ThreadedSequencer> sequencers = new ArrayList<>();

    /** The turn of each partition's last call of its storage. */
    private final long[] written = new long[BUSY + 1];

    private long turns;

    @Test
    void theWorstOffOfAThousandWaitsAtMostTenTimesAsLongAsMost() {
        for (int i = 0; i < BUSY; i++) {
            open(new World());
        }
        work();
        long[] waited = new long[BUSY * ROUNDS];
        long[] begun = new long[BUSY];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < BUSY; i++) {
                worlds.get(i).commit(sequencers.get(i), i);
                begun[i] = turns;
                // They come faster than they are served.
                if (i % 2 == 0) {
                    turn();
                }
            }
            work();
            for (int i = 0; i < BUSY; i++) {
                assertEquals(round + 2, worlds.get(i).memory.readCheckpoint());
                waited[round * BUSY + i] = written[i] - begun[i];
            }
        }
        Arrays.sort(waited);
        long median = waited[waited.length / 2];
        long worst = waited[waited.length - 1];
        assertTrue(worst <= 10 * Math.max(1, median), () -> "turns: median=" + median + ", worst=" + worst);
    }

    @Test
    void aLongRecoveryLetsTheOthersHaveTheirTurns() {
        World slow = new World();
        for (int plogOffset = 1; plogOffset <= LONG_LOG; plogOffset++) {
            slow.log.append(LogEvent.builder(plogOffset, World.KIND, plogOffset)
                    .add(World.A, 1)
                    .build());
        }
        ThreadedSequencer recovering = open(slow);
        for (int i = 0; i < BUSY; i++) {
            open(new World());
        }
        for (int i = 1; i <= BUSY; i++) {
            while (!isReady(sequencers.get(i))) {
                turn();
            }
        }
        assertFalse(isReady(recovering), "the recovery would have to take longer");
        assertTrue(turns <= 10L * BUSY, () -> "turns until the others were ready: " + turns);
        work();
        assertTrue(isReady(recovering));
    }

    private ThreadedSequencer open(World world) {
        int index = worlds.size();
        world.hook = operation -> written[index] = turns;
        ThreadedSequencer sequencer = world.byHand(crew, PARAMS, new TableCache(PARAMS.cacheSize()), StepListener.NONE);
        worlds.add(world);
        sequencers.add(sequencer);
        sequencer.begin();
        return sequencer;
    }

    private void work() {
        while (turn()) {
            // All of it.
        }
    }

    /** Gives the thread to whom it belongs next; false if nobody wants it. */
    private boolean turn() {
        Runnable next = crew.work.poll();
        if (next == null) {
            return false;
        }
        turns++;
        next.run();
        return true;
    }

    private static boolean isReady(ThreadedSequencer sequencer) {
        try {
            return sequencer.awaitReady(0);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
