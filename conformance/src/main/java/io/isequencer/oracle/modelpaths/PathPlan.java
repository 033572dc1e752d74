package io.isequencer.oracle.modelpaths;

import io.isequencer.laboratory.PathStep;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.catalogue.ModelCases;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/** A path of the model as a case, and which of its edges playing it forces. */
public final class PathPlan {
    private final int[] edges;
    private final List<PathStep> path;
    private final PathActs acts;
    private final Case testCase;

    /**
     * @param config that the path is of
     * @param number of the path in its cover, from 1 on
     * @param edges by the numbers that the cover gives them
     * @param lateAppends whether the path's log has appends that land late
     */
    public PathPlan(String config, long number, int[] edges, List<PathStep> path, boolean lateAppends) {
        String id = ModelCases.pathId(config, number);
        this.edges = edges.clone();
        this.path = List.copyOf(path);
        PathScript script = new PathScript(path, lateAppends);
        script.write();
        acts = script.steering();
        List<String> names = acts.names();
        String rule = PathCases.ruleOf(names.get(names.size() - 1));
        testCase = script.script().build(id, Level.L3, rule, "path " + number + " of " + config, comment(path));
    }

    private static String comment(List<PathStep> path) {
        return "Whatever the schedule, all must be right. The path: "
                + path.stream().map(PathStep::action).collect(Collectors.joining(", ")) + ".";
    }

    public Case testCase() {
        return testCase;
    }

    int length() {
        return edges.length;
    }

    int edge(int index) {
        return edges[index];
    }

    String action(int index) {
        return path.get(index).action();
    }

    /** What became of a step when the case was played. @param unmet the steps of the case at which nothing came */
    Steering steering(int index, BitSet unmet) {
        int need = acts.need(index);
        boolean missing = need != PathActs.ALWAYS && unmet.get(need);
        return missing ? Steering.UNMET : acts.steering(index);
    }
}
