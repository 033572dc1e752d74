package io.isequencer.oracle.contract;

import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.drive.Check;
import io.isequencer.oracle.drive.CheckPlan;
import io.isequencer.oracle.drive.Profile;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.oracle.report.CheckReport;
import io.isequencer.oracle.report.CheckText;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every sequencer must do: each case of the oracle as a test with the case's id, in this process. Extend it and say
 * how a sequencer is opened.
 *
 * <p>{@code -Disequencer.case=L2-fill-005} runs one case alone, or several as a glob. {@code -Disequencer.debug=true}
 * switches the time-outs off, for breakpoints.
 *
 * <ul>
 *   <li><i>Threading:</i> one case at a time. The sequencer is called as {@link Sequencer} says.
 *   <li><i>Source:</i> {@code conformance/PROTOCOL.md}; a failure reads as that of {@code oracle check}.
 * </ul>
 */
public abstract class SequencerContract {
    private static final long PATIENCE_MS = 10_000;
    private static final long SEED = 1;

    /**
     * Opens a sequencer, which begins with its recovery. It must not wait for it: the storage answers later.
     *
     * @param storage may fail, hang, or do its work and not tell
     * @param log as the storage; the test appends to it
     * @param scheduler what the background work and each delay run on; its tasks may block
     */
    protected abstract Sequencer open(
            SequencerParams params, SequenceStorage storage, EventLog log, ScheduledExecutorService scheduler);

    /**
     * Whether all background work and each delay is the scheduler's. Then time is virtual: a retry is due when the test
     * says so, and no case waits. Override it if your sequencer has threads or timers of its own; time is real then.
     */
    protected boolean schedulesEverything() {
        return true;
    }

    /** The cases, a container for each level. */
    @TestFactory
    Stream<DynamicContainer> cases() {
        CheckPlan plan = plan(System.getProperty("isequencer.case", "*"));
        List<Case> cases = plan.cases(Bounds.USUAL);
        Assertions.assertFalse(cases.isEmpty(), "a case must match: isequencer.case=" + plan.globs());
        return Stream.of(Level.values())
                .map(level -> DynamicContainer.dynamicContainer(
                        level.name(),
                        cases.stream()
                                .filter(testCase -> testCase.level() == level)
                                .map(testCase -> DynamicTest.dynamicTest(testCase.id(), () -> run(testCase.id())))));
    }

    private void run(String id) {
        CheckPlan plan = plan(id);
        Check check = new Check(() -> new LocalChannel(this::open, schedulesEverything()), plan, result -> {});
        for (CaseResult result : check.run()) {
            requirePassed(new CheckReport(check.hello(), plan, List.of(), List.of(result), 0), result);
        }
    }

    private static void requirePassed(CheckReport report, CaseResult result) {
        Assumptions.assumeFalse(
                result.verdict() == Verdict.UNIMPLEMENTED,
                () -> result.testCase().id() + ": " + result.finding().got());
        if (result.verdict() != Verdict.PASS) {
            String text = CheckText.lines(report, result).stream()
                    .filter(line -> !line.startsWith("  again:"))
                    .collect(Collectors.joining("\n"));
            Assertions.fail(text + "\n  again:    -Disequencer.case="
                    + result.testCase().id());
        }
    }

    private static CheckPlan plan(String glob) {
        long patienceMs = Boolean.getBoolean("isequencer.debug") ? CheckPlan.FOR_EVER_MS : PATIENCE_MS;
        return new CheckPlan(Level.L4, glob, SEED, Profile.STRICT, patienceMs);
    }
}
