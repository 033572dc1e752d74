package io.isequencer.oracle.report;

import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.drive.CheckPlan;
import io.isequencer.oracle.drive.Hello;
import io.isequencer.oracle.judge.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The outcome of a check.
 *
 * <ul>
 *   <li><i>Units:</i> {@code elapsedMs} is real time.
 * </ul>
 *
 * @param hello how the adapter introduced itself
 * @param command what started it
 */
public record CheckReport(Hello hello, CheckPlan plan, List<String> command, List<CaseResult> results, long elapsedMs) {
    public CheckReport {
        Objects.requireNonNull(hello, "hello");
        Objects.requireNonNull(plan, "plan");
        command = List.copyOf(command);
        results = List.copyOf(results);
    }

    /** How many cases of a level ended so. */
    public long count(Level level, Verdict verdict) {
        return results.stream()
                .filter(result -> result.testCase().level() == level && result.verdict() == verdict)
                .count();
    }

    /** How many cases ended so. */
    public long count(Verdict verdict) {
        return results.stream().filter(result -> result.verdict() == verdict).count();
    }

    /** Failures, but for those that the profile knows of. */
    public List<CaseResult> failures() {
        return results.stream()
                .filter(result -> result.verdict() == Verdict.FAIL && !isKnown(result))
                .toList();
    }

    /** Failures that the profile knows of. */
    public List<CaseResult> known() {
        return results.stream().filter(this::isKnown).toList();
    }

    /** Whether the profile says that this fails. */
    public boolean isKnown(CaseResult result) {
        return result.verdict() == Verdict.FAIL
                && (plan.profile().knownToBreak(result.rule())
                        || plan.profile().knownToBreak(result.testCase().rule()));
    }

    /** Whether there is something to tell: of all but passes and what was not run. */
    public static boolean isTold(CaseResult result) {
        return switch (result.verdict()) {
            case FAIL, NON_STRICT, UNKNOWN, BROKE_PROTOCOL -> true;
            case PASS, UNIMPLEMENTED, SKIPPED -> false;
        };
    }

    /** Cases of the plan that were not come to: an adapter that breaks the protocol again and again is left alone. */
    public int notRun() {
        return plan.cases(hello.bounds()).size() - results.size();
    }

    /** Whether nothing was checked. */
    public boolean isVacuous() {
        return results.stream().allMatch(result -> switch (result.verdict()) {
            case UNIMPLEMENTED, SKIPPED -> true;
            case PASS, FAIL, NON_STRICT, UNKNOWN, BROKE_PROTOCOL -> false;
        });
    }

    /**
     * The highest level that is kept with all those below it, as {@code L3 41/41, 2 unimplemented}: cases up to it that
     * passed, of those that could be run. Empty if there is none, or only some cases were run.
     */
    public Optional<String> badge() {
        if (!plan.isWhole()) {
            return Optional.empty();
        }
        String badge = null;
        long passed = 0;
        long unimplemented = 0;
        for (Level level : Level.values()) {
            long pass = count(level, Verdict.PASS) + count(level, Verdict.NON_STRICT);
            long all = results.stream()
                    .filter(result -> result.testCase().level() == level)
                    .count();
            long unjudged = count(level, Verdict.UNIMPLEMENTED) + count(level, Verdict.SKIPPED);
            if (pass == 0 || pass + unjudged < all) {
                break;
            }
            passed += pass;
            unimplemented += unjudged;
            badge = level + " " + passed + "/" + passed + ", " + unimplemented + " unimplemented";
        }
        return Optional.ofNullable(badge);
    }

    /** The rule that is most likely broken; empty if nothing failed. */
    public Optional<Suspect> suspect() {
        return Suspect.of(this);
    }

    /** What makes the same case again. */
    public String rerunCommand(CaseResult result) {
        StringBuilder text = new StringBuilder("./isequencer oracle check");
        if (result.testCase().level() == Level.L4) {
            text.append(" --seed ").append(plan.seed());
        }
        text.append(" --case ").append(result.testCase().id());
        return text.append(" -- ").append(ShellText.quoted(command)).toString();
    }
}
