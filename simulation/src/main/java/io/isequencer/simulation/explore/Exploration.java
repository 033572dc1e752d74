package io.isequencer.simulation.explore;

import io.isequencer.laboratory.PathStep;
import io.isequencer.laboratory.Stopwatch;
import io.isequencer.laboratory.Violation;
import io.isequencer.proof.invariant.Part;
import io.isequencer.proof.relation.Relation;
import io.isequencer.simulation.explore.relation.RelationGraph;
import io.isequencer.simulation.explore.relation.RelationSearch;
import io.isequencer.simulation.explore.state.CodeGraph;
import io.isequencer.simulation.explore.state.ComparedGraph;
import io.isequencer.simulation.explore.state.Constants;
import io.isequencer.simulation.explore.state.EdgeSet;
import io.isequencer.simulation.explore.tlc.DotReader;
import io.isequencer.simulation.explore.tlc.SpecGraph;
import io.isequencer.simulation.explore.tlc.TlcDump;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Explores the core in the bounds of a TLC configuration and compares what it finds with TLC's graph.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IOException} if a file cannot be read or written; {@link IllegalStateException} if TLC
 *       fails.
 * </ul>
 */
public final class Exploration {
    /** Opens a graph in the form of TLC's {@code -dump dot,actionlabels}. */
    @FunctionalInterface
    public interface Graph {
        InputStream open() throws IOException;
    }

    private final String name;
    private final Constants constants;
    private final int maxStates;
    private Search search;

    /**
     * @param cfg of TLC
     * @param maxStates where to give up
     */
    public Exploration(String name, Path cfg, int maxStates) throws IOException {
        this(name, Constants.ofCode(cfg), maxStates);
    }

    /** @param maxStates where to give up */
    public Exploration(String name, Constants constants, int maxStates) {
        this.name = name;
        this.constants = constants.requireExplorable();
        this.maxStates = maxStates;
    }

    /** Starts TLC, explores the core meanwhile, and compares. */
    public ExploreResult compareWithTlc(Path module, Path cfg, Path directory, List<String> jvmFlags)
            throws IOException {
        Stopwatch watch = new Stopwatch();
        try (TlcDump tlc = new TlcDump(module, cfg, directory, jvmFlags)) {
            return compare(search(), tlc::open, watch);
        }
    }

    /** Explores the core alone: invariants are checked, the specification is not asked. */
    public ExploreResult codeOnly() {
        Stopwatch watch = new Stopwatch();
        Search searched = search();
        return result(searched, null, watch);
    }

    /** Explores once. */
    Search search() {
        if (search == null) {
            search = new Explorer(constants, maxStates).explore();
        }
        return search;
    }

    /** How much a set of paths covers. */
    public record Cover(int states, int edges, long paths, long steps) {}

    /** Takes a path. */
    @FunctionalInterface
    public interface PathVisitor {
        /** @param edges of the path's steps; each edge of the graph has a number from 0 on */
        void visit(List<PathStep> path, int[] edges);
    }

    /** Likewise, without the edges. */
    public Cover cover(int maxSteps, Consumer<List<PathStep>> path) {
        return cover(maxSteps, (steps, edges) -> path.accept(steps));
    }

    /**
     * Explores the core and gives paths from the first state that together take every edge; the same ones each time.
     *
     * @param maxSteps a path ends about there
     * @throws IllegalStateException if a state violates an invariant, or there are too many states
     */
    public Cover cover(int maxSteps, PathVisitor path) {
        Violation violation = search().violation();
        if (!search().complete()) {
            String why = violation == null ? "too many states" : violation.getMessage();
            throw new IllegalStateException("the core must be explored to the end: " + why);
        }
        CodeGraph code = search().graph();
        ActionDecoder reader = new ActionDecoder(code.layout());
        long[] counts = new long[2];
        PathCover cover = new PathCover(code.edges(), code.states().size(), maxSteps);
        cover.forEach(edges -> {
            List<PathStep> steps = new ArrayList<>(edges.length);
            for (long edge : edges) {
                byte[] before = code.states().get(EdgeSet.from(edge));
                byte[] after = code.states().get(EdgeSet.to(edge));
                steps.add(reader.read(before, code.labels().name(EdgeSet.label(edge)), after));
            }
            counts[0]++;
            counts[1] += edges.length;
            path.visit(steps, cover.numbersOf(edges));
        });
        return new Cover(code.states().size(), code.edges().size(), counts[0], counts[1]);
    }

    /** Has TLC write its graph, for several comparisons. */
    public static void writeGraph(Path module, Path cfg, Path graph, List<String> jvmFlags) throws IOException {
        Path directory = graph.resolveSibling(graph.getFileName() + ".tlc");
        try (TlcDump tlc = new TlcDump(module, cfg, directory, jvmFlags);
                InputStream written = tlc.open()) {
            Files.copy(written, graph, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Explores the core and compares it with a graph that TLC once wrote. */
    public ExploreResult compareWith(Graph graph) throws IOException {
        Stopwatch watch = new Stopwatch();
        return compare(search(), graph, watch);
    }

    private ExploreResult compare(Search searched, Graph graph, Stopwatch watch) throws IOException {
        if (searched.violation() != null) {
            return result(searched, null, watch);
        }
        searched.graph().edges().clearMarks();
        SpecGraph spec = new SpecGraph(searched.graph());
        DotReader.read(graph.open(), spec);
        return result(searched, spec, watch);
    }

    /** Explores the core and compares it with a relation: each state must satisfy the parts of the invariant too. */
    public RelationResult compareWith(Relation relation, List<Part> parts) {
        Stopwatch watch = new Stopwatch();
        Search searched = search();
        if (searched.violation() != null) {
            return new RelationResult(result(searched, null, watch), Map.of(), Map.of());
        }
        searched.graph().edges().clearMarks();
        RelationGraph graph = new RelationGraph(searched.graph(), relation, parts);
        graph.explore();
        ExploreResult compared = graph.violation() == null
                ? result(searched, graph, watch)
                : result(searched.violatedBy(graph.violation(), graph.violationPath()), null, watch);
        return new RelationResult(compared, graph.steps(), graph.premises());
    }

    /**
     * Takes a relation through all of its own steps, in a world that the code cannot be explored in, and compares them
     * with TLC's graph.
     */
    public static RelationResult compareWithTlc(
            String name, Relation relation, List<Part> parts, int maxStates, Path module, Path cfg, Path directory)
            throws IOException {
        Stopwatch watch = new Stopwatch();
        RelationSearch search = new RelationSearch(Constants.read(cfg), relation, parts);
        CodeGraph graph = search.explore(maxStates);
        boolean complete = graph.reached() <= maxStates;
        Search searched = new Search(graph, search.transitions(), watch.nanos(), 0, complete, null, List.of());
        try (TlcDump tlc = new TlcDump(module, cfg, directory, List.of("-Xmx1g"))) {
            SpecGraph spec = new SpecGraph(graph);
            DotReader.read(tlc.open(), spec);
            return new RelationResult(result(name, searched, spec, watch), search.steps(), search.premises());
        }
    }

    private ExploreResult result(Search searched, ComparedGraph spec, Stopwatch watch) {
        return result(name, searched, spec, watch);
    }

    private static ExploreResult result(String name, Search searched, ComparedGraph spec, Stopwatch watch) {
        CodeGraph code = searched.graph();
        Violation violation = searched.violation();
        Comparison comparison = spec == null ? null : new Comparison(code, spec);
        List<Difference> differences = comparison == null ? List.of() : comparison.differences();
        long onlyInCode = comparison == null ? 0 : comparison.edgesOnlyInCode();
        long onlyInSpec = spec == null ? 0 : spec.onlyHere().size();
        return new ExploreResult(
                name,
                code.reached(),
                code.inner().size(),
                code.edges().size(),
                searched.transitions(),
                searched.transitionsPerSecond(),
                code.depth(),
                searched.peakBytes(),
                spec == null ? 0 : spec.states(),
                spec == null ? 0 : (int) (code.edges().size() - onlyInCode + onlyInSpec),
                spec == null ? 0 : spec.missing(),
                onlyInCode,
                spec == null ? 0 : spec.additional(),
                onlyInSpec,
                searched.complete(),
                violation == null ? null : violation.property(),
                violation == null ? null : violation.getMessage(),
                searched.violationPath(),
                differences,
                watch.seconds());
    }
}
