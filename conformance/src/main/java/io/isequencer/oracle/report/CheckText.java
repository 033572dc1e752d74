package io.isequencer.oracle.report;

import io.isequencer.oracle.cases.Capability;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.CaseJson;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.cases.Step;
import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.drive.Check;
import io.isequencer.oracle.drive.Hello;
import io.isequencer.oracle.judge.Finding;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.oracle.wire.Escaped;
import io.isequencer.rules.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A check's outcome for people. */
public final class CheckText {
    private static final int STDERR_FIRST = 6;
    private static final int STDERR_LAST = 10;

    private CheckText() {}

    /** What broke, in a few words: the rule, and the property in words. */
    private static String broken(CaseResult result) {
        return Property.of(result.finding().property())
                .map(Property::broken)
                .orElse(result.finding().got());
    }

    /** A finding on one line: rule, property, what was expected, and what came. */
    public static String sentence(CaseResult result) {
        Finding finding = result.finding();
        return result.rule() + " " + finding.property() + ": expected " + finding.allowed() + ", got " + finding.got();
    }

    /** What is said of one case as soon as it has ended; empty if it passed or was not run. */
    public static List<String> lines(CheckReport report, CaseResult result) {
        Case testCase = result.testCase();
        Finding finding = result.finding();
        List<String> lines = new ArrayList<>();
        lines.add(result.verdict().id() + " " + testCase.id() + "  " + result.rule() + "  " + broken(result)
                + (report.isKnown(result) ? "  (known: " + report.knownOf(result) + ")" : ""));
        if (!finding.property().isEmpty()) {
            lines.add("  property: " + finding.property() + " (./isequencer explain " + finding.property() + ")");
        }
        lines.add("  allowed:  " + finding.allowed());
        lines.add("  got:      " + finding.got());
        lines.add("  case:     " + testCase.title() + (testCase.isAboutARule() ? ", made for " + testCase.rule() : ""));
        if (result.verdict() == Verdict.FAIL || result.verdict() == Verdict.NON_STRICT) {
            lines.add("  why it matters: " + testCase.comment());
        }
        if (!result.lastMessages().isEmpty()) {
            lines.add("  last messages (> to the adapter, < from it):");
            result.lastMessages().forEach(message -> lines.add("    " + Escaped.printable(message)));
        }
        if (!result.stderrTail().isBlank()) {
            lines.add("  its standard error:");
            ends(result.stderrTail().lines().toList()).forEach(line -> lines.add("    " + Escaped.printable(line)));
        }
        if (result.testCase().level() == Level.L4) {
            lines.add("  steps:");
            result.testCase().steps().forEach(step -> lines.add("    " + line(step)));
        }
        alone(result).ifPresent(alone -> lines.add("  alone:    " + alone));
        if (result.again().runs() > 1) {
            lines.add("  runs:     " + result.again().bad() + " of "
                    + result.again().runs() + " were bad");
        }
        lines.add("  again:    " + report.rerunCommand(result));
        return lines;
    }

    /** The outcome of running it again, with nothing beside it. */
    static Optional<String> alone(CaseResult result) {
        CaseResult alone = result.again().alone();
        if (alone == null) {
            return Optional.empty();
        }
        if (alone.verdict() == Verdict.PASS) {
            return Optional.of(
                    "it passed when it was run again alone, in a new process: it depends on time, or on what was run before");
        }
        boolean same = alone.verdict() == result.verdict()
                && alone.finding().property().equals(result.finding().property());
        return Optional.of("it was run again alone, in a new process: "
                + alone.verdict().id() + (same ? ", in the same way" : ", " + broken(alone)));
    }

    /** The first lines and the last ones. */
    private static List<String> ends(List<String> all) {
        if (all.size() <= STDERR_FIRST + STDERR_LAST + 1) {
            return all;
        }
        List<String> ends = new ArrayList<>(all.subList(0, STDERR_FIRST));
        ends.add("… " + (all.size() - STDERR_FIRST - STDERR_LAST) + " lines …");
        ends.addAll(all.subList(all.size() - STDERR_LAST, all.size()));
        return ends;
    }

    /** The table and what follows from it. */
    public static List<String> summary(CheckReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("adapter      " + Escaped.printable(report.hello().name()) + " "
                + Escaped.printable(report.hello().version()) + ", "
                + Escaped.printable(report.hello().language()));
        lines.add("capabilities " + capabilities(report.hello()));
        lines.add("profile      " + report.plan().profile().id() + ", seed "
                + report.plan().seed());
        StringBuilder head = new StringBuilder("level  cases");
        for (Verdict verdict : Verdict.values()) {
            head.append("  ").append(verdict.id().toLowerCase(Locale.ROOT));
        }
        boolean known = !report.known().isEmpty();
        head.append(known ? "  known" : "");
        lines.add(head.toString());
        for (Level level : Level.values()) {
            long all = report.results().stream()
                    .filter(result -> result.testCase().level() == level)
                    .count();
            if (all > 0) {
                List<CaseResult> ofLevel = report.known().stream()
                        .filter(result -> result.testCase().level() == level)
                        .toList();
                StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-5s  %5d", level, all));
                for (Verdict verdict : Verdict.values()) {
                    long count = report.count(level, verdict)
                            - ofLevel.stream()
                                    .filter(result -> result.verdict() == verdict)
                                    .count();
                    row.append(String.format(Locale.ROOT, "  %" + verdict.id().length() + "d", count));
                }
                row.append(known ? String.format(Locale.ROOT, "  %5d", ofLevel.size()) : "");
                lines.add(row.toString());
            }
        }
        if (report.stopped() || report.notRun() > 0) {
            lines.add("stopped      " + stoppedBy(report) + "; not run: cases=" + report.notRun());
        }
        lines.addAll(repeated(report));
        report.suspect()
                .ifPresent(suspect -> lines.add("suspect      " + suspect.rule() + ", " + suspect.why()
                        + " (./isequencer explain " + suspect.rule() + ")"));
        if (report.baseline() != null) {
            lines.addAll(baseline(report));
        }
        lines.add("badge        " + report.badge().orElse("none"));
        lines.add(String.format(Locale.ROOT, "time         %.1f s", report.elapsedMs() / 1000.0));
        return lines;
    }

    /** A name that is misspelt would only show in the cases that are not run. */
    private static String capabilities(Hello hello) {
        String known =
                hello.capabilities().stream().map(Capability::id).sorted().collect(Collectors.joining(", "));
        String unknown = hello.unknown().isEmpty()
                ? ""
                : "; unknown and ignored: " + Escaped.printable(String.join(", ", hello.unknown()));
        return (known.isEmpty() ? "none" : known) + unknown;
    }

    private static String stoppedBy(CheckReport report) {
        if (report.stopped()) {
            return "by a signal";
        }
        return report.count(Verdict.BROKE_PROTOCOL) >= Check.MAX_BROKEN
                ? "too many cases broke the protocol"
                : "at the first failure";
    }

    /** Which cases pass in one run and not in another. */
    private static List<String> repeated(CheckReport report) {
        int most = report.results().stream()
                .mapToInt(result -> result.again().runs())
                .max()
                .orElse(1);
        if (most == 1) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("repeated     runs of a case=" + most);
        report.results().stream()
                .filter(result -> result.again().bad() > 0)
                .forEach(result -> lines.add("  " + result.again().bad() + " of "
                        + result.again().runs() + " bad: " + result.testCase().id()));
        return lines;
    }

    private static List<String> baseline(CheckReport report) {
        List<Baseline.Difference> differences = report.differences();
        List<String> lines = new ArrayList<>();
        lines.add("baseline     listed=" + report.baseline().size() + " different=" + differences.size());
        for (Baseline.Difference difference : differences) {
            lines.add(String.format(
                    Locale.ROOT, "  %-10s %s %s", difference.kind().id(), difference.caseId(), difference.text()));
        }
        return lines;
    }

    /** A step on one line. */
    public static String line(Step step) {
        return CaseJson.line(step);
    }
}
