package io.isequencer.oracle.report;

import io.isequencer.laboratory.JunitXml;
import io.isequencer.laboratory.JunitXml.End;
import io.isequencer.laboratory.JunitXml.TestCase;
import io.isequencer.oracle.drive.CaseResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A check's outcome as CI systems read it. */
public final class CheckJunit {
    private static final double MS_PER_SECOND = 1000.0;

    private CheckJunit() {}

    /** One test suite with one test per case, and one for each that a baseline lists and is none any more. */
    public static String text(CheckReport report) {
        Map<String, Baseline.Difference> differences = new LinkedHashMap<>();
        report.differences().forEach(difference -> differences.put(difference.caseId(), difference));
        List<TestCase> cases = new ArrayList<>();
        for (CaseResult result : report.results()) {
            Baseline.Difference difference =
                    differences.remove(result.testCase().id());
            cases.add(testCase(report, result, difference));
        }
        for (Baseline.Difference vanished : differences.values()) {
            cases.add(new TestCase("oracle.baseline", vanished.caseId(), 0, failure(vanished)));
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String element : List.of("failure", "error", "skipped")) {
            counts.put(element.equals("skipped") ? element : element + "s", count(cases, element));
        }
        String suite = "oracle check " + report.hello().name();
        return JunitXml.text(suite, counts, report.elapsedMs() / MS_PER_SECOND, cases);
    }

    private static long count(List<TestCase> cases, String element) {
        return cases.stream()
                .filter(one -> one.end() != null && one.end().element().equals(element))
                .count();
    }

    private static TestCase testCase(CheckReport report, CaseResult result, Baseline.Difference difference) {
        String className =
                "oracle." + result.testCase().level() + "." + result.testCase().rule();
        return new TestCase(
                className, result.testCase().id(), result.elapsedMs() / MS_PER_SECOND, end(report, result, difference));
    }

    private static End end(CheckReport report, CaseResult result, Baseline.Difference difference) {
        return switch (result.verdict()) {
            case PASS -> difference == null ? null : failure(difference);
            case FAIL -> report.isKnown(result) ? told(report, result) : bad("failure", report, result);
            case NON_STRICT -> difference == null ? told(report, result) : failure(difference);
            case UNKNOWN, BROKE_PROTOCOL ->
                report.isKnown(result) ? told(report, result) : bad("error", report, result);
            case UNIMPLEMENTED, SKIPPED ->
                difference == null ? new End("skipped", result.finding().got(), "") : failure(difference);
        };
    }

    private static End failure(Baseline.Difference difference) {
        return new End("failure", "baseline, " + difference.kind().id() + ": " + difference.text(), "");
    }

    private static End told(CheckReport report, CaseResult result) {
        return new End("system-out", null, text(report, result));
    }

    private static End bad(String element, CheckReport report, CaseResult result) {
        return new End(element, CheckText.sentence(result), text(report, result));
    }

    private static String text(CheckReport report, CaseResult result) {
        return String.join("\n", CheckText.lines(report, result));
    }
}
