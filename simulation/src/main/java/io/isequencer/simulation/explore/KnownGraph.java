package io.isequencer.simulation.explore;

import io.isequencer.simulation.explore.state.CodeGraph;
import io.isequencer.simulation.explore.state.Constants;
import io.isequencer.simulation.explore.state.EdgeSet;
import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.run.BoundedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that can happen within the bounds of a configuration, and how much of it random runs have done.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IllegalArgumentException} for bounds in which the simulation cannot be held; {@link
 *       IllegalStateException} if a run does what the exploration did not find.
 * </ul>
 */
public final class KnownGraph {
    private static final int INITIAL = 0;

    private final Constants constants;
    private final CodeGraph graph;
    private final CodeState codeState;
    private final BitSet reached = new BitSet();
    private final int[] edgesOfLabel;
    private final int[] reachedOfLabel;
    private int reachedEdges;
    private final EdgeSet reachedSet = new EdgeSet();
    private long steps;
    private int at;

    /** Explores the configuration. */
    public KnownGraph(Path cfg, int maxStates) throws IOException {
        constants = Constants.ofCode(cfg);
        if (constants.seqs().size() != 1 || constants.firstNumber() != 1) {
            throw new IllegalArgumentException(
                    "config must have one sequence that begins with 1: seqs=" + constants.seqs());
        }
        Search search = new Explorer(constants, maxStates).explore();
        graph = search.graph();
        if (!search.complete()) {
            throw new IllegalStateException("the core must be explored to the end: states="
                    + graph.states().size());
        }
        codeState = new CodeState(graph.layout());
        edgesOfLabel = new int[graph.labels().size()];
        reachedOfLabel = new int[graph.labels().size()];
        graph.edges().forEach((edge, marked) -> edgesOfLabel[EdgeSet.label(edge)]++);
    }

    /** Makes a seed's run within the bounds; returns how many moves were made. */
    public int run(long seed, int moves) {
        Options drawn = Options.forSeed(seed, moves, EnumSet.allOf(FaultKind.class));
        Options bounded = new Options(
                constants.owners().size(),
                constants.workspaces().size(),
                constants.seqs().size(),
                constants.maxUnflushed(),
                constants.maxPerEvent(),
                moves,
                drawn.explicitNumbers(),
                drawn.retryDelayMs(),
                drawn.faults());
        at = INITIAL;
        reached.set(INITIAL);
        return BoundedRun.run(seed, bounded, new CoverageFollower(constants, this::step));
    }

    private void step(String action, ExploredWorld world) {
        int to = graph.states().find(codeState.write(world));
        int label = graph.labels().of(action);
        long edge = EdgeSet.pack(at, label, Math.max(to, 0));
        if (to < 0 || !graph.edges().mark(edge)) {
            throw new IllegalStateException("the exploration must know every step of a run: action=" + action
                    + ", after=" + String.join(" ", graph.path(at)));
        }
        if (reachedSet.add(edge)) {
            reachedOfLabel[label]++;
            reachedEdges++;
        }
        reached.set(to);
        at = to;
        steps++;
    }

    public int states() {
        return graph.states().size();
    }

    public int edges() {
        return graph.edges().size();
    }

    public int reachedStates() {
        return reached.cardinality();
    }

    public int reachedEdges() {
        return reachedEdges;
    }

    /** How many steps of the specification the runs have made. */
    public long steps() {
        return steps;
    }

    /** By action: how many of its edges were reached, and how many there are. */
    public Map<String, int[]> byAction() {
        Map<String, int[]> actions = new TreeMap<>();
        for (int label = 0; label < edgesOfLabel.length; label++) {
            actions.put(graph.labels().name(label), new int[] {reachedOfLabel[label], edgesOfLabel[label]});
        }
        return actions;
    }
}
