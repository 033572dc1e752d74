package io.isequencer.oracle.report;

import io.isequencer.laboratory.JunitXml;
import io.isequencer.laboratory.JunitXml.End;
import io.isequencer.laboratory.JunitXml.TestCase;
import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.judge.Verdict;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;

/**
 * A check's outcome as CI systems read it.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link XMLStreamException} if it cannot be written.
 * </ul>
 */
public final class CheckJunit {
    private static final double MS_PER_SECOND = 1000.0;

    private CheckJunit() {}

    /** Writes one test suite with one test per case. */
    public static void write(Writer writer, CheckReport report) throws XMLStreamException {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("failures", (long) report.failures().size());
        counts.put("errors", report.count(Verdict.BROKE_PROTOCOL) + report.count(Verdict.UNKNOWN));
        counts.put("skipped", report.count(Verdict.UNIMPLEMENTED) + report.count(Verdict.SKIPPED));
        List<TestCase> cases = report.results().stream()
                .map(result -> testCase(report, result))
                .toList();
        String suite = "oracle check " + report.hello().name();
        JunitXml.write(writer, suite, counts, report.elapsedMs() / MS_PER_SECOND, cases);
    }

    private static TestCase testCase(CheckReport report, CaseResult result) {
        String className =
                "oracle." + result.testCase().level() + "." + result.testCase().rule();
        return new TestCase(className, result.testCase().id(), result.elapsedMs() / MS_PER_SECOND, end(report, result));
    }

    private static End end(CheckReport report, CaseResult result) {
        return switch (result.verdict()) {
            case PASS -> null;
            case FAIL -> report.isKnown(result) ? told(report, result) : bad("failure", report, result);
            case NON_STRICT -> told(report, result);
            case UNKNOWN, BROKE_PROTOCOL -> bad("error", report, result);
            case UNIMPLEMENTED, SKIPPED -> new End("skipped", result.finding().got(), "");
        };
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
