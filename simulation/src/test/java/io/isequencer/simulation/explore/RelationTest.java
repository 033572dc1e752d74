package io.isequencer.simulation.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.proof.invariant.Invariant;
import io.isequencer.proof.relation.Relation;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class RelationTest {
    private static final Path WORLDS = ProjectFiles.ROOT.resolve("tla/explore");
    private static final int MAX_STATES = 1_000_000;

    @Test
    void theRelationIsTheGraphOfEachExploredWorld() throws IOException {
        List<RelationResult> worlds = new ArrayList<>();
        for (String name : System.getProperty("worlds", "tiny,small,late,explicit,two-keys,two-owners")
                .split(",")) {
            long t = System.nanoTime();
            long cpu = java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            RelationResult world = new Exploration(name, WORLDS.resolve(name + ".cfg"), MAX_STATES)
                    .compareWith(Relation.right(), Invariant.parts());
            System.out.println(name + " " + world.graph() + " " + (System.nanoTime() - t) / 1e9 + " cpu "
                    + (java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9);
            assertEquals(null, world.graph().violated(), world.graph()::message);
            assertEquals(List.of(), world.graph().differences());
            assertTrue(world.graph().same(), world::toString);
            worlds.add(world);
        }
        assertEquals(List.of(), RelationResult.unseen(worlds));
    }
}
