package io.isequencer.cli.defects;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.simulation.defects.Defect;
import io.isequencer.simulation.defects.DefectLab;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The oracle, which judges the product itself as if it were a foreign sequencer: the defective core behind the protocol.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 * </ul>
 */
final class ConformanceColumn implements Column {
    private static final String MAIN = "io.isequencer.cli.Main";

    private final DefectLab lab;
    private final Child child;

    ConformanceColumn(DefectLab lab, Child child) {
        this.lab = lab;
        this.child = child;
    }

    @Override
    public String name() {
        return "conformance";
    }

    @Override
    public String words() {
        return "the oracle's cases, against the defective sequencer behind the protocol";
    }

    @Override
    public Kill hunt(Defect defect) {
        Stopwatch watch = new Stopwatch();
        try {
            Path classes = lab.compile(defect);
            List<String> arguments = new ArrayList<>(List.of(MAIN, "oracle", "check", "--first", "--"));
            arguments.addAll(child.command(classes, List.of(MAIN, "oracle", "serve")));
            // The judge is sound: only what it judges has the defect.
            Child.Ended ended = child.run(defect.id() + "-" + name(), Path.of("."), arguments);
            if (ended.exit() == ExitCode.OK.code()) {
                return Kill.survived(watch.seconds());
            }
            return Kill.killed(ended.hung() ? "does not end" : ended.lastLine(), watch.seconds());
        } catch (IOException failure) {
            throw new CliException(ExitCode.MISSING_FILE, "defect must be writable: " + failure, failure);
        }
    }
}
