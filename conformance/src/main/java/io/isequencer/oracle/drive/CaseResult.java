package io.isequencer.oracle.drive;

import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.judge.Finding;
import io.isequencer.oracle.judge.Verdict;
import java.util.List;
import java.util.Objects;

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
 */
public record CaseResult(
        Case testCase, Verdict verdict, Finding finding, List<String> lastMessages, String stderrTail, long elapsedMs) {
    public CaseResult {
        Objects.requireNonNull(testCase, "testCase");
        Objects.requireNonNull(verdict, "verdict");
        lastMessages = List.copyOf(lastMessages);
    }

    static CaseResult without(Case testCase, Verdict verdict, String reason) {
        return new CaseResult(testCase, verdict, Finding.of("", "", reason), List.of(), "", 0);
    }

    /** The rule that was broken: the finding's if it names one, else the case's. */
    public String rule() {
        return finding == null || finding.rule().isEmpty() ? testCase.rule() : finding.rule();
    }
}
