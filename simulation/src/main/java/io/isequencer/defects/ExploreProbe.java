package io.isequencer.defects;

import io.isequencer.proof.invariant.Invariant;
import io.isequencer.proof.relation.Relation;
import io.isequencer.simulation.explore.Difference;
import io.isequencer.simulation.explore.Exploration;
import io.isequencer.simulation.explore.ExploreResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is called inside a defect's class loader to explore it. It speaks in strings, as {@link DefectProbe} does. */
public final class ExploreProbe {
    private ExploreProbe() {}

    /** What was seen, after how many steps, and these; or nothing. */
    public static String[] explore(String cfg, String graph, int maxStates) throws IOException {
        Exploration exploration = new Exploration("defect", Path.of(cfg), maxStates);
        return seen(exploration.compareWith(() -> Files.newInputStream(Path.of(graph))), "spec");
    }

    /** Likewise, compared with the relation that is proved. */
    public static String[] exploreRelation(String cfg, int maxStates) throws IOException {
        Exploration exploration = new Exploration("defect", Path.of(cfg), maxStates);
        return seen(exploration.compareWith(Relation.right(), Invariant.parts()).graph(), "relation");
    }

    private static String[] seen(ExploreResult result, String other) {
        if (result.violated() != null) {
            return seen("violates " + result.violated(), result.path().size(), String.join(" ", result.path()));
        }
        if (!result.different()) {
            return new String[0];
        }
        Difference first = result.differences().get(0);
        String side = first.inCode() ? "only in code: " : "only in " + other + ": ";
        String path = (String.join(" ", first.path()) + " " + first.action()).strip();
        return seen(side + first.action(), first.path().size() + 1, path);
    }

    private static String[] seen(String what, int steps, String path) {
        return new String[] {what, Integer.toString(steps), path};
    }
}
