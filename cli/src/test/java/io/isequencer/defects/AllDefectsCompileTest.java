package io.isequencer.defects;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Those that the simulation does not run are looked for by other checks; here they must still apply and compile. */
@Tag("slow")
class AllDefectsCompileTest {
    @TempDir
    static Path work;

    @TestFactory
    Stream<DynamicTest> thoseBeyondTheSimulationStillCompile() throws IOException {
        DefectLab lab = new DefectLab(ProjectFiles.ROOT, work);
        List<Defect> beyond = Defect.readAll(ProjectFiles.ROOT.resolve("simulation/defects")).stream()
                .filter(defect -> defect.beyond().contains("simulation"))
                .toList();
        assertFalse(beyond.isEmpty());
        return beyond.stream()
                .map(defect ->
                        DynamicTest.dynamicTest(defect.id(), () -> assertTrue(Files.isDirectory(lab.compile(defect)))));
    }
}
