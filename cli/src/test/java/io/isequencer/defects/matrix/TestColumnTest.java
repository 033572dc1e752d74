package io.isequencer.defects.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.defects.Defect;
import io.isequencer.defects.DefectLab;
import io.isequencer.laboratory.CheckFailedException;
import io.isequencer.laboratory.CheckFailedException.Kind;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests in a child JVM, with and without a defect that they know. */
@Tag("slow")
class TestColumnTest {
    private static final Path HOME = ProjectFiles.ROOT.toAbsolutePath();
    private static final int LIMIT_SECONDS = 600;

    @TempDir
    Path work;

    @Test
    void namesTheFirstTestThatSeesTheDefect() throws IOException {
        Kill kill = column("io\\.isequencer\\.core\\.PendingTest", LIMIT_SECONDS)
                .detect(defect("R10-prune-without-comparing"));
        assertTrue(kill.killed());
        assertTrue(kill.how().startsWith("PendingTest."), kill.how());
    }

    /** By the names alone, the scenarios with threads of the first class would be met before. */
    @Test
    void namesATestThatSeesItEachTimeBeforeOneThatNeedsARace() throws IOException {
        Kill kill = column("io\\.isequencer\\.storage\\.mapdb\\.(InMemory)?MapDbStorageTest", LIMIT_SECONDS)
                .detect(defect("R07-mapdb-checkpoint-before-values"));
        assertTrue(kill.how().startsWith("MapDbStorageTest.r7"), kill.how());
    }

    @Test
    void survivesTestsThatDoNotLook() throws IOException {
        Kill kill = column("io\\.isequencer\\.api\\.LimitsTest", LIMIT_SECONDS)
                .detect(defect("R10-prune-without-comparing"));
        assertEquals(Kill.Outcome.SURVIVED, kill.outcome());
    }

    @Test
    void aSelectionWithoutTestsIsAnErrorAndNoSurvival() {
        CheckFailedException failure = assertThrows(
                CheckFailedException.class,
                () -> column("no\\.such\\.Test", LIMIT_SECONDS).detect(defect("R10-prune-without-comparing")));
        assertEquals(Kind.VACUOUS, failure.kind());
    }

    @Test
    void testsThatDoNotEndKill() throws IOException {
        Kill kill = column("io\\.isequencer\\.core\\.PendingTest", 0).detect(defect("R10-prune-without-comparing"));
        assertEquals("does not end", kill.how());
    }

    private TestColumn column(String classes, int limitSeconds) {
        DefectLab lab = new DefectLab(HOME, work);
        Child child = new Child(HOME, System.getProperty("java.class.path"), work.resolve("logs"), limitSeconds);
        return new TestColumn("unit", "", "", List.of("--classes", classes), lab, () -> child);
    }

    private static Defect defect(String id) throws IOException {
        return Defect.readAll(HOME.resolve("simulation/defects")).stream()
                .filter(defect -> defect.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
