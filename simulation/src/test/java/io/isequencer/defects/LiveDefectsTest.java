package io.isequencer.defects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Planted defects run under load with the runtime's threads: the check that runs beside them names the step. */
@Tag("slow")
@Timeout(120)
class LiveDefectsTest {
    private static final Path DEFECTS = ProjectFiles.ROOT.resolve("simulation/defects");

    @TempDir
    static Path work;

    @Test
    void whatIsRightFits() {
        List<String> verdict = LiveRun.verdict();
        assertEquals("FITS", verdict.get(0), verdict.get(1));
    }

    @ParameterizedTest
    @CsvSource({
        "R03-start-moves-the-offset, Start",
        "R05-scan-publishes-no-values, ActScan",
        "R06-next-numbers-in-memory, Next",
        "R08-threads-read-before-they-look-at-pending, Read",
        "R10-prune-without-comparing, FlPrune",
        "R12-no-signal-while-waiting, ActWaitRoom",
        "R13-writes-nothing, FlSnapshot",
        "R18-explicit-numbers-are-not-told, Use"
    })
    void aDefectIsSeenAtItsStep(String id, String step) throws Exception {
        Defect defect = Defect.readAll(DEFECTS).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        List<?> verdict = new DefectLab(ProjectFiles.ROOT, work).inside(defect, loader -> (List<?>)
                loader.loadClass(LiveRun.class.getName()).getMethod("verdict").invoke(null));
        assertEquals("MISFIT", verdict.get(0), () -> id + ": " + verdict.get(1));
        assertTrue(verdict.get(1).toString().contains(", " + step + " of a:"), () -> id + ": " + verdict.get(1));
    }
}
