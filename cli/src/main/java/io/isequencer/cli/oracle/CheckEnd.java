package io.isequencer.cli.oracle;

import io.isequencer.cli.ExitCode;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.oracle.report.Baseline;
import io.isequencer.oracle.report.CheckReport;
import java.util.stream.Stream;

/** How a check ends: its exit code, and that in words. */
final class CheckEnd {
    static final String PASSED = "all cases that were run passed";
    static final String FAILED = "a case failed";
    static final String DIFFERS = "the baseline does not list exactly what failed";
    static final String UNKNOWN = "no verdict: patience ran out in a way that proves nothing";
    static final String BROKE_PROTOCOL = "the adapter broke the protocol, was silent, or died";
    static final String VACUOUS = "no case was run";

    private CheckEnd() {}

    static ExitCode exitCode(CheckReport report) {
        if (report.isVacuous()) {
            return ExitCode.VACUOUS;
        }
        if (!report.unknown(Verdict.BROKE_PROTOCOL).isEmpty() || isCutShort(report)) {
            return ExitCode.ADAPTER;
        }
        if (!report.failures().isEmpty() || differsOtherwise(report)) {
            return ExitCode.VIOLATION;
        }
        return report.unknown(Verdict.UNKNOWN).isEmpty() ? ExitCode.OK : ExitCode.UNKNOWN;
    }

    /** Whether a report of one case is a failure that nobody knows of. */
    static boolean isUnexpected(CheckReport report) {
        return Stream.of(Verdict.FAIL, Verdict.UNKNOWN, Verdict.BROKE_PROTOCOL)
                .anyMatch(verdict -> !report.unknown(verdict).isEmpty());
    }

    /** What is known of the cases that were run says nothing of those that were not. */
    private static boolean isCutShort(CheckReport report) {
        return report.count(Verdict.BROKE_PROTOCOL) > 0 && report.notRun() > 0;
    }

    /** Whether the baseline is wrong about a case that is not bad by itself. */
    private static boolean differsOtherwise(CheckReport report) {
        return report.differences().stream()
                .anyMatch(difference ->
                        difference.kind() != Baseline.Kind.UNLISTED && difference.kind() != Baseline.Kind.OTHER);
    }

    static String meaning(CheckReport report) {
        return switch (exitCode(report)) {
            case OK -> passed(report);
            case VIOLATION -> report.failures().isEmpty() ? DIFFERS : FAILED;
            case UNKNOWN -> UNKNOWN;
            case ADAPTER -> BROKE_PROTOCOL;
            default -> VACUOUS;
        };
    }

    private static String passed(CheckReport report) {
        long lax = report.count(Verdict.NON_STRICT);
        int known = report.known().size();
        if (known > 0) {
            return "what failed is known of the " + (report.baseline() == null ? "profile" : "baseline") + ": cases="
                    + known;
        }
        return lax == 0 ? PASSED : "no rule is broken, but a recommendation is not followed: cases=" + lax;
    }
}
