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
 *   <li><i>Errors:</i> {@link LaunchException} if the adapter cannot be started at all.
 * </ul>
 */
public final class Check {
    /** An adapter that breaks the protocol again and again will not do better in the next case. */
    private static final int MAX_BROKEN = 10;
    /** So much time of a check goes into making failures of random schedules small, and one run more. */
    private static final long MAX_SHRINK_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Launcher launcher;
    private final CheckPlan plan;
    private final Consumer<CaseResult> listener;
    private final Timelines timelines;
    private final Transcript transcript = new Transcript();
    private Hello hello;
    private Owners owners;
    private int broken;
    private long shrinkNanos;

    public Check(Launcher launcher, CheckPlan plan, Consumer<CaseResult> listener) {
        this(launcher, plan, listener, new Timelines(false));
    }

    /** With somebody who draws. */
    public Check(Launcher launcher, CheckPlan plan, Consumer<CaseResult> listener, Timelines timelines) {
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
        return owners == null ? "" : owners.stderrTail();
    }

    /** Runs all cases of the plan. */
    public List<CaseResult> run() {
        List<CaseResult> results = new ArrayList<>();
        try (Owners opened = new Owners(launcher, transcript, plan.patienceMs())) {
            owners = opened;
            owners.start(owners.slots().get(0));
            hello = owners.hello();
            for (Case it : plan.cases(hello.bounds())) {
                CaseResult result = judge(it);
                results.add(result);
                listener.accept(result);
                if (broken >= MAX_BROKEN) {
                    break;
                }
            }
        }
        return results;
    }

    private CaseResult judge(Case it) {
        Set<Capability> missing = EnumSet.noneOf(Capability.class);
        missing.addAll(it.params().needs());
        missing.removeAll(hello.capabilities());
        if (!missing.isEmpty()) {
            return CaseResult.without(it, Verdict.UNIMPLEMENTED, "capability not declared: " + missing);
        }
        if (hello.can(Capability.OWN_STORAGE) && !runsWithoutOurStorage(it)) {
            return CaseResult.without(it, Verdict.UNIMPLEMENTED, "the storage is the adapter's own");
        }
        if (plan.profile().leavesOut(it)) {
            return CaseResult.without(
                    it, Verdict.SKIPPED, "profile " + plan.profile().id());
        }
        return run(it);
    }

    private CaseResult run(Case it) {
        Attempt attempt = attempt(it);
        if (attempt.result.verdict() == Verdict.FAIL) {
            attempt = smaller(it, attempt);
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

    private Attempt attempt(Case it) {
        transcript.clear();
        long begin = System.nanoTime();
        Verdict verdict = Verdict.PASS;
        Finding finding = null;
        CaseRun run = new CaseRun(it, owners, plan.patienceMs(), timelines);
        try {
            run.run();
        } catch (VerdictException end) {
            verdict = end.verdict();
            finding = end.finding();
        }
        boolean passed = verdict == Verdict.PASS;
        List<String> messages = passed ? List.of() : transcript.lines();
        String stderr = passed ? "" : owners.stderrTail();
        long elapsedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        Case done = verdict == Verdict.FAIL && it.level() == Level.L4 ? it.upTo(run.taken()) : it;
        CaseResult result = new CaseResult(done, verdict, finding, messages, stderr, elapsedMs);
        CaseFramer drawn = timelines.drawn(finding);
        owners.reset(passed || verdict == Verdict.NON_STRICT, run.waiter());
        return new Attempt(result, drawn);
    }

    /** The failure of a random schedule with as few of its moves as the time allows; any other as it is. */
    private Attempt smaller(Case it, Attempt failed) {
        Optional<RandomSchedule> schedule = RandomCases.schedule(plan.seed(), it.id());
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
    private static boolean runsWithoutOurStorage(Case it) {
        boolean empty = it.params().numbers().isEmpty()
                && it.params().plog().isEmpty()
                && it.params().nextPLogOffset().equals("0");
        long opens =
                it.steps().stream().filter(step -> step instanceof Step.Open).count();
        return it.level().compareTo(Level.L1) <= 0
                && empty
                && opens == 1
                && it.steps().stream().allMatch(Check::isClients);
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
