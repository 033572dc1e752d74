package io.isequencer.runtime;

import static io.isequencer.runtime.World.PARAMS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.Sequencer;
import io.isequencer.storage.faulty.Operation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("lengthy")
@Timeout(300)
class ManyPartitionsTest {
    private static final int PARTITIONS = 10_000;
    private static final int BUSY = 1_000;

    @Test
    void tenThousandPartitionsShareTwoThreads() throws InterruptedException {
        List<World> worlds = new ArrayList<>();
        List<Sequencer> sequencers = new ArrayList<>();
        try (SequencerRuntime runtime = SequencerRuntime.create(2)) {
            for (int i = 0; i < PARTITIONS; i++) {
                World world = new World();
                worlds.add(world);
                sequencers.add(world.open(runtime, PARAMS));
            }
            for (int i = 0; i < PARTITIONS; i++) {
                Await.ready(sequencers.get(i));
                assertEquals(1, worlds.get(i).commit(sequencers.get(i), i));
            }
            assertTrue(Await.threads().size() <= 3, () -> Await.threads().toString());
        }
        for (World world : worlds) {
            assertEquals(2, world.memory.readCheckpoint());
        }
        Await.noThreadLeft();
    }

    /** What a partition keeps in memory beside its storage and log, which are the caller's. */
    @Test
    void anIdlePartitionTakesLessThanTwoKibibytes() throws InterruptedException {
        World world = new World();
        List<Sequencer> sequencers = new ArrayList<>(PARTITIONS);
        try (SequencerRuntime runtime = SequencerRuntime.create(2)) {
            Await.ready(world.open(runtime, PARAMS));
            long before = usedBytes();
            for (int i = 0; i < PARTITIONS; i++) {
                sequencers.add(world.open(runtime, PARAMS));
            }
            for (Sequencer sequencer : sequencers) {
                Await.ready(sequencer);
            }
            long each = (usedBytes() - before) / PARTITIONS;
            assertTrue(each < 2_048, () -> "bytes of an idle partition: " + each);
            // Or what was counted might have been garbage.
            assertEquals(PARTITIONS, sequencers.size());
        }
    }

    @Test
    void oneHangingStorageLeavesTheOtherThreadToTheOthers() throws InterruptedException {
        World hanging = new World();
        List<World> worlds = new ArrayList<>();
        List<Sequencer> sequencers = new ArrayList<>();
        try (SequencerRuntime runtime = SequencerRuntime.create(2);
                Hook.Trap trap = new Hook.Trap(Operation.WRITE)) {
            Sequencer stuck = hanging.ready(runtime, PARAMS);
            hanging.hook = trap;
            hanging.commit(stuck, 1);
            trap.awaitPrey();
            for (int i = 0; i < BUSY; i++) {
                World world = new World();
                worlds.add(world);
                sequencers.add(world.ready(runtime, PARAMS));
            }
            for (int i = 0; i < BUSY; i++) {
                worlds.get(i).commit(sequencers.get(i), i);
            }
            for (int i = 0; i < BUSY; i++) {
                Await.idle(sequencers.get(i));
                assertEquals(2, worlds.get(i).memory.readCheckpoint());
            }
            assertEquals(0, hanging.memory.readCheckpoint(), "that one still hangs");
        }
    }

    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
