package io.isequencer.verdict;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** What JaCoCo reports. The gates of core stand in its pom. */
final class Coverage {
    private static final int MIN_LINES_PERCENT = 90;

    private Coverage() {}

    /** Of all modules together. */
    static Section ofAll(Path reports, long sinceMs) {
        Section section = new Section();
        report(reports, sinceMs, section).ifPresent(report -> {
            row(section, "coverage of everything", report);
            core(section, Reports.children(report, "group").stream());
            requireLines(section, report);
        });
        return section;
    }

    /** Of the core, by the tests of its own module. */
    static Section ofCore(Path reports, long sinceMs) {
        Section section = new Section();
        report(reports, sinceMs, section).ifPresent(report -> core(section, Stream.of(report)));
        return section;
    }

    private static Optional<Element> report(Path reports, long sinceMs, Section section) {
        List<Path> files = Reports.fresh(reports, "jacoco\\.xml", sinceMs);
        if (files.isEmpty()) {
            section.problem("coverage must be measured: missing report=jacoco.xml");
        }
        return files.stream().findFirst().map(Reports::read);
    }

    private static void core(Section section, Stream<Element> modules) {
        List<Element> core = modules.flatMap(module -> Reports.children(module, "package").stream())
                .filter(each -> each.getAttribute("name").equals("io/isequencer/core"))
                .toList();
        core.forEach(each -> row(section, "coverage of core", each));
        if (core.isEmpty()) {
            section.problem("coverage of core must be measured: packages=0");
        }
    }

    private static void requireLines(Section section, Element report) {
        for (Element counter : Reports.children(report, "counter")) {
            if (counter.getAttribute("type").equals("LINE")) {
                long covered = Long.parseLong(counter.getAttribute("covered"));
                double percent = 100.0 * covered / (covered + Long.parseLong(counter.getAttribute("missed")));
                if (percent < MIN_LINES_PERCENT) {
                    section.problem(String.format(
                            Locale.ROOT,
                            "lines must be covered: percent=%.1f, threshold=%d",
                            percent,
                            MIN_LINES_PERCENT));
                }
            }
        }
    }

    private static void row(Section section, String what, Element element) {
        long lines = 0;
        StringBuilder outcome = new StringBuilder();
        for (Element counter : Reports.children(element, "counter")) {
            long covered = Long.parseLong(counter.getAttribute("covered"));
            long all = covered + Long.parseLong(counter.getAttribute("missed"));
            String type = counter.getAttribute("type");
            if (type.equals("LINE")) {
                lines = all;
                outcome.append(String.format(Locale.ROOT, "%.1f %% of the lines", 100.0 * covered / all));
            } else if (type.equals("BRANCH")) {
                outcome.insert(0, String.format(Locale.ROOT, "%.1f %% of the branches, ", 100.0 * covered / all));
            }
        }
        section.row(what, lines, -1, outcome.toString());
    }
}
