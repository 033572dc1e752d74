package io.isequencer.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import io.isequencer.verdict.Mutants.Threshold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MutantsTest {
    private static final String LISTED = "# Mutants\n\n### `core.A`\n\n- `if (a > b) {` Math: it is the same.\n";
    private static final Threshold STRICT = new Threshold("core", 95, true);
    private static final Threshold LOOSE = new Threshold("core", 85, false);

    @TempDir
    Path temp;

    private static Mutant mutant(String line, String status) {
        return new Mutant("io.isequencer.core.A", 7, line, "Math", status);
    }

    private static List<Mutant> killed(int count) {
        return new ArrayList<>(Collections.nCopies(count, mutant("x++;", "KILLED")));
    }

    private static List<String> problems(List<Mutant> mutants, String document, Threshold... thresholds) {
        return Mutants.section(mutants, document, List.of(thresholds), name -> false)
                .problems();
    }

    @Test
    void aListedMutantMayLive() {
        List<Mutant> mutants = killed(1);
        mutants.add(mutant("if (a > b) {", "SURVIVED"));
        Section section = Mutants.section(mutants, LISTED, List.of(STRICT), name -> false);
        assertEquals(List.of(), section.problems());
        assertEquals(List.of(new Row("mutants of core", 2, -1, "100.0 % killed, 1 equivalent")), section.rows());
    }

    @Test
    void oneThatIsNotListedMustBeKilledWhereItIsStrict() {
        List<Mutant> mutants = killed(19);
        mutants.add(mutant("y++;", "NO_COVERAGE"));
        assertEquals(
                List.of("a mutant that lives must be killed, or listed in docs/mutants.md: "
                        + "core.A `y++;` Math (line 7, NO_COVERAGE)"),
                problems(mutants, "", STRICT));
        assertEquals(List.of(), problems(mutants, "", LOOSE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"core", "oracle.history", "oracle.judge", "proof.evaluate"})
    void oneThatLivesInTheCoreOrInACheckerMakesEveryBuildWrong(String packageName) {
        List<Threshold> thresholds = Owed.THRESHOLDS;
        List<Mutant> mutants = new ArrayList<>();
        thresholds.forEach(threshold -> mutants.addAll(Collections.nCopies(99, of(threshold.packageName(), "KILLED"))));
        assertEquals(
                List.of(),
                Mutants.section(mutants, "", thresholds, name -> false).problems());
        mutants.add(of(packageName, "SURVIVED"));
        assertEquals(
                List.of("a mutant that lives must be killed, or listed in docs/mutants.md: " + packageName
                        + ".A `y++;` Math (line 7, SURVIVED)"),
                Mutants.section(mutants, "", thresholds, name -> false).problems());
    }

    private static Mutant of(String packageName, String status) {
        return new Mutant("io.isequencer." + packageName + ".A", 7, "y++;", "Math", status);
    }

    @Test
    void tooManyThatLiveAreTooMany() {
        List<Mutant> mutants = killed(5);
        mutants.add(mutant("y++;", "SURVIVED"));
        List<String> problems = problems(mutants, "", LOOSE);
        assertEquals(1, problems.size());
        assertTrue(
                problems.get(0)
                        .startsWith("mutants must be killed: package=core, percent=83.3, threshold=85, living=[core.A"),
                problems.get(0));
    }

    @Test
    void anEntryWhoseMutantIsKilledOrGoneIsStale() {
        List<Mutant> mutants = killed(1);
        String stale =
                "an entry of docs/mutants.md must name a mutant that lives: core.A `if (a > b) {` Math, listed=1, "
                        + "living=0, mutants=";
        assertEquals(List.of(stale + 0), problems(mutants, LISTED, STRICT));
        mutants.add(mutant("if (a > b) {", "KILLED"));
        assertEquals(List.of(stale + 1), problems(mutants, LISTED, STRICT));
    }

    @Test
    void anEntryOfAPackageWithoutMutantsInThisBuildIsNotStale() {
        List<Threshold> none = List.of();
        assertEquals(
                List.of(),
                Mutants.section(List.of(), LISTED, none, "core"::equals).problems());
        assertEquals(
                1,
                Mutants.section(List.of(), LISTED, none, "api"::equals)
                        .problems()
                        .size());
    }

    @Test
    void oneThatRanOutOfTimeMayBeAnEquivalentOneOnABusyMachine() {
        List<Mutant> mutants = killed(1);
        mutants.add(mutant("if (a > b) {", "TIMED_OUT"));
        assertEquals(List.of(), problems(mutants, LISTED, STRICT));
    }

    @Test
    void twoOnALineAreCounted() {
        List<Mutant> mutants = killed(1);
        mutants.add(mutant("if (a > b) {", "SURVIVED"));
        mutants.add(mutant("if (a > b) {", "SURVIVED"));
        assertEquals(1, problems(mutants, LISTED, LOOSE).size());
        assertEquals(List.of(), problems(mutants, LISTED.replace("Math:", "Math ×2:"), STRICT));
        assertEquals(
                1,
                problems(mutants.subList(0, 2), LISTED.replace("Math:", "Math ×2:"), STRICT)
                        .size());
    }

    @Test
    void aPackageWithoutMutantsOrWithoutAThresholdIsWrong() {
        assertEquals(List.of("mutants of a package must be made: package=core"), problems(List.of(), "", STRICT));
        assertEquals(List.of("a package with mutants must have a threshold: package=core"), problems(killed(1), ""));
    }

    @Test
    void eachPackageOfTheBuildHasAThresholdThatItCanMiss() {
        for (Threshold threshold : Owed.THRESHOLDS) {
            for (int living : new int[] {100 - threshold.percent(), 101 - threshold.percent()}) {
                List<Mutant> mutants = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    String className = "io.isequencer." + threshold.packageName() + ".A";
                    mutants.add(new Mutant(className, 7, "x++;", "Math", i < living ? "SURVIVED" : "KILLED"));
                }
                boolean missed = problems(mutants, "", threshold).stream()
                        .anyMatch(problem -> problem.startsWith("mutants must be killed: package="));
                assertEquals(living > 100 - threshold.percent(), missed, threshold::toString);
            }
        }
    }

    @Test
    void anItemThatCannotBeReadIsWrong() {
        assertEquals(
                List.of("an item of docs/mutants.md must be - `line` Mutator: reason: item=- `x` Math"),
                problems(killed(1), "### `core.A`\n- `x` Math\n", STRICT));
    }

    @Test
    void theListOfTheProjectCanBeRead() {
        List<String> problems = new ArrayList<>();
        Map<String, Integer> listed = EquivalentMutants.read(ProjectFiles.read("docs/mutants.md"), problems);
        assertEquals(List.of(), problems);
        for (String key : listed.keySet()) {
            String className = key.substring(0, key.indexOf(' '));
            String line = key.substring(key.indexOf('`') + 1, key.lastIndexOf('`'));
            String source = ProjectFiles.read(
                    ProjectFiles.pathOfSource("io/isequencer/" + className.replace('.', '/') + ".java"));
            assertTrue(source.lines().map(String::strip).anyMatch(line::equals), key);
        }
    }

    @Test
    void aReportOfPitIsRead() throws IOException {
        Path source =
                Files.createDirectories(temp.resolve("io/isequencer/core")).resolve("A.java");
        Files.writeString(source, "class A {\n    int a = b + c;\n}\n");
        Path reports = Files.createDirectories(temp.resolve("target/site/pit/core"));
        Files.writeString(reports.resolve("mutations.xml"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <mutations partial="true">
                <mutation detected='false' status='SURVIVED' numberOfTestsRun='1'><sourceFile>A.java</sourceFile>
                <mutatedClass>io.isequencer.core.A$B</mutatedClass><mutatedMethod>b</mutatedMethod>
                <lineNumber>2</lineNumber>
                <mutator>org.pitest.mutationtest.engine.gregor.mutators.MathMutator</mutator></mutation>
                </mutations>
                """);
        List<Path> targets = List.of(temp.resolve("none"), temp.resolve("target"));
        Sources sources = new Sources(List.of(temp.resolve("none"), temp));
        assertEquals(
                List.of(new Mutant("io.isequencer.core.A", 2, "int a = b + c;", "Math", "SURVIVED")),
                Mutants.read(targets, sources, 0));
        assertEquals(List.of(), Mutants.read(targets, sources, Long.MAX_VALUE));
    }
}
