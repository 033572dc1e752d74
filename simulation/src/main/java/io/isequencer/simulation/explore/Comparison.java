package io.isequencer.simulation.explore;

import io.isequencer.simulation.explore.state.CodeGraph;
import io.isequencer.simulation.explore.state.ComparedGraph;
import io.isequencer.simulation.explore.state.EdgeSet;
import io.isequencer.simulation.explore.state.StateText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What only one of the two graphs has, and an example of each action. */
final class Comparison {
    private final CodeGraph code;
    private final ComparedGraph spec;
    private final StateText text;
    private long edgesOnlyInCode;

    Comparison(CodeGraph code, ComparedGraph spec) {
        this.code = code;
        this.spec = spec;
        text = new StateText(code.layout());
    }

    long edgesOnlyInCode() {
        return edgesOnlyInCode;
    }

    /** By action, the shortest first. */
    List<Difference> differences() {
        Map<Integer, Group> ofCode = new HashMap<>();
        Map<Integer, Group> ofSpec = new HashMap<>();
        code.edges().forEachUnmarked(edge -> {
            edgesOnlyInCode++;
            note(ofCode, edge, spec.has(EdgeSet.from(edge)) ? code.depthOf(EdgeSet.from(edge)) : Integer.MAX_VALUE);
        });
        spec.onlyHere()
                .forEachUnmarked(edge -> note(
                        ofSpec,
                        edge,
                        spec.codeHas(EdgeSet.from(edge)) ? code.depthOf(EdgeSet.from(edge)) : Integer.MAX_VALUE));
        List<Difference> differences = new ArrayList<>();
        ofCode.values().forEach(group -> differences.add(describe(group, true)));
        ofSpec.values().forEach(group -> differences.add(describe(group, false)));
        differences.sort(Comparator.comparing((Difference difference) -> !difference.cause())
                .thenComparing(difference -> difference.path().size())
                .thenComparing(Difference::action));
        return differences;
    }

    private static void note(Map<Integer, Group> groups, long edge, int depth) {
        groups.computeIfAbsent(EdgeSet.label(edge), label -> new Group()).note(edge, depth);
    }

    private Difference describe(Group group, boolean inCode) {
        int from = EdgeSet.from(group.example);
        int to = EdgeSet.to(group.example);
        byte[] before = code.states().get(from);
        List<List<String>> instead = new ArrayList<>();
        for (int other : targets(from, EdgeSet.label(group.example), !inCode)) {
            instead.add(text.change(before, code.states().get(other)));
        }
        return new Difference(
                code.labels().name(EdgeSet.label(group.example)),
                inCode,
                inCode ? spec.has(from) : spec.codeHas(from),
                group.count,
                inCode ? code.path(from) : spec.path(from),
                text.of(before, code.states().get(0)),
                text.change(before, code.states().get(to)),
                instead);
    }

    /** Where an action leads from a state, on one side. */
    private List<Integer> targets(int from, int label, boolean inCode) {
        List<Integer> targets = new ArrayList<>();
        code.edges().forEach((edge, marked) -> {
            if (EdgeSet.from(edge) == from && EdgeSet.label(edge) == label && (inCode || marked)) {
                targets.add(EdgeSet.to(edge));
            }
        });
        if (!inCode) {
            spec.onlyHere().forEach((edge, marked) -> {
                if (EdgeSet.from(edge) == from && EdgeSet.label(edge) == label) {
                    targets.add(EdgeSet.to(edge));
                }
            });
        }
        return targets;
    }

    /** The edges of an action that one side has. */
    private static final class Group {
        private long count;
        private long example;
        private int depth = -1;

        void note(long edge, int itsDepth) {
            count++;
            if (depth < 0 || itsDepth < depth || itsDepth == depth && edge < example) {
                example = edge;
                depth = itsDepth;
            }
        }
    }
}
