package io.isequencer.cli.defects;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.defects.Defect;
import io.isequencer.defects.DefectLab;
import io.isequencer.defects.matrix.Child;
import io.isequencer.defects.matrix.Column;
import io.isequencer.defects.matrix.Kill;
import io.isequencer.laboratory.Stopwatch;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.channel.Channel;
import io.isequencer.oracle.channel.ProcessChannel;
import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.drive.Check;
import io.isequencer.oracle.drive.CheckPlan;
import io.isequencer.oracle.drive.Profile;
import io.isequencer.oracle.drive.Reruns;
import io.isequencer.oracle.drive.Timelines;
import io.isequencer.oracle.judge.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * The oracle, which judges the product itself as if it were a foreign sequencer: the defective code behind the protocol,
 * on real threads, so that the runtime is judged too.
 */
final class ConformanceColumn extends Column {
    /** Long enough for a JVM to begin on a busy machine: one that does not yet speak is no kill. */
    private static final long PATIENCE_MS = 20_000;

    private static final CheckPlan ALL = new CheckPlan(Level.L4, null, 1, Profile.STRICT, PATIENCE_MS);

    /** What threads do at one moment shows in some rounds, and not in others. */
    private static final CheckPlan RACES = new CheckPlan(Level.L4, "L3-race-*", 1, Profile.STRICT, PATIENCE_MS);

    private static final Reruns MANY = new Reruns(40, result -> false, false);

    private final DefectLab lab;
    private final Supplier<Child> child;

    ConformanceColumn(DefectLab lab, Supplier<Child> child) {
        super(
                "conformance",
                "the oracle's cases, against the defective sequencer behind the protocol; those of races many times",
                "storage and log are the oracle's own");
        this.lab = lab;
        this.child = child;
    }

    @Override
    public Kill detect(Defect defect) {
        Stopwatch watch = new Stopwatch();
        List<String> adapter = adapter(defect);
        try {
            Channel.Launcher launcher = () -> ProcessChannel.start(adapter);
            new Check(launcher, ALL, ConformanceColumn::stopAtFailure).run();
            new Check(launcher, RACES, ConformanceColumn::stopAtFailure, new Timelines(false), MANY).run();
            return Kill.survived(watch.seconds());
        } catch (Failed failed) {
            CaseResult result = failed.result;
            return Kill.killed(result.testCase().id() + ", " + result.rule(), watch.seconds());
        }
    }

    private List<String> adapter(Defect defect) {
        try {
            return child.get()
                    .command(lab.compile(defect), List.of("io.isequencer.cli.Main", "oracle", "serve", "--threads"));
        } catch (IOException failure) {
            throw new CliException(ExitCode.MISSING_FILE, "defect must be writable: " + failure, failure);
        }
    }

    private static void stopAtFailure(CaseResult result) {
        if (result.verdict() == Verdict.FAIL || result.verdict() == Verdict.BROKE_PROTOCOL) {
            throw new Failed(result);
        }
    }

    /** One failed case is enough. */
    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient CaseResult result;

        Failed(CaseResult result) {
            super(null, null, false, false);
            this.result = result;
        }
    }
}
