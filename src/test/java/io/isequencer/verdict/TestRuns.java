package io.isequencer.verdict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** What Surefire reports: that each test class which was compiled has run in this build, and how long it took. */
final class TestRuns {
    private TestRuns() {}

    static Section section(Path reports, Path testClasses, long sinceMs, ClassLoader loader) {
        Section section = new Section();
        Map<TestKind, long[]> sums = new EnumMap<>(TestKind.class);
        Set<String> ran = new HashSet<>();
        for (Path file : Reports.fresh(reports, "TEST-.*\\.xml", sinceMs)) {
            Element suite = Reports.read(file);
            String name = suite.getAttribute("name");
            long cases = number(suite, "tests");
            if (cases == 0) {
                section.problem("a test class must have a test: class=" + name);
            }
            for (String bad : List.of("errors", "failures", "skipped")) {
                if (number(suite, bad) > 0) {
                    section.problem("tests must all pass: class=" + name + ", " + bad + "=" + number(suite, bad));
                }
            }
            ran.add(name);
            long[] sum = sums.computeIfAbsent(TestKind.of(name, loader), kind -> new long[2]);
            sum[0] += cases;
            sum[1] += Math.round(
                    1_000 * Double.parseDouble(suite.getAttribute("time").replace(",", "")));
        }
        sums.forEach((kind, sum) -> section.row(kind.title, sum[0], sum[1] / 1_000.0, "passed"));
        for (String name : compiled(testClasses, loader)) {
            if (!ran.contains(name)) {
                section.problem("a test class must run in each build: class=" + name);
            }
        }
        if (ran.isEmpty()) {
            section.problem("tests must run: reports=" + reports.getFileName());
        }
        return section;
    }

    /** The classes whose names say that they are tests. */
    private static Set<String> compiled(Path testClasses, ClassLoader loader) {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(testClasses)) {
            files.map(file -> testClasses.relativize(file).toString())
                    .filter(file -> file.matches("[^$]+(Test|Properties)\\.class"))
                    .map(file -> file.replaceAll("\\.class$", "").replaceAll("[/\\\\]", "."))
                    .filter(name ->
                            !Modifier.isAbstract(TestKind.load(name, loader).getModifiers()))
                    .forEach(names::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    private static long number(Element suite, String attribute) {
        return Long.parseLong(suite.getAttribute(attribute));
    }
}
