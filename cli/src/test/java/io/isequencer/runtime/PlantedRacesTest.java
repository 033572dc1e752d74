package io.isequencer.runtime;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.defects.Defect;
import io.isequencer.defects.DefectLab;
import io.isequencer.testing.PlantedJvm;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What Lincheck is good for: planted races, each with the test that finds it and what that says. */
@Tag("lincheck")
class PlantedRacesTest {
    private static final Path HOME = ProjectFiles.ROOT;

    @TempDir
    Path work;

    private enum Race {
        CHECKPOINT_APART_FROM_VALUES(
                "defects/R05-flush-without-the-lock", "SequencerModelTest#aCommitBesideTheFlusher", "unsound: "),
        CHECKPOINT_OF_A_SCAN_APART_FROM_VALUES(
                "defects/R05-threads-scan-in-two-sections", "SequencerModelTest#aCloseBesideARebuild", "unsound: "),
        READ_BEFORE_A_LOOK_AT_PENDING(
                "defects/R08-threads-read-before-they-look-at-pending",
                "SequencerModelTest#aReadBesideTheFlusher",
                "not dense: "),
        PRUNE_WITHOUT_COMPARING(
                "defects/R10-prune-without-comparing", "SharedStateModelTest", "Invalid execution results"),
        LOST_SIGNAL(
                "defects/R12-wakeup-lost-by-the-threads",
                "SequencerModelTest#aCommitBesideTheFlusher",
                "not drained: ");

        final String defect;
        final String test;
        final String said;

        Race(String defect, String test, String said) {
            this.defect = defect;
            this.test = "io.isequencer.runtime." + test;
            this.said = said;
        }
    }

    @Test
    void eachIsFound() throws Exception {
        DefectLab lab = new DefectLab(HOME, work);
        List<PlantedJvm> jvms = new ArrayList<>();
        List<Executable> checks = new ArrayList<>();
        try {
            for (Race race : Race.values()) {
                PlantedJvm jvm = new PlantedJvm(lab.compile(find(race.defect)), race.test);
                jvms.add(jvm);
                checks.add(() -> {
                    String failure = jvm.failure();
                    assertTrue(failure.contains(race.said), () -> race + " was not found: " + failure);
                });
            }
            assertAll(checks);
        } finally {
            for (PlantedJvm jvm : jvms) {
                jvm.close();
            }
        }
    }

    private static Defect find(String name) throws IOException {
        Path directory = HOME.resolve("simulation").resolve(name).getParent();
        return Defect.readAll(directory).stream()
                .filter(defect -> name.endsWith("/" + defect.id()))
                .findFirst()
                .orElseThrow();
    }
}
