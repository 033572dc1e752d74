package io.isequencer.oracle.drive;

import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.catalogue.RandomCases;
import io.isequencer.oracle.catalogue.RandomSchedule;
import io.isequencer.oracle.channel.Channel;
import io.isequencer.oracle.judge.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Judges one adapter by many cases.
 *
 * <ul>
 *   <li><i>Threading:</i> used by one thread; another one may {@link #stop} it.
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
    private Hello hello;
    private volatile CaseJudge judge;
    private volatile boolean stopped;
    /** How many cases broke the protocol in this round. */
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
        return judge == null ? "" : judge.stderrTail();
    }

    /** Runs all cases of the plan; the outcome of each, whatever the number of its runs. */
    public List<CaseResult> run() {
        Map<String, CaseResult> results = new LinkedHashMap<>();
        try (CaseJudge opened = new CaseJudge(launcher, plan.profile(), plan.patienceMs(), timelines)) {
            judge = opened;
            hello = judge.begin();
            List<Case> cases = plan.cases(hello.bounds());
            int rounds = 0;
            while (reruns.goesOn(rounds) && runRound(cases, results)) {
                rounds++;
            }
        }
        return List.copyOf(results.values());
    }

    /** Nothing more is run, and the case under way ends at once, without an outcome. */
    public void stop() {
        stopped = true;
        CaseJudge running = judge;
        if (running != null) {
            running.stop();
        }
    }

    public boolean isStopped() {
        return stopped;
    }

    /** Runs each case once; whether another round could tell anything. */
    private boolean runRound(List<Case> cases, Map<String, CaseResult> results) {
        boolean anyWasRun = false;
        broken = 0;
        for (Case testCase : cases) {
            CaseResult result = judge(testCase, cases.size() > 1);
            if (isEndedByStop(result)) {
                return false;
            }
            results.merge(testCase.id(), result, CaseResult::and);
            listener.accept(result);
            if (stopped || broken >= MAX_BROKEN || reruns.stops().test(result)) {
                return false;
            }
            anyWasRun |= result.verdict() != Verdict.UNIMPLEMENTED && result.verdict() != Verdict.SKIPPED;
        }
        return anyWasRun;
    }

    private CaseResult judge(Case testCase, boolean besideOthers) {
        return judge.withoutRun(testCase).orElseGet(() -> run(testCase, besideOthers));
    }

    private CaseResult run(Case testCase, boolean besideOthers) {
        CaseJudge.Run run = judge.run(testCase);
        boolean maySay = besideOthers || reruns.isEndless();
        CaseResult alone = maySay && run.result().again().bad() > 0 ? alone(testCase) : null;
        if (isEndedByStop(run.result())) {
            return run.result();
        }
        if (run.result().verdict() == Verdict.FAIL) {
            run = smaller(testCase, run);
        }
        timelines.ended(run.result(), run.drawn());
        if (run.result().verdict() == Verdict.BROKE_PROTOCOL) {
            broken++;
        }
        return run.result().withAlone(alone);
    }

    /** The case once more: the processes of a case that was bad are gone, so nothing else was run in the new ones. */
    private CaseResult alone(Case testCase) {
        if (stopped || !reruns.alone() || aloneNanos > MAX_ALONE_NANOS) {
            return null;
        }
        long begin = System.nanoTime();
        CaseResult result = judge.run(testCase).result();
        aloneNanos += System.nanoTime() - begin;
        return isEndedByStop(result) ? null : result;
    }

    /** Its process was ended, by us or by the signal that we are stopped by: a terminal sends that to both. */
    private boolean isEndedByStop(CaseResult result) {
        return stopped && result.verdict() == Verdict.BROKE_PROTOCOL;
    }

    /** The failure of a random schedule with as few of its moves as the time allows; any other as it is. */
    private CaseJudge.Run smaller(Case testCase, CaseJudge.Run failed) {
        Optional<RandomSchedule> schedule = RandomCases.schedule(plan.seed(), testCase.id());
        if (schedule.isEmpty()) {
            return failed;
        }
        long begin = System.nanoTime();
        CaseJudge.Run[] smallest = {failed};
        new CaseShrinker(schedule.get(), () -> stopped || shrinkNanos + System.nanoTime() - begin > MAX_SHRINK_NANOS)
                .shrink(moves -> {
                    CaseJudge.Run run = judge.run(schedule.get().with(moves));
                    boolean same = run.failsLike(failed);
                    if (same) {
                        smallest[0] = run;
                    }
                    return same;
                });
        shrinkNanos += System.nanoTime() - begin;
        return smallest[0];
    }
}
