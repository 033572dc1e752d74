package io.isequencer.verdict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
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

/**
 * What Surefire reports: that each test class which was compiled has run in this build, quick ones in a foreign locale too,
 * and how long it took.
 */
final class TestRuns {
    /** Below the reports of the quick tests: those of their run in a foreign locale. */
    private static final String LOCALES = "locales";

    private final Section section = new Section();
    private final ClassLoader loader;
    private final Set<Path> foreignToo;
    private final Map<TestKind, long[]> sums = new EnumMap<>(TestKind.class);
    private final long[] foreignSum = new long[2];
    private final Set<String> ran = new HashSet<>();
    /** Those that must run in a foreign locale too. */
    private final Set<String> quick = new TreeSet<>();

    private final Set<String> foreign = new HashSet<>();

    private TestRuns(ClassLoader loader, Set<Path> foreignToo) {
        this.loader = loader;
        this.foreignToo = foreignToo;
    }

    /**
     * @param targets where Maven built each module
     * @param foreignToo of those the ones whose quick tests must have run in a foreign locale too
     */
    static Section section(List<Path> targets, List<Path> foreignToo, long sinceMs, ClassLoader parent) {
        ClassLoader loader = withTargets(targets, parent);
        TestRuns runs = new TestRuns(loader, Set.copyOf(foreignToo));
        Set<String> compiled = new TreeSet<>();
        for (Path target : targets) {
            Path reports = target.resolve("surefire-reports");
            for (Path file : Reports.fresh(reports, "TEST-.*\\.xml", sinceMs)) {
                runs.add(
                        target,
                        Reports.read(file),
                        reports.relativize(file.getParent()).toString());
            }
            compiled.addAll(compiled(target.resolve("test-classes"), loader));
        }
        runs.requireAll(compiled);
        if (runs.ran.isEmpty()) {
            runs.section.problem("tests must run: reports=none");
        }
        return runs.section;
    }

    /** Some modules' classes are on nobody's class path. */
    private static ClassLoader withTargets(List<Path> targets, ClassLoader parent) {
        URL[] urls = targets.stream()
                .flatMap(target -> Stream.of(target.resolve("test-classes"), target.resolve("classes")))
                .map(TestRuns::url)
                .toArray(URL[]::new);
        return new URLClassLoader(urls, parent);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(Path target, Element suite, String execution) {
        String name = suite.getAttribute("name");
        long cases = number(suite, "tests");
        if (cases == 0) {
            section.problem("a test class must have a test: class=" + name);
        }
        boolean isForeign = execution.equals(LOCALES);
        for (String bad : List.of("errors", "failures", "skipped")) {
            if (number(suite, bad) > 0) {
                section.problem("tests must all pass: class=" + name + ", " + bad + "=" + number(suite, bad)
                        + (isForeign ? ", in a foreign locale" : ""));
            }
        }
        (isForeign ? foreign : ran).add(name);
        if (execution.isEmpty() && foreignToo.contains(target)) {
            quick.add(name);
        }
        long[] sum = isForeign ? foreignSum : sums.computeIfAbsent(TestKind.of(name, loader), kind -> new long[2]);
        sum[0] += cases;
        sum[1] +=
                Math.round(1_000 * Double.parseDouble(suite.getAttribute("time").replace(",", "")));
    }

    private void requireAll(Set<String> compiled) {
        sums.forEach((kind, sum) -> section.row(kind.title, sum[0], sum[1] / 1_000.0, "passed"));
        if (!foreign.isEmpty()) {
            section.row("quick ones again, in a foreign locale", foreignSum[0], foreignSum[1] / 1_000.0, "passed");
        }
        for (String name : compiled) {
            if (!ran.contains(name)) {
                section.problem("a test class must run in each build: class=" + name);
            }
        }
        for (String name : quick) {
            if (!foreign.contains(name)) {
                section.problem("a quick test class must run in a foreign locale too: class=" + name);
            }
        }
    }

    /** The classes whose names say that they are tests. */
    private static Set<String> compiled(Path testClasses, ClassLoader loader) {
        Set<String> names = new TreeSet<>();
        if (!Files.isDirectory(testClasses)) {
            return names;
        }
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
