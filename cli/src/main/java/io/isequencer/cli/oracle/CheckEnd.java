package io.isequencer.cli.oracle;

import io.isequencer.cli.ExitCode;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.oracle.report.CheckReport;

/** How a check ends: its exit code, and that in words. */
final class CheckEnd {
    static final String PASSED = "all cases that were run passed";
    static final String FAILED = "a case failed";
    static final String UNKNOWN = "no verdict: patience ran out in a way that proves nothing";
    static final String BROKE_PROTOCOL = "the adapter broke the protocol, was silent, or died";
    static final String VACUOUS = "no case was run";

    private CheckEnd() {}

    static ExitCode exitCode(CheckReport report) {
        if (report.isVacuous()) {
            return ExitCode.VACUOUS;
        }
        if (report.count(Verdict.BROKE_PROTOCOL) > 0) {
            return ExitCode.ADAPTER;
        }
        if (!report.failures().isEmpty()) {
            return ExitCode.VIOLATION;
        }
        return report.count(Verdict.UNKNOWN) > 0 ? ExitCode.UNKNOWN : ExitCode.OK;
    }

    static String meaning(CheckReport report) {
        return switch (exitCode(report)) {
            case OK -> passed(report);
            case VIOLATION -> FAILED;
            case UNKNOWN -> UNKNOWN;
            case ADAPTER -> BROKE_PROTOCOL;
            default -> VACUOUS;
        };
    }

    private static String passed(CheckReport report) {
        long lax = report.count(Verdict.NON_STRICT);
        long known = report.count(Verdict.FAIL);
        if (known > 0) {
            return "what failed is known of the profile: cases=" + known;
        }
        return lax == 0 ? PASSED : "no rule is broken, but a recommendation is not followed: cases=" + lax;
    }
}
