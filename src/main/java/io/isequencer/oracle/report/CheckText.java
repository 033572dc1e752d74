package io.isequencer.oracle.report;

import io.isequencer.oracle.cases.Capability;
import io.isequencer.oracle.cases.CaseJson;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.cases.Step;
import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.judge.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A check's outcome for people.
 *
 * <ul>
 *   <li><i>Threading:</i> stateless.
 * </ul>
 */
public final class CheckText {
    private static final int STDERR_LINES = 10;

    private CheckText() {}

    /** What is said of one case as soon as it has ended; empty if it passed or was not run. */
    public static List<String> lines(CheckReport report, CaseResult result) {
        List<String> lines = new ArrayList<>();
        lines.add(result.verdict().id() + " " + result.it().id() + "  " + result.rule() + "  "
                + result.it().title()
                + (report.isKnown(result)
                        ? "  (known: profile " + report.plan().profile().id() + ")"
                        : ""));
        if (result.verdict() == Verdict.FAIL || result.verdict() == Verdict.NON_STRICT) {
            lines.add("  why it matters: " + result.it().comment());
        }
        if (!result.finding().property().isEmpty()) {
            lines.add("  property: " + result.finding().property());
        }
        lines.add("  allowed:  " + result.finding().allowed());
        lines.add("  got:      " + result.finding().got());
        if (!result.lastMessages().isEmpty()) {
            lines.add("  last messages (> to the adapter, < from it):");
            result.lastMessages().forEach(message -> lines.add("    " + message));
        }
        if (!result.stderrTail().isBlank()) {
            lines.add("  end of its standard error:");
            List<String> errors = result.stderrTail().lines().toList();
            errors.subList(Math.max(0, errors.size() - STDERR_LINES), errors.size())
                    .forEach(line -> lines.add("    " + printable(line)));
        }
        if (result.it().level() == Level.L4) {
            lines.add("  steps:");
            result.it().steps().forEach(step -> lines.add("    " + line(step)));
        }
        lines.add("  again:    " + report.rerunCommand(result));
        return lines;
    }

    /** The table and what follows from it. */
    public static List<String> summary(CheckReport report) {
        List<String> lines = new ArrayList<>();
        String capabilities = report.hello().capabilities().stream()
                .map(Capability::id)
                .sorted()
                .collect(Collectors.joining(", "));
        lines.add("adapter      " + printable(report.hello().name()) + " "
                + printable(report.hello().version()) + ", "
                + printable(report.hello().language()));
        lines.add("capabilities " + (capabilities.isEmpty() ? "none" : capabilities));
        lines.add("profile      " + report.plan().profile().id() + ", seed "
                + report.plan().seed());
        StringBuilder head = new StringBuilder("level  cases");
        for (Verdict verdict : Verdict.values()) {
            head.append("  ").append(verdict.id().toLowerCase(Locale.ROOT));
        }
        lines.add(head.toString());
        for (Level level : Level.values()) {
            long all = report.results().stream()
                    .filter(result -> result.it().level() == level)
                    .count();
            if (all > 0) {
                StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-5s  %5d", level, all));
                for (Verdict verdict : Verdict.values()) {
                    row.append(String.format(
                            Locale.ROOT, "  %" + verdict.id().length() + "d", report.count(level, verdict)));
                }
                lines.add(row.toString());
            }
        }
        int notRun = report.notRun();
        if (notRun > 0) {
            lines.add("stopped      too many cases broke the protocol; not run: cases=" + notRun);
        }
        report.suspect()
                .ifPresent(suspect -> lines.add("suspect      " + suspect.rule() + ", " + suspect.why()
                        + " (./isequencer explain " + suspect.rule() + ")"));
        lines.add("badge        " + report.badge().orElse("none"));
        lines.add(String.format(Locale.ROOT, "time         %.1f s", report.elapsedMs() / 1000.0));
        return lines;
    }

    /** A step on one line. */
    public static String line(Step step) {
        return CaseJson.line(step);
    }

    private static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
