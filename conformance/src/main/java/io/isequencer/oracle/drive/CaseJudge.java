package io.isequencer.oracle.drive;

import io.isequencer.oracle.cases.Capability;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.cases.Outcome;
import io.isequencer.oracle.cases.Step;
import io.isequencer.oracle.channel.Channel;
import io.isequencer.oracle.judge.Finding;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.oracle.judge.VerdictException;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Judges one adapter by one case after the other, in processes that are used again.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link Channel.LaunchException} if the adapter cannot be started at all; {@link VerdictException}
 *       if it does not introduce itself.
 * </ul>
 */
public final class CaseJudge implements AutoCloseable {
    private final Profile profile;
    private final long patienceMs;
    private final Timelines timelines;
    private final Transcript transcript = new Transcript();
    private final AdapterPool pool;

    /** Nobody draws. */
    public CaseJudge(Channel.Launcher launcher, Profile profile, long patienceMs) {
        this(launcher, profile, patienceMs, new Timelines(false));
    }

    CaseJudge(Channel.Launcher launcher, Profile profile, long patienceMs, Timelines timelines) {
        this.profile = profile;
        this.patienceMs = patienceMs;
        this.timelines = timelines;
        pool = new AdapterPool(launcher, transcript, patienceMs);
    }

    /** Starts the adapter, and asks how it introduces itself. */
    public Hello begin() {
        pool.start(pool.sessions().get(0));
        return pool.hello();
    }

    /**
     * One run of a case.
     *
     * @param unmet the steps, from 0 on, at which a call was waited for that did not come, or nothing was under way
     */
    public record Run(CaseResult result, BitSet unmet, CaseFramer drawn) {
        static Run none(CaseResult without) {
            return new Run(without, new BitSet(), null);
        }

        Run withAlone(CaseResult alone) {
            return new Run(result.withAlone(alone), unmet, drawn);
        }

        /** One bad state often breaks several rules; a run that hangs is another failure than one that does not. */
        boolean failsLike(Run other) {
            return result.verdict() == Verdict.FAIL
                    && result.finding().property().equals(other.result.finding().property());
        }
    }

    /** What there is to say of a case that cannot be run with this adapter; empty if it can. */
    public Optional<CaseResult> withoutRun(Case testCase) {
        Hello hello = pool.hello();
        Set<Capability> missing = EnumSet.noneOf(Capability.class);
        missing.addAll(testCase.params().needs());
        missing.removeAll(hello.capabilities());
        if (!missing.isEmpty()) {
            return Optional.of(
                    CaseResult.without(testCase, Verdict.UNIMPLEMENTED, "capability not declared: " + missing));
        }
        if (hello.can(Capability.OWN_STORAGE) && !runsWithoutOurStorage(testCase)) {
            return Optional.of(CaseResult.without(testCase, Verdict.UNIMPLEMENTED, "the storage is the adapter's own"));
        }
        if (!hello.bounds().hold(testCase)) {
            return Optional.of(CaseResult.without(
                    testCase, Verdict.UNIMPLEMENTED, "numbers or offsets are above the limits of the adapter"));
        }
        if (profile.leavesOut(testCase)) {
            return Optional.of(CaseResult.without(testCase, Verdict.SKIPPED, "profile " + profile.id()));
        }
        return Optional.empty();
    }

    /** Runs a case. The processes of one that was bad are gone afterwards. */
    public Run run(Case testCase) {
        transcript.clear();
        long begin = System.nanoTime();
        Verdict verdict = Verdict.PASS;
        Finding finding = null;
        CaseRunner runner = new CaseRunner(testCase, pool, patienceMs, timelines);
        try {
            runner.run();
        } catch (VerdictException end) {
            verdict = end.verdict();
            finding = end.finding();
        }
        boolean passed = verdict == Verdict.PASS;
        List<String> messages = passed ? List.of() : transcript.lines();
        String stderr = passed ? "" : pool.stderrTail();
        long elapsedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        Case done = verdict == Verdict.FAIL && testCase.level() == Level.L4 ? testCase.upTo(runner.taken()) : testCase;
        CaseResult result = new CaseResult(done, verdict, finding, messages, stderr, elapsedMs);
        CaseFramer drawn = timelines.drawn(finding);
        pool.reset(passed || verdict == Verdict.NON_STRICT, runner.loop());
        return new Run(result, runner.unmet(), drawn);
    }

    /** Ends the processes, from another thread: a case under way breaks off. */
    void stop() {
        pool.endProcesses();
    }

    /** The end of what the adapter wrote to standard error. */
    public String stderrTail() {
        return pool.stderrTail();
    }

    @Override
    public void close() {
        pool.close();
    }

    /** Whether nothing in the case is about storage or log that the oracle cannot see. */
    private static boolean runsWithoutOurStorage(Case testCase) {
        boolean empty = testCase.params().numbers().isEmpty()
                && testCase.params().plog().isEmpty()
                && testCase.params().nextPLogOffset().equals("0");
        long opens = testCase.steps().stream()
                .filter(step -> step instanceof Step.Open)
                .count();
        return testCase.level().compareTo(Level.L1) <= 0
                && empty
                && opens == 1
                && testCase.steps().stream().allMatch(CaseJudge::isClients);
    }

    private static boolean isClients(Step step) {
        if (step instanceof Step.Append append) {
            return append.outcome() == Outcome.OK
                    || append.outcome() == Outcome.FAILED
                    || append.outcome() == Outcome.UNKNOWN_LOST;
        }
        return !(step instanceof Step.Fault)
                && !(step instanceof Step.Await)
                && !(step instanceof Step.Release)
                && !(step instanceof Step.Crash)
                && !(step instanceof Step.Foreign)
                && !(step instanceof Step.Land)
                && !(step instanceof Step.LandAppend);
    }
}
