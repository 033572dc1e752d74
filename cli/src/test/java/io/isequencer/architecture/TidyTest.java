package io.isequencer.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TidyTest {
    private static final Pattern UNFINISHED = Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME|X" + "XX)\\b");
    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?<![\\w.$}~])/(?:(?:home|root|work|Users|opt|mnt)/\\w|tmp/\\w\\w)|\\b[A-Z]:\\\\\\w");

    /** A wait's bound: of a test, of a call, or by its name. */
    private static final Pattern BOUND =
            Pattern.compile("@Timeout\\((?:value = )?([0-9_]+)(?:, unit = TimeUnit\\.([A-Z]+))?"
                    + "|\\.(?:get|await|poll|waitFor|tryAcquire|awaitTermination)\\(([0-9_]+), (?:TimeUnit\\.)?([A-Z]+)\\)"
                    + "|\\b(?:LIMIT|PATIENCE|TIMEOUT|PREY|ANSWER|BUILD|WAIT)_(?:(SECONDS)|(MINUTES)) = ([0-9_]+);");

    private static final long LEAST_BOUND_SECONDS = 120;

    /** An element of an array that is a field of something. */
    private static final Pattern ELEMENT_SET = Pattern.compile(
            "\\b(?!this\\b)[a-z]\\w*\\.([a-z]\\w*)(?:\\[[^\\]\\n]*\\])+ ?(?:=(?!=)|[-+*|&^]=|\\+\\+|--)");

    private static final Pattern UNTYPABLE = Pattern.compile(
            "(?<![./\\w\"])isequencer"
                    + " (?:defects|doctor|explain|explore|help|inspect|model|oracle|plog|replay|sequence|shrink|simulate|trace|vectors)\\b");

    @Test
    void noTestIsDisabled() {
        Map<String, String> files = ProjectFiles.text(name -> name.endsWith(".java"));
        assertTrue(files.size() > 60, "files were found: " + files.size());
        assertEquals(List.of(), JavaSource.untidy(files));
    }

    /** A bound ends a hang, and nothing else: a busy machine gives a thread or a process a tenth of what it had alone. */
    @Test
    void noTestHurriesWhatItWaitsFor() {
        Map<String, String> files = ProjectFiles.text(TidyTest::isOfTests);
        assertTrue(files.size() > 300, "files were found: " + files.size());
        assertEquals(List.of(), findAll(files, TidyTest::hurried));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Timeout(60)",
                "@Timeout(value = 30, threadMode = SEPARATE_THREAD)",
                "call.get(10, TimeUnit.SECONDS)",
                "assertTrue(latch.await(90, SECONDS))",
                "process.waitFor(1, TimeUnit.MINUTES)",
                "PREY_SECONDS = 20;",
                "long BUILD_MINUTES = 1;"
            })
    void aBoundThatABusyMachineReachesIsFound(String text) {
        assertEquals(1, hurried("A.java", text).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Timeout(300)",
                "@Timeout(value = 2, unit = TimeUnit.HOURS)",
                "call.get(120, TimeUnit.SECONDS)",
                "process.waitFor(1, TimeUnit.HOURS)",
                "LIMIT_SECONDS = 1_200;",
                "BUILD_MINUTES = 15;",
                "TimeUnit.SECONDS.toNanos(1)"
            })
    void aBoundThatEndsAHangIsLeftAlone(String text) {
        assertEquals(List.of(), hurried("A.java", text));
    }

    /** The rule about the fields of others is checked in class files, which do not tell whose array it is. */
    @Test
    void noElementOfAnothersArrayIsSet() {
        Map<String, String> files = ProjectFiles.text(TidyTest::isMain);
        assertTrue(files.size() > 500, "files were found: " + files.size());
        assertEquals(List.of(), findAll(files, TidyTest::elementsSet));
    }

    @ParameterizedTest
    @ValueSource(strings = {"world.issued[key] = 1;", "world.rows[i][j]++;", "owner.slots[i + 1] |= 2;"})
    void anElementOfAnothersArrayThatIsSetIsFound(String text) {
        assertEquals(1, elementsSet("A.java", text).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "this.issued[key] = 1;",
                "issued[key] = 1;",
                "if (world.issued[key] == 1)",
                "private final long[] issued; … copy.issued[key] = issued[key];"
            })
    void anElementOfAnOwnArrayIsLeftAlone(String text) {
        assertEquals(List.of(), elementsSet("A.java", text));
    }

    @Test
    void nothingIsLeftToDo() {
        assertEquals(List.of(), findAll(ProjectFiles.text(name -> true), TidyTest::unfinished));
    }

    @Test
    void noFileNamesAPlaceOnOneMachine() {
        assertEquals(List.of(), findAll(ProjectFiles.text(name -> true), TidyTest::machinePaths));
    }

    @Test
    void aCommandThatIsToldCanBeTyped() {
        Map<String, String> files = ProjectFiles.text(TidyTest::isMain);
        assertEquals(List.of(), findAll(files, TidyTest::untypable));
    }

    @Test
    void aCommandThatCannotBeTypedIsFound() {
        assertEquals(
                1,
                untypable("A.java", "tell(\"again: isequencer plog --data d\")").size());
        assertEquals(List.of(), untypable("A.java", "tell(\"again: ./isequencer plog\")"));
        assertEquals(List.of(), untypable("A.java", "Map.entry(\"isequencer plog\", codes)"));
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        Set<String> missing = new TreeSet<>();
        for (String name : ProjectFiles.text(TidyTest::isMain).keySet()) {
            String packageInfo = name.substring(0, name.lastIndexOf('/')) + "/package-info.java";
            if (!ProjectFiles.exists(packageInfo)) {
                missing.add(packageInfo);
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void linksOfTheDocumentsResolve() {
        Map<String, String> files = ProjectFiles.text(name -> name.endsWith(".md"));
        assertTrue(files.containsKey("README.md"), "the README was found");
        assertEquals(List.of(), findAll(files, (name, text) -> MarkdownLinks.broken(name, text, TidyTest::textOrNull)));
    }

    @Test
    void theProtocolDocumentHasEveryRule() {
        String text = ProjectFiles.read("docs/protocol.md");
        for (int rule = 1; rule <= 18; rule++) {
            assertTrue(text.contains("<a id=\"r" + rule + "\"></a>\n\n## R" + rule + " "), "R" + rule);
        }
    }

    @Test
    void theTopLevelHoldsWhatItShould() throws IOException {
        Set<String> known = Set.of(
                "CONTRIBUTING.md",
                "bom",
                "cassandra",
                "benchmarks",
                "cli",
                "LICENSE",
                "README.md",
                "conformance",
                "proof",
                "docs",
                "isequencer",
                "pom.xml",
                "postgres",
                "simulation",
                "src",
                "storage",
                "target",
                "testkit",
                "tla");
        Set<String> unknown = new TreeSet<>();
        try (Stream<Path> top = Files.list(ProjectFiles.ROOT)) {
            top.map(path -> path.getFileName().toString())
                    .filter(name -> !known.contains(name) && !name.startsWith("."))
                    // A JVM that crashed left it, and it is ignored.
                    .filter(name -> !name.startsWith("hs_err_pid"))
                    .forEach(unknown::add);
        }
        assertEquals(Set.of(), unknown);
        assertTrue(ProjectFiles.read(".gitignore").contains("hs_err_pid*.log"));
    }

    @Test
    void aDisabledTestIsFound() {
        assertEquals(
                List.of("A.java: a test must not be disabled"),
                JavaSource.untidy(Map.of("A.java", "@Disa" + "bled class A {}\n")));
    }

    @Test
    void unfinishedWorkIsFound() {
        assertEquals(List.of("a.md: must be finished: found=TO" + "DO"), unfinished("a.md", "x TO" + "DO y"));
        assertEquals(List.of(), unfinished("a.md", "MASTODON"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/home/x", "see `/tmp/xy`", "=/work/x", "(/root/x", "C:\\Users"})
    void machinePathsAreFound(String text) {
        assertEquals(1, machinePaths("a.md", text).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/work/x", "https://example.org/home/x", "/usr/bin/env", "../tmp/xy", "--data /tmp/d"})
    void otherPathsAreLeftAlone(String text) {
        assertEquals(List.of(), machinePaths("a.md", text));
    }

    @Test
    void brokenLinksAreFound() {
        Map<String, String> files = Map.of("docs/b.md", "# A Big Heading", "docs", "");
        String good = "[a](b.md) [b](../docs) [c](b.md#a-big-heading) [d](https://example.org) `[e](no.md)` ## x\n";
        assertEquals(List.of(), MarkdownLinks.broken("docs/a.md", good, files::get));
        assertEquals(
                List.of("docs/a.md: a link must resolve: link=no.md", "docs/a.md: a link must resolve: link=b.md#no"),
                MarkdownLinks.broken("docs/a.md", "[a](no.md) [b](b.md#no)", files::get));
    }

    /** The launcher is on nobody's path. */
    private static List<String> untypable(String name, String text) {
        return UNTYPABLE
                .matcher(text)
                .results()
                .map(hit -> name + ": a command must be told as ./isequencer: found=" + hit.group())
                .toList();
    }

    private static boolean isMain(String name) {
        return name.matches("(?:\\w+/)*(?:src/)?main/java/io/.*\\.java");
    }

    /** Of arrays that are declared in another file. */
    private static List<String> elementsSet(String name, String text) {
        return ELEMENT_SET
                .matcher(text)
                .results()
                .filter(hit -> !text.contains("[] " + hit.group(1)))
                .map(hit -> name + ": an element of another's array must not be set: found=" + hit.group())
                .toList();
    }

    private static boolean isOfTests(String name) {
        return name.matches("(?:.*/)?src/(?:test|server|cluster)/java/.*\\.java|testkit/.*\\.java");
    }

    private static List<String> hurried(String name, String text) {
        return BOUND.matcher(text)
                .results()
                .filter(hit -> boundSeconds(hit) < LEAST_BOUND_SECONDS)
                .map(hit -> name + ": a bound must be at least " + LEAST_BOUND_SECONDS + " s: found=" + hit.group())
                .toList();
    }

    private static long boundSeconds(MatchResult hit) {
        String unit = Stream.of(2, 4, 5, 6)
                .map(hit::group)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("SECONDS");
        String amount = Stream.of(1, 3, 7)
                .map(hit::group)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        return TimeUnit.valueOf(unit).toSeconds(Long.parseLong(amount.replace("_", "")));
    }

    private static List<String> unfinished(String name, String text) {
        return UNFINISHED
                .matcher(text)
                .results()
                .map(hit -> name + ": must be finished: found=" + hit.group())
                .toList();
    }

    private static List<String> machinePaths(String name, String text) {
        return MACHINE_PATH
                .matcher(text)
                .results()
                .map(hit -> name + ": a path must hold on every machine: found=" + hit.group())
                .toList();
    }

    private static List<String> findAll(Map<String, String> files, BiFunction<String, String, List<String>> untidyIn) {
        List<String> found = new ArrayList<>();
        files.forEach((name, text) -> {
            if (!name.endsWith("architecture/TidyTest.java")) {
                found.addAll(untidyIn.apply(name, text));
            }
        });
        return found;
    }

    private static String textOrNull(String name) {
        Path path = ProjectFiles.ROOT.resolve(name);
        try {
            if (!Files.isReadable(path)) {
                return null;
            }
            // Only documents have headings to link to, and only text can be read as text.
            return name.endsWith(".md") ? Files.readString(path) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
