package io.isequencer.oracle.drive;

import io.isequencer.oracle.cases.Capability;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.cases.Outcome;
import io.isequencer.oracle.cases.RandomCases;
import io.isequencer.oracle.cases.RandomSchedule;
import io.isequencer.oracle.cases.Step;
import io.isequencer.oracle.judge.Finding;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.oracle.judge.VerdictException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Judges one adapter by many cases.
 *
 * <ul>
 *   <li><i>Threading:</i> one thread.
 *   <li><i>Errors:</i> {@link Channel.LaunchException} if the adapter cannot be started at all.
 * </ul>
 */
public final class Check {
    /** An adapter that breaks the protocol again and again will not do better in the next case. */
    private static final int MAX_BROKEN = 10;
    /** So much time of a check goes into making failures of random schedules small, and one run more. */
    private static final long MAX_SHRINK_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Channel.Launcher launcher;
    private final CheckPlan plan;
    private final Consumer<CaseResult> listener;
    private final Timelines timelines;
    private final Transcript transcript = new Transcript();
    private Hello hello;
    private AdapterPool pool;
    private int broken;
    private long shrinkNanos;

    public Check(Channel.Launcher launcher, CheckPlan plan, Consumer<CaseResult> listener) {
        this(launcher, plan, listener, new Timelines(false));
    }

    /** With somebody who draws. */
    public Check(Channel.Launcher launcher, CheckPlan plan, Consumer<CaseResult> listener, Timelines timelines) {
        this.launcher = launcher;
        this.plan = plan;
        this.listener = listener;
        this.timelines = timelines;
    }

    /** How the adapter introduced itself; null if it did not. */
    public Hello hello() {
        return hello;
    }

    /** The end of what the adapter wrote to standard error. */
    public String stderrTail() {
        return pool == null ? "" : pool.stderrTail();
    }

    /** Runs all cases of the plan. */
    public List<CaseResult> run() {
        List<CaseResult> results = new ArrayList<>();
        try (AdapterPool opened = new AdapterPool(launcher, transcript, plan.patienceMs())) {
            pool = opened;
            pool.start(pool.sessions().get(0));
            hello = pool.hello();
            for (Case testCase : plan.cases(hello.bounds())) {
                CaseResult result = judge(testCase);
                results.add(result);
                listener.accept(result);
                if (broken >= MAX_BROKEN) {
                    break;
                }
            }
        }
        return results;
    }

    private CaseResult judge(Case testCase) {
        Set<Capability> missing = EnumSet.noneOf(Capability.class);
        missing.addAll(testCase.params().needs());
        missing.removeAll(hello.capabilities());
        if (!missing.isEmpty()) {
            return CaseResult.without(testCase, Verdict.UNIMPLEMENTED, "capability not declared: " + missing);
        }
        if (hello.can(Capability.OWN_STORAGE) && !runsWithoutOurStorage(testCase)) {
            return CaseResult.without(testCase, Verdict.UNIMPLEMENTED, "the storage is the adapter's own");
        }
        if (plan.profile().leavesOut(testCase)) {
            return CaseResult.without(
                    testCase, Verdict.SKIPPED, "profile " + plan.profile().id());
        }
        return run(testCase);
    }

    private CaseResult run(Case testCase) {
        Attempt attempt = attempt(testCase);
        if (attempt.result.verdict() == Verdict.FAIL) {
            attempt = smaller(testCase, attempt);
        }
        timelines.ended(attempt.result, attempt.drawn);
        if (attempt.result.verdict() == Verdict.BROKE_PROTOCOL) {
            broken++;
        }
        return attempt.result;
    }

    /** One run of a case. */
    private record Attempt(CaseResult result, CaseFramer drawn) {
        /** One bad state often breaks several rules; a run that hangs is another failure than one that does not. */
        private boolean failsLike(Attempt other) {
            return result.verdict() == Verdict.FAIL
                    && result.finding().property().equals(other.result.finding().property());
        }
    }

    private Attempt attempt(Case testCase) {
        transcript.clear();
        long begin = System.nanoTime();
        Verdict verdict = Verdict.PASS;
        Finding finding = null;
        CaseRunner runner = new CaseRunner(testCase, pool, plan.patienceMs(), timelines);
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
        return new Attempt(result, drawn);
    }

    /** The failure of a random schedule with as few of its moves as the time allows; any other as it is. */
    private Attempt smaller(Case testCase, Attempt failed) {
        Optional<RandomSchedule> schedule = RandomCases.schedule(plan.seed(), testCase.id());
        if (schedule.isEmpty()) {
            return failed;
        }
        long begin = System.nanoTime();
        Attempt[] smallest = {failed};
        new CaseShrinker(schedule.get(), () -> shrinkNanos + System.nanoTime() - begin > MAX_SHRINK_NANOS)
                .shrink(moves -> {
                    Attempt attempt = attempt(schedule.get().with(moves));
                    boolean same = attempt.failsLike(failed);
                    if (same) {
                        smallest[0] = attempt;
                    }
                    return same;
                });
        shrinkNanos += System.nanoTime() - begin;
        return smallest[0];
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
                && testCase.steps().stream().allMatch(Check::isClients);
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
