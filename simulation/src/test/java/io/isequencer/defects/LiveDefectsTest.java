package io.isequencer.defects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.defects.matrix.LiveColumn;
import io.isequencer.laboratory.CheckFailedException;
import io.isequencer.testing.ProjectFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Planted defects run under load with the runtime's threads: the check that runs beside them names the step. */
@Tag("slow")
@Timeout(900)
class LiveDefectsTest {
    private static final Path DEFECTS = ProjectFiles.ROOT.resolve("simulation/defects");

    @TempDir
    static Path work;

    private final DefectLab lab = new DefectLab(ProjectFiles.ROOT, work);

    @Test
    void whatIsRightFitsToTheEnd() {
        DefectLab.Watched watched = lab.watch(planted("io/isequencer/core/Pending.java", Map.of()));
        assertEquals("", watched.misfit());
        assertTrue(watched.ended());
    }

    @ParameterizedTest
    @CsvSource({
        "R01-threads-skip-the-sync, PowerLoss",
        "R03-start-moves-the-offset, Start",
        "R05-scan-publishes-no-values, ActScan",
        "R06-next-numbers-in-memory, Next",
        "R08-pending-looked-at-after-the-read, Fill",
        "R08-threads-read-before-they-look-at-pending, Read",
        "R10-prune-without-comparing, FlPrune",
        "R12-no-signal-while-waiting, ActWaitRoom",
        "R13-writes-nothing, FlSnapshot",
        "R15-close-retries-for-ever, FlSnapshot",
        "R17-next-wraps, Next",
        "R18-explicit-numbers-are-not-told, Use"
    })
    void aDefectIsSeenAtItsStep(String id, String step) throws Exception {
        Defect defect = Defect.readAll(DEFECTS).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        String misfit = lab.watch(defect).misfit();
        assertTrue(misfit.matches("(?s)step \\d+, " + step + "\\b.*"), () -> id + ": " + misfit);
    }

    @Test
    void whatChangesNothingIsNotSeenThoughItRan() {
        Defect harmless = planted(
                "io/isequencer/core/Pending.java",
                Map.of("checkpoint = plogOffset + 1;", "checkpoint = 1 + plogOffset;"));
        DefectLab.Watched watched = lab.watch(harmless);
        assertEquals("", watched.misfit());
        assertTrue(watched.changeRan());
    }

    @Test
    void codeThatNeverRanIsAnErrorAndNoSurvival() {
        Defect unreached = planted(
                "io/isequencer/core/Client.java",
                Map.of(
                        "if (admission > Limits.MAX_PLOG_OFFSET) {",
                        "if (admission > Limits.MAX_PLOG_OFFSET) {\n            admission = Limits.MAX_PLOG_OFFSET;"));
        CheckFailedException failure =
                assertThrows(CheckFailedException.class, () -> new LiveColumn(lab).detect(unreached));
        assertTrue(failure.getMessage().contains("changed code must run"), failure.getMessage());
    }

    private static Defect planted(String file, Map<String, String> changes) {
        return new Defect("planted", "R1", file, "", null, Set.of(), changes);
    }
}
