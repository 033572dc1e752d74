package io.isequencer.simulation.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.simulation.explore.state.CodeGraph;
import io.isequencer.simulation.explore.state.Constants;
import io.isequencer.simulation.explore.state.EdgeSet;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Paths that take every edge of a graph, and that the core can go. */
class PathCoverTest {
    private static final Path HOME = ProjectFiles.ROOT;
    private static final Path TINY = HOME.resolve("tla/explore/tiny.cfg");
    private static final int MAX_STATES = 500_000;
    private static final int MAX_STEPS = 200;

    private static CodeGraph graph;
    private static List<long[]> paths;

    @BeforeAll
    static void explore() throws IOException {
        graph = new Explorer(Constants.read(TINY), MAX_STATES).explore().graph();
        paths = cover(MAX_STEPS);
    }

    private static List<long[]> cover(int maxSteps) {
        List<long[]> all = new ArrayList<>();
        new PathCover(graph.edges(), graph.states().size(), maxSteps).forEach(all::add);
        return all;
    }

    @Test
    void everyEdgeIsTakenAndNoOther() {
        Set<Long> taken = new HashSet<>();
        paths.forEach(path -> Arrays.stream(path).forEach(taken::add));
        Set<Long> edges = new HashSet<>();
        graph.edges().forEach((edge, marked) -> edges.add(edge));
        assertEquals(edges, taken);
    }

    @Test
    void eachPathBeginsInTheFirstStateAndIsConnectedAndBringsANewEdge() {
        Set<Long> taken = new HashSet<>();
        for (long[] path : paths) {
            assertTrue(path.length <= MAX_STEPS + graph.depth(), "length=" + path.length);
            int state = 0;
            int known = taken.size();
            for (long edge : path) {
                assertEquals(state, EdgeSet.from(edge));
                state = EdgeSet.to(edge);
                taken.add(edge);
            }
            assertTrue(taken.size() > known);
        }
    }

    @Test
    void theSameGraphGivesTheSamePaths() {
        List<long[]> again = cover(MAX_STEPS);
        assertEquals(paths.size(), again.size());
        for (int i = 0; i < paths.size(); i++) {
            assertTrue(Arrays.equals(paths.get(i), again.get(i)));
        }
    }

    @Test
    void longerPathsAreFewer() {
        assertTrue(cover(20).size() > paths.size());
        long steps = paths.stream().mapToLong(path -> path.length).sum();
        assertTrue(steps < 10L * graph.edges().size(), "ways to new edges must not be all: steps=" + steps);
    }

    @Test
    void aStateThatCannotBeReachedIsAnError() {
        EdgeSet edges = new EdgeSet();
        edges.add(EdgeSet.pack(0, 1, 1));
        PathCover cover = new PathCover(edges, 2, 5);
        List<long[]> all = new ArrayList<>();
        cover.forEach(all::add);
        assertEquals(1, all.size());
        assertThrows(IllegalArgumentException.class, () -> new PathCover(edges, 3, 5));
    }

    @Test
    void theCoreCanGoThem() throws IOException {
        Constants constants = Constants.read(TINY);
        CodeState codeState = new CodeState(graph.layout());
        EnabledMoves offer = new EnabledMoves(constants);
        for (long[] path : paths.subList(0, Math.min(paths.size(), 40))) {
            ExploredWorld world = new ExploredWorld(constants);
            for (long edge : path) {
                world = step(world, edge, constants, offer, codeState);
            }
        }
    }

    /** Makes the move that the edge stands for. */
    private static ExploredWorld step(
            ExploredWorld world, long edge, Constants constants, EnabledMoves offer, CodeState codeState) {
        byte[] expected = graph.states().get(EdgeSet.to(edge));
        String label = graph.labels().name(EdgeSet.label(edge));
        offer.collect(world);
        for (int i = 0; i < offer.size(); i++) {
            ExploredWorld next = new ExploredWorld(constants);
            next.copyFrom(world);
            if (label.equals(MoveExecutor.make(offer.get(i), next))) {
                byte[] state = Arrays.copyOf(codeState.write(next), graph.layout().width);
                if (Arrays.equals(expected, state)) {
                    return next;
                }
            }
        }
        throw new AssertionError("the core must be able to: action=" + label);
    }

    @Test
    void stepsSayWhatTheyAreAbout() throws IOException {
        Exploration exploration = new Exploration("tiny", TINY, MAX_STATES);
        List<String> texts = new ArrayList<>();
        Set<String> actions = new TreeSet<>();
        BitSet lengths = new BitSet();
        Exploration.Cover cover = exploration.cover(MAX_STEPS, (path, numbers) -> {
            lengths.set(path.size());
            path.forEach(step -> {
                actions.add(step.action());
                if (texts.size() < 100_000) {
                    texts.add(step.action() + " " + new TreeMap<>(step.fields()));
                }
            });
        });
        assertEquals(paths.size(), cover.paths());
        assertEquals(graph.edges().size(), cover.edges());
        Set<String> labels = new TreeSet<>();
        for (int i = 0; i < graph.labels().size(); i++) {
            labels.add(graph.labels().name(i));
        }
        assertEquals(labels, actions);
        for (String expected : List.of(
                "Open {}",
                "Start {plogOffset=1, wsId=140737488355329}",
                "Miss {seqId=1}",
                "Read {number=0, seqId=1}",
                "Next {number=2, seqId=1}",
                "AppendOk {numbers=[{wsId=140737488355329, seqId=1, number=1}], plogOffset=1}",
                "FlSnapshot {checkpoint=2, numbers=[{wsId=140737488355329, seqId=1, number=1}]}",
                "FlWriteValue {number=1, seqId=1, wsId=140737488355329}",
                "FlFail {late=false}",
                "ActScan {numbers=[{wsId=140737488355329, seqId=1, number=2}], plogOffset=2}")) {
            assertTrue(texts.contains(expected), () -> expected + " in " + new TreeSet<>(texts));
        }
    }
}
