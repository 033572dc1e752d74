package io.isequencer.cli.oracle;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.ExploreConfigs;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.vectors.PathStep;
import io.isequencer.oracle.vectors.PathVectors;
import io.isequencer.simulation.explore.Exploration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
        Path cfg = ExploreConfigs.file(config);
        List<Case> all = new ArrayList<>(vectors);
        all.addAll(of(config, cfg));
        return all;
    }

    private static List<Case> of(String config, Path cfg) {
        try {
            String text = Files.readString(cfg);
            if (!text.contains("Owners = {a} ")) {
                throw new CliException(ExitCode.USAGE, "config must have one owner for vectors: config=" + config);
            }
            PathVectors vectors = new PathVectors(config, text.contains("FromTwo") ? 2 : 1);
            new Exploration(config, cfg, MAX_STATES)
                    .cover(
                            MAX_STEPS,
                            path -> vectors.add(path.stream()
                                    .map(step -> new PathStep(step.action(), step.fields()))
                                    .toList()));
            return vectors.vectors();
        } catch (IOException e) {
            throw new CliException(ExitCode.MISSING_FILE, "config must be readable: config=" + config, e);
        }
    }
}
