package io.isequencer.verdict;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.w3c.dom.Element;

/** What JaCoCo reports. Its own gates stand in the pom. */
final class Coverage {
    private Coverage() {}

    static Section section(Path reports, long sinceMs) {
        Section section = new Section();
        List<Path> files = Reports.fresh(reports, "jacoco\\.xml", sinceMs);
        if (files.isEmpty()) {
            section.problem("coverage must be measured: missing report=jacoco.xml");
            return section;
        }
        Element report = Reports.read(files.get(0));
        row(section, "coverage of everything", report);
        for (Element each : Reports.children(report, "package")) {
            if (each.getAttribute("name").equals("io/isequencer/core")) {
                row(section, "coverage of core", each);
            }
        }
        return section;
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
