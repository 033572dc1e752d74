package io.isequencer.cli.oracle;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.ExploreConfigs;
import io.isequencer.laboratory.PathStep;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.modelpaths.PathCases;
import io.isequencer.oracle.modelpaths.PathVectors;
import io.isequencer.simulation.explore.Exploration;
import io.isequencer.simulation.explore.state.Constants;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The vectors of the explored model: paths that together take each edge of its state graph. */
final class ModelVectors {
    private static final int MAX_STATES = 5_000_000;
    private static final int MAX_STEPS = 200;

    private ModelVectors() {}

    /** The given vectors and those of a configuration. */
    static List<Case> added(List<Case> vectors, String config) {
        PathVectors paths = new PathVectors(config, constants(config).firstNumber());
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
        try {
            return new Exploration(config, ExploreConfigs.file(config), MAX_STATES).cover(MAX_STEPS, each);
        } catch (IOException e) {
            throw unreadable(config, e);
        }
    }

    static boolean hasLateAppends(String config) {
        return constants(config).lateAppends() > 0;
    }

    /** Fails unless there are paths of it. */
    static void requireConfig(String config) {
        if (constants(config).owners().size() != 1) {
            throw new CliException(ExitCode.USAGE, "config must have one owner for its paths: config=" + config);
        }
    }

    private static Constants constants(String config) {
        try {
            return Constants.read(ExploreConfigs.file(config));
        } catch (IOException e) {
            throw unreadable(config, e);
        }
    }

    private static CliException unreadable(String config, IOException failure) {
        return CliException.unreadable("config", "config=" + config, failure);
    }
}
