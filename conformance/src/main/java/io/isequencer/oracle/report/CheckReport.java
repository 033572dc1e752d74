package io.isequencer.oracle.report;

import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.catalogue.ModelCases;
import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.drive.CheckPlan;
import io.isequencer.oracle.drive.Hello;
import io.isequencer.oracle.judge.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The outcome of a check.
 *
 * <ul>
 *   <li><i>Units:</i> {@code elapsedMs} is real time.
 * </ul>
 *
 * @param hello how the adapter introduced itself
 * @param command what started it, or {@code --attach} and where it listens
 * @param baseline what is known to fail; null if there is none
 * @param stopped whether somebody stopped it, with a signal
 */
public record CheckReport(
        Hello hello,
        CheckPlan plan,
        List<String> command,
        List<CaseResult> results,
        long elapsedMs,
        Baseline baseline,
        boolean stopped) {
    private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    public CheckReport {
        Objects.requireNonNull(hello, "hello");
        Objects.requireNonNull(plan, "plan");
        command = List.copyOf(command);
        results = List.copyOf(results);
    }

    /** Without a baseline. */
    public CheckReport(Hello hello, CheckPlan plan, List<String> command, List<CaseResult> results, long elapsedMs) {
        this(hello, plan, command, results, elapsedMs, null, false);
    }

    /** The same outcome, compared with a baseline. */
    public CheckReport with(Baseline other) {
        return new CheckReport(hello, plan, command, results, elapsedMs, other, stopped);
    }

    /** What is not as the baseline lists it; empty without one. */
    public List<Baseline.Difference> differences() {
        return baseline == null ? List.of() : baseline.differences(plan, results);
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

    /** Failures, but for those that profile or baseline know of. */
    public List<CaseResult> failures() {
        return unknown(Verdict.FAIL);
    }

    /** Cases that ended so, but for those that profile or baseline know of. */
    public List<CaseResult> unknown(Verdict verdict) {
        return results.stream()
                .filter(result -> result.verdict() == verdict && !isKnown(result))
                .toList();
    }

    /** What is bad, and profile or baseline know of. */
    public List<CaseResult> known() {
        return results.stream().filter(this::isKnown).toList();
    }

    /** Whether profile or baseline say that this is bad. */
    public boolean isKnown(CaseResult result) {
        return isListed(result) || isKnownOfProfile(result);
    }

    private boolean isListed(CaseResult result) {
        return isBad(result.verdict()) && baseline != null && baseline.lists(result);
    }

    private boolean isKnownOfProfile(CaseResult result) {
        return result.verdict() == Verdict.FAIL
                && (plan.profile().knownToBreak(result.rule())
                        || plan.profile().knownToBreak(result.testCase().rule()));
    }

    /** Who knows that this is bad, as {@code baseline}. */
    String knownOf(CaseResult result) {
        return isListed(result) ? "baseline" : "profile " + plan.profile().id();
    }

    private static boolean isBad(Verdict verdict) {
        return switch (verdict) {
            case FAIL, UNKNOWN, BROKE_PROTOCOL -> true;
            case PASS, NON_STRICT, UNIMPLEMENTED, SKIPPED -> false;
        };
    }

    /** Whether there is something to tell: of all but passes and what was not run. */
    public static boolean isTold(CaseResult result) {
        return isBad(result.verdict()) || result.verdict() == Verdict.NON_STRICT;
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
        String id = result.testCase().id();
        text.append(' ').append(ModelCases.pathOptions(id).orElse("--case " + id));
        if (plan.patienceMs() != CheckPlan.USUAL_PATIENCE_MS && plan.patienceMs() != CheckPlan.FOR_EVER_MS) {
            text.append(" --patience ").append(duration(plan.patienceMs()));
        }
        boolean attached = !command.isEmpty() && command.get(0).equals("--attach");
        return text.append(attached ? " " : " -- ")
                .append(command.stream().map(CheckReport::quoted).collect(Collectors.joining(" ")))
                .toString();
    }

    /** A word as a shell takes it. */
    private static String quoted(String word) {
        return PLAIN_WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** In the largest unit that has no rest. */
    private static String duration(long ms) {
        if (ms % TimeUnit.MINUTES.toMillis(1) == 0) {
            return TimeUnit.MILLISECONDS.toMinutes(ms) + "m";
        }
        return ms % TimeUnit.SECONDS.toMillis(1) == 0 ? TimeUnit.MILLISECONDS.toSeconds(ms) + "s" : ms + "ms";
    }
}
