package io.isequencer.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictTest {
    private static final String SELF = VerdictTest.class.getName();

    @TempDir
    Path temp;

    @Test
    void aClassThatRanIsCounted() throws IOException {
        report(SELF, "tests='3' errors='0' skipped='0' failures='0'");
        compiled(SELF);
        Section section = tests(0);
        assertEquals(List.of(), section.problems());
        assertEquals(
                List.of(
                        new Row("architecture and tidiness", 3, 1.5, "passed"),
                        new Row("quick ones again, in a foreign locale", 3, 1.5, "passed")),
                section.rows());
    }

    @Test
    void aQuickClassThatDidNotRunInAForeignLocaleIsMissed() throws IOException {
        compiled(SELF);
        report("", SELF, "tests='3' errors='0' skipped='0' failures='0'");
        assertEquals(
                List.of("a quick test class must run in a foreign locale too: class=" + SELF), tests(0).problems());
        report("locales", SELF, "tests='3' errors='0' skipped='0' failures='1'");
        assertEquals(
                List.of("tests must all pass: class=" + SELF + ", failures=1, in a foreign locale"),
                tests(0).problems());
    }

    @Test
    void aQuickClassOfAModuleThatOwesNoForeignLocaleIsNotMissed() throws IOException {
        compiled(SELF);
        report("", SELF, "tests='3' errors='0' skipped='0' failures='0'");
        assertEquals(List.of(), tests(List.of(temp.resolve("none")), 0).problems());
    }

    @Test
    void aSlowClassRunsInOneLocaleAlone() throws IOException {
        compiled(SELF);
        report("slow", SELF, "tests='3' errors='0' skipped='0' failures='0'");
        assertEquals(List.of(), tests(0).problems());
    }

    @Test
    void aRunInAForeignLocaleIsNoRun() throws IOException {
        compiled(SELF);
        report("locales", SELF, "tests='3' errors='0' skipped='0' failures='0'");
        assertEquals(
                List.of("a test class must run in each build: class=" + SELF, "tests must run: reports=none"),
                tests(0).problems());
    }

    @Test
    void aClassThatDidNotRunIsMissed() throws IOException {
        report(SELF, "tests='3' errors='0' skipped='0' failures='0'");
        compiled(SELF);
        compiled(MutantsTest.class.getName());
        assertEquals(
                List.of("a test class must run in each build: class=" + MutantsTest.class.getName()),
                tests(0).problems());
    }

    @Test
    void aReportOfAnEarlierBuildCountsForNothing() throws IOException {
        report(SELF, "tests='3' errors='0' skipped='0' failures='0'");
        compiled(SELF);
        assertEquals(
                List.of("a test class must run in each build: class=" + SELF, "tests must run: reports=none"),
                tests(Long.MAX_VALUE).problems());
    }

    @Test
    void nothingMayBeSkippedOrFailOrBeEmpty() throws IOException {
        compiled(SELF);
        report("slow", SELF, "tests='3' errors='0' skipped='1' failures='0'");
        assertEquals(List.of("tests must all pass: class=" + SELF + ", skipped=1"), tests(0).problems());
        report("slow", SELF, "tests='3' errors='1' skipped='0' failures='2'");
        assertEquals(2, tests(0).problems().size());
        report("slow", SELF, "tests='0' errors='0' skipped='0' failures='0'");
        assertEquals(List.of("a test class must have a test: class=" + SELF), tests(0).problems());
    }

    @Test
    void coverageIsReadAndMustBeThere() throws IOException {
        assertEquals(
                List.of("coverage must be measured: missing report=jacoco.xml"),
                Coverage.ofAll(temp, 0).problems());
        Files.writeString(temp.resolve("jacoco.xml"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd">
                <report name="isequencer"><group name="a"><package name="io/isequencer/core">
                <counter type="LINE" missed="1" covered="3"/></package></group>
                <group name="b"><package name="io/isequencer/cli"/></group><counter type="BRANCH" missed="1" covered="1"/>
                <counter type="LINE" missed="1" covered="9"/></report>
                """);
        assertEquals(
                List.of(
                        new Row("coverage of everything", 10, -1, "50.0 % of the branches, 90.0 % of the lines"),
                        new Row("coverage of core", 4, -1, "75.0 % of the lines")),
                Coverage.ofAll(temp, 0).rows());
        assertEquals(List.of(), Coverage.ofAll(temp, 0).problems());
    }

    @Test
    void coverageBelowTheGateIsWrong() throws IOException {
        Files.writeString(temp.resolve("jacoco.xml"), """
                <report name="isequencer"><counter type="LINE" missed="101" covered="899"/></report>
                """);
        assertEquals(
                List.of(
                        "coverage of core must be measured: packages=0",
                        "lines must be covered: percent=89.9, threshold=90"),
                Coverage.ofAll(temp, 0).problems());
    }

    @Test
    void coverageOfTheCoreAloneIsThatOfItsModule() throws IOException {
        assertEquals(
                List.of("coverage must be measured: missing report=jacoco.xml"),
                Coverage.ofCore(temp, 0).problems());
        Files.writeString(temp.resolve("jacoco.xml"), """
                <report name="isequencer"><package name="io/isequencer/core">
                <counter type="LINE" missed="1" covered="3"/></package><package name="io/isequencer/api"/>
                <counter type="LINE" missed="9" covered="9"/></report>
                """);
        Section section = Coverage.ofCore(temp, 0);
        assertEquals(List.of(new Row("coverage of core", 4, -1, "75.0 % of the lines")), section.rows());
        assertEquals(List.of(), section.problems());
        Files.writeString(temp.resolve("jacoco.xml"), "<report name='isequencer'/>");
        assertEquals(
                List.of("coverage of core must be measured: packages=0"),
                Coverage.ofCore(temp, 0).problems());
    }

    @Test
    void aNoteIsReadInTheBuildThatWroteIt() {
        Notes.write(temp, VerdictTest.class, List.of("adapters: rust tool chain missing"));
        assertEquals(List.of("adapters: rust tool chain missing"), Notes.read(temp, 0));
        assertEquals(List.of(), Notes.read(temp, Long.MAX_VALUE));
        assertEquals(List.of(), Notes.read(temp.resolve("none"), 0));
    }

    @Test
    void theTableHasRowsNotesAndWhatIsWrong() {
        Section section = new Section();
        section.row("units", 1_234, 5.67, "passed");
        section.row("coverage", 9, -1, "all");
        section.problem("x must be y: x=z");
        List<String> lines = Verdict.text(List.of(section), List.of("rust is missing"), Duration.ofSeconds(61))
                .lines()
                .toList();
        assertEquals(
                List.of(
                        "",
                        "what was checked                            cases   seconds  outcome",
                        "units                                       1,234       5.7  passed",
                        "coverage                                        9            all",
                        "note: rust is missing",
                        "WRONG: x must be y: x=z",
                        "mvn verify took 1 min 1 s so far"),
                lines);
    }

    @Test
    void aThoroughBuildOwesAllAndAnotherOneTheCoreAndWhatWriters() {
        assertEquals(Owed.THRESHOLDS, Owed.by(true).thresholds());
        assertEquals(
                List.of("core"),
                Owed.by(false).thresholds().stream()
                        .map(Mutants.Threshold::packageName)
                        .toList());
        assertEquals(ProjectFiles.MODULES, foreignToo(Owed.by(true)));
        assertEquals(List.of("storage", "simulation", "conformance", "cli"), foreignToo(Owed.by(false)));
        assertEquals(List.of(), Owed.by(true).notes());
        assertTrue(
                Owed.by(false).notes().get(0).endsWith(" of cli, conformance, simulation, storage"),
                Owed.by(false).notes()::toString);
    }

    private static List<String> foreignToo(Owed owed) {
        return ProjectFiles.MODULES.stream().filter(owed::isForeignToo).toList();
    }

    @Test
    void kindsComeFromTagsThenNamesThenPackages() {
        ClassLoader loader = VerdictTest.class.getClassLoader();
        assertEquals(TestKind.TLC, TestKind.of("io.isequencer.model.ModelTest", loader));
        assertEquals(TestKind.COMMANDS, TestKind.of("io.isequencer.cli.MainTest", loader));
        assertEquals(TestKind.UNITS, TestKind.of("io.isequencer.core.FlusherTest", loader));
        assertTrue(TestKind.of("io.isequencer.simulation.run.CampaignTest", loader) == TestKind.SIMULATION);
    }

    private Section tests(long sinceMs) {
        return tests(List.of(temp), sinceMs);
    }

    private Section tests(List<Path> foreignToo, long sinceMs) {
        return TestRuns.section(
                List.of(temp.resolve("none"), temp), foreignToo, sinceMs, VerdictTest.class.getClassLoader());
    }

    /** In both runs of the quick tests. */
    private void report(String className, String counts) throws IOException {
        report("", className, counts);
        report("locales", className, counts);
    }

    private void report(String execution, String className, String counts) throws IOException {
        Path directory =
                Files.createDirectories(temp.resolve("surefire-reports").resolve(execution));
        Files.writeString(
                directory.resolve("TEST-" + className + ".xml"),
                "<testsuite name='" + className + "' time='1.5' " + counts + "/>");
    }

    private void compiled(String className) throws IOException {
        Path file = temp.resolve("test-classes").resolve(className.replace('.', '/') + ".class");
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[0]);
    }
}
