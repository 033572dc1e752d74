package io.isequencer.simulation.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the simulation, held in the bounds of an explored configuration: each of their steps is known. */
class KnownGraphTest {
    private static final Path EXPLORE = ProjectFiles.ROOT.resolve("tla/explore");
    private static final int MAX_STATES = 500_000;

    @TempDir
    private Path temp;

    @Test
    void moreSeedsReachMore() throws IOException {
        KnownGraph graph = new KnownGraph(EXPLORE.resolve("tiny.cfg"), MAX_STATES);
        run(graph, 1, 5);
        int few = graph.reachedEdges();
        run(graph, 6, 60);
        assertTrue(few > 100, "few=" + few);
        assertTrue(graph.reachedEdges() > few);
        assertTrue(graph.reachedEdges() < graph.edges(), "a seed has no moves of the weather");
        assertTrue(graph.reachedStates() <= graph.states());
        int sum = graph.byAction().values().stream().mapToInt(each -> each[0]).sum();
        int all = graph.byAction().values().stream().mapToInt(each -> each[1]).sum();
        assertEquals(graph.reachedEdges(), sum);
        assertEquals(graph.edges(), all);
    }

    @Test
    void theSameSeedsReachTheSame() throws IOException {
        KnownGraph one = new KnownGraph(EXPLORE.resolve("tiny.cfg"), MAX_STATES);
        KnownGraph two = new KnownGraph(EXPLORE.resolve("tiny.cfg"), MAX_STATES);
        run(one, 1, 10);
        run(two, 1, 10);
        assertEquals(one.reachedEdges(), two.reachedEdges());
        assertEquals(one.steps(), two.steps());
    }

    @Test
    void lateWritesAppendsAndLostTailsAreFollowedToo() throws IOException {
        Path cfg = temp.resolve("late.cfg");
        String text = Files.readString(EXPLORE.resolve("tiny.cfg"))
                .replace("MaxEvents = 2", "MaxEvents = 1")
                .replace(
                        "LateAppends = 0  LateWrites = 0  Buffered = FALSE",
                        "LateAppends = 1  LateWrites = 1  Buffered = TRUE")
                .replace("Explicit = {}", "Explicit = {3}");
        Files.writeString(cfg, text);
        KnownGraph graph = new KnownGraph(cfg, MAX_STATES);
        run(graph, 1, 60);
        for (String action : new String[] {
            "LateAppendLands", "LateValueLands", "LateCheckpointLands", "PowerLoss", "LogSync", "Use", "Close", "Evict"
        }) {
            assertTrue(graph.byAction().get(action)[0] > 0, action);
        }
    }

    @Test
    void boundsInWhichItCannotBeHeldAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new KnownGraph(EXPLORE.resolve("two-keys.cfg"), MAX_STATES));
        assertThrows(IllegalStateException.class, () -> new KnownGraph(EXPLORE.resolve("tiny.cfg"), 100));
    }

    private static void run(KnownGraph graph, long from, long to) {
        for (long seed = from; seed <= to; seed++) {
            assertTrue(graph.run(seed, 1_000) > 0);
        }
    }
}
