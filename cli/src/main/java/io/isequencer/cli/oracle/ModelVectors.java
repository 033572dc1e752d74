package io.isequencer.cli.oracle;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.ExploreConfigs;
import io.isequencer.laboratory.PathStep;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.modelpaths.PathCases;
import io.isequencer.oracle.modelpaths.PathVectors;
import io.isequencer.simulation.explore.Exploration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The vectors of the explored model: paths that together take each edge of its state graph.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException}.
 * </ul>
 */
final class ModelVectors {
    private static final int MAX_STATES = 5_000_000;
    private static final int MAX_STEPS = 200;

    private ModelVectors() {}

    /** The given vectors and those of a configuration. */
    static List<Case> added(List<Case> vectors, String config) {
        PathVectors paths =
                new PathVectors(config, ExploreConfigs.constants(config).firstNumber());
        cover(config, paths::add);
        List<Case> all = new ArrayList<>(vectors);
        all.addAll(paths.vectors());
        return all;
    }

    /** The oracle's cases of a configuration. */
    static PathCases cases(String config) {
        boolean lateAppends = hasLateAppends(config);
        PathCases cases = new PathCases();
        cover(config, path -> cases.add(config, path, lateAppends));
        return cases;
    }

    private static void cover(String config, Consumer<List<PathStep>> each) {
        cover(config, (path, edges) -> each.accept(path));
    }

    /** Gives each path, and the numbers of its edges. */
    static Exploration.Cover cover(String config, Exploration.PathVisitor each) {
        requireConfig(config);
        return new Exploration(config, ExploreConfigs.constants(config), MAX_STATES).cover(MAX_STEPS, each);
    }

    static boolean hasLateAppends(String config) {
        return ExploreConfigs.constants(config).lateAppends() > 0;
    }

    /** Fails unless there are paths of it. */
    static void requireConfig(String config) {
        if (ExploreConfigs.constants(config).owners().size() != 1) {
            throw new CliException(ExitCode.USAGE, "config must have one owner for its paths: config=" + config);
        }
    }
}
