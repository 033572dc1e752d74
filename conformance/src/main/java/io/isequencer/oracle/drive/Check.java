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
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    public static final int MAX_BROKEN = 10;
    /** So much time of a check goes into making failures of random schedules small, and one run more. */
    private static final long MAX_SHRINK_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** So much time of a check goes into running cases alone that failed beside others, and one run more. */
    private static final long MAX_ALONE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Channel.Launcher launcher;
    private final CheckPlan plan;
    private final Consumer<CaseResult> listener;
    private final Timelines timelines;
    private final Reruns reruns;
    private final Transcript transcript = new Transcript();
    private Hello hello;
    private AdapterPool pool;
    private int broken;
    private long shrinkNanos;
    private long aloneNanos;

    public Check(Channel.Launcher launcher, CheckPlan plan, Consumer<CaseResult> listener) {
        this(launcher, plan, listener, new Timelines(false));
    }

    /** With somebody who draws. */
    public Check(Channel.Launcher launcher, CheckPlan plan, Consumer<CaseResult> listener, Timelines timelines) {
        this(launcher, plan, listener, timelines, Reruns.NONE);
    }

    /** With cases that are run again. */
    public Check(
            Channel.Launcher launcher,
            CheckPlan plan,
            Consumer<CaseResult> listener,
            Timelines timelines,
            Reruns reruns) {
        this.launcher = launcher;
        this.plan = plan;
        this.listener = listener;
        this.timelines = timelines;
        this.reruns = reruns;
    }

    /** How the adapter introduced itself; null if it did not. */
    public Hello hello() {
        return hello;
    }

    /** The end of what the adapter wrote to standard error. */
    public String stderrTail() {
        return pool == null ? "" : pool.stderrTail();
    }

    /** Runs all cases of the plan; the outcome of each, whatever the number of its runs. */
    public List<CaseResult> run() {
        Map<String, CaseResult> results = new LinkedHashMap<>();
        try (AdapterPool opened = new AdapterPool(launcher, transcript, plan.patienceMs())) {
            pool = opened;
            pool.start(pool.sessions().get(0));
            hello = pool.hello();
            List<Case> cases = plan.cases(hello.bounds());
            int rounds = 0;
            while (reruns.goesOn(rounds) && runRound(cases, results)) {
                rounds++;
            }
        }
        return List.copyOf(results.values());
    }

    /** Runs each case once; whether another round could tell anything. */
    private boolean runRound(List<Case> cases, Map<String, CaseResult> results) {
        boolean anyWasRun = false;
        for (Case testCase : cases) {
            CaseResult result = judge(testCase, cases.size() > 1);
            results.merge(testCase.id(), result, CaseResult::and);
            listener.accept(result);
            if (broken >= MAX_BROKEN || reruns.stops().test(result)) {
                return false;
            }
            anyWasRun |= result.verdict() != Verdict.UNIMPLEMENTED && result.verdict() != Verdict.SKIPPED;
        }
        return anyWasRun;
    }

    private CaseResult judge(Case testCase, boolean besideOthers) {
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
        return run(testCase, besideOthers);
    }

    private CaseResult run(Case testCase, boolean besideOthers) {
        Attempt attempt = attempt(testCase);
        CaseResult alone = besideOthers && attempt.result.again().bad() > 0 ? alone(testCase) : null;
        if (attempt.result.verdict() == Verdict.FAIL) {
            attempt = smaller(testCase, attempt);
        }
        timelines.ended(attempt.result, attempt.drawn);
        if (attempt.result.verdict() == Verdict.BROKE_PROTOCOL) {
            broken++;
        }
        return attempt.result.withAlone(alone);
    }

    /** The case once more: the processes of a case that was bad are gone, so nothing else was run in the new ones. */
    private CaseResult alone(Case testCase) {
        if (!reruns.alone() || aloneNanos > MAX_ALONE_NANOS) {
            return null;
        }
        long begin = System.nanoTime();
        CaseResult result = attempt(testCase).result;
        aloneNanos += System.nanoTime() - begin;
        return result;
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
