package io.isequencer.oracle.drive;

import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.judge.Finding;
import io.isequencer.oracle.judge.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The outcome of one case.
 *
 * <ul>
 *   <li><i>Units:</i> {@code elapsedMs} is real time.
 * </ul>
 *
 * @param finding why it did not pass; null if it did
 * @param lastMessages the last messages between oracle and adapter; empty if it passed
 * @param stderrTail the end of what the adapter wrote to standard error; empty if it passed
 * @param again the outcome of the case when it was run again
 */
public record CaseResult(
        Case testCase,
        Verdict verdict,
        Finding finding,
        List<String> lastMessages,
        String stderrTail,
        long elapsedMs,
        Again again) {
    /** One run, and it was not repeated. */
    public CaseResult(
            Case testCase,
            Verdict verdict,
            Finding finding,
            List<String> lastMessages,
            String stderrTail,
            long elapsedMs) {
        this(
                testCase,
                verdict,
                finding,
                lastMessages,
                stderrTail,
                elapsedMs,
                new Again(1, passes(verdict) ? 0 : 1, null, ways(testCase, verdict, finding)));
    }

    /**
     * The outcome of a case in all its runs.
     *
     * @param runs how often it was run, alone not counted
     * @param bad how many of these runs did not pass
     * @param alone the outcome of the run alone in a new process, after the first run that did not pass; null if there was
     *     none
     * @param ways the property and the rule of each run that failed, each pair once: a failure may show in several ways, and
     *     which comes first depends on time
     */
    public record Again(int runs, int bad, CaseResult alone, SortedSet<String> ways) {
        public Again {
            ways = Collections.unmodifiableSortedSet(new TreeSet<>(ways));
        }

        /** This and a later run. @param told whose run alone is the one that is reported */
        Again and(Again later, Again told) {
            SortedSet<String> both = new TreeSet<>(ways);
            both.addAll(later.ways);
            return new Again(runs + later.runs, bad + later.bad, told.alone, both);
        }
    }

    public CaseResult {
        Objects.requireNonNull(testCase, "testCase");
        Objects.requireNonNull(verdict, "verdict");
        lastMessages = List.copyOf(lastMessages);
    }

    static CaseResult without(Case testCase, Verdict verdict, String reason) {
        return new CaseResult(testCase, verdict, Finding.of("", "", reason), List.of(), "", 0);
    }

    /** The same, run alone afterwards. */
    CaseResult withAlone(CaseResult alone) {
        return with(new Again(again.runs, again.bad, alone, again.ways));
    }

    /** This and a later run of the same case: the first that did not pass is reported. */
    public CaseResult and(CaseResult later) {
        CaseResult told = passes(verdict) && !passes(later.verdict) ? later : this;
        return told.with(again.and(later.again, told.again));
    }

    private CaseResult with(Again other) {
        return new CaseResult(testCase, verdict, finding, lastMessages, stderrTail, elapsedMs, other);
    }

    /** Whether it was not bad: what was not run was not. */
    private static boolean passes(Verdict verdict) {
        return switch (verdict) {
            case PASS, NON_STRICT, UNIMPLEMENTED, SKIPPED -> true;
            case FAIL, UNKNOWN, BROKE_PROTOCOL -> false;
        };
    }

    /** The rule that was broken: the finding's if it names one, else the case's. */
    public String rule() {
        return rule(testCase, finding);
    }

    private static String rule(Case testCase, Finding finding) {
        return finding == null || finding.rule().isEmpty() ? testCase.rule() : finding.rule();
    }

    private static SortedSet<String> ways(Case testCase, Verdict verdict, Finding finding) {
        return verdict == Verdict.FAIL
                ? new TreeSet<>(Set.of(finding.property() + " " + rule(testCase, finding)))
                : new TreeSet<>();
    }
}
