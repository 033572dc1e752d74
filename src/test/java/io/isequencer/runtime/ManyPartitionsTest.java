package io.isequencer.runtime;

import static io.isequencer.runtime.World.PARAMS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.Sequencer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("lengthy")
@Timeout(60)
class ManyPartitionsTest {
    private static final int PARTITIONS = 10_000;

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
}
