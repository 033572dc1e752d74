package io.isequencer.defects.matrix;

import io.isequencer.defects.Defect;
import io.isequencer.defects.DefectLab;
import io.isequencer.laboratory.CheckFailedException;
import io.isequencer.laboratory.CheckFailedException.Kind;
import io.isequencer.laboratory.Stopwatch;
import io.isequencer.simulation.explore.Exploration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All schedules of small configurations, compared with the specification's graph. */
public final class ExplorerColumn extends Column {
    /** More than a defective core of these sizes has, unless it never comes to an end. */
    private static final int MAX_STATES = 500_000;

    private final Path home;
    private final DefectLab lab;
    private final List<String> configs;
    private final Map<String, Path> graphs = new HashMap<>();

    /**
     * The column.
     *
     * @param configs of {@code tla/explore}, asked in this order until one shows the defect
     */
    public ExplorerColumn(Path home, DefectLab lab, List<String> configs) {
        super(
                "explorer",
                "all schedules of a small configuration, compared with the specification's graph",
                "it drives the core step by step: no threads, no files, no number near the largest");
        this.home = home;
        this.lab = lab;
        this.configs = configs;
    }

    @Override
    public Kill detect(Defect defect) {
        Stopwatch watch = new Stopwatch();
        for (String config : configs) {
            String[] seen = lab.explore(inExplorer(defect), cfg(config), graph(config), MAX_STATES);
            if (seen.length > 0) {
                return Kill.killed(config + ", " + seen[0] + ", " + seen[1] + " steps", watch.seconds());
            }
        }
        return Kill.survived(watch.seconds());
    }

    private Defect inExplorer(Defect defect) {
        try {
            return defect.inExplorer(home.resolve("simulation/defects"));
        } catch (IOException failure) {
            throw new CheckFailedException(
                    Kind.MISSING_FILE, "defect must be readable: defect=" + defect.id(), failure);
        }
    }

    private Path cfg(String config) {
        return home.resolve("tla/explore").resolve(config + ".cfg");
    }

    private Path graph(String config) {
        return graphs.computeIfAbsent(config, name -> {
            try {
                Path graph = home.resolve("target/defects/graphs").resolve(name + ".dot");
                Files.createDirectories(graph.getParent());
                Exploration.writeGraph(home.resolve("tla/MC.tla"), cfg(name), graph, List.of("-Xmx2g"));
                return graph;
            } catch (IOException failure) {
                throw new CheckFailedException(
                        Kind.MISSING_FILE, "graph must be writable: config=" + name + ", " + failure, failure);
            }
        });
    }
}
