package io.isequencer.cli.oracle;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.ExploreConfigs;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.modelpaths.PathCases;
import io.isequencer.oracle.modelpaths.PathStep;
import io.isequencer.oracle.modelpaths.PathVectors;
import io.isequencer.simulation.explore.Exploration;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The vectors of the explored model: paths that together take each edge of its state graph.
 *
 * <ul>
 *   <li><i>Threading:</i> stateless.
 *   <li><i>Errors:</i> {@link CliException}.
 * </ul>
 */
final class ModelVectors {
    private static final int MAX_STATES = 5_000_000;
    private static final int MAX_STEPS = 200;

    private ModelVectors() {}

    /** The given vectors and those of a configuration. */
    static List<Case> added(List<Case> vectors, String config) {
        PathVectors paths = new PathVectors(config, text(config).contains("FromTwo") ? 2 : 1);
        cover(config, paths::add);
        List<Case> all = new ArrayList<>(vectors);
        all.addAll(paths.vectors());
        return all;
    }

    /** The oracle's cases of a configuration. */
    static PathCases cases(String config) {
        boolean lateAppends = !text(config).contains("LateAppends = 0");
        PathCases cases = new PathCases();
        cover(config, path -> cases.add(config, path, lateAppends));
        return cases;
    }

    private static void cover(String config, Consumer<List<PathStep>> each) {
        if (!text(config).contains("Owners = {a} ")) {
            throw new CliException(ExitCode.USAGE, "config must have one owner for its paths: config=" + config);
        }
        try {
            new Exploration(config, ExploreConfigs.file(config), MAX_STATES)
                    .cover(
                            MAX_STEPS,
                            path -> each.accept(path.stream()
                                    .map(step -> new PathStep(step.action(), step.fields()))
                                    .toList()));
        } catch (IOException e) {
            throw new CliException(ExitCode.MISSING_FILE, "config must be readable: config=" + config, e);
        }
    }

    private static String text(String config) {
        try {
            return Files.readString(ExploreConfigs.file(config));
        } catch (IOException e) {
            throw new CliException(ExitCode.MISSING_FILE, "config must be readable: config=" + config, e);
        }
    }
}
