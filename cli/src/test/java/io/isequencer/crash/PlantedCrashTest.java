package io.isequencer.crash;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.defects.Defect;
import io.isequencer.testing.ProjectFiles;
import io.isequencer.testing.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The crash campaign must notice what someone takes out by hand: an fsync, the checksum, the mark's place. */
@Tag("crash")
class PlantedCrashTest {
    private static final int MAX_POINTS = 1_500;

    /** By one crash of hundreds. */
    private static final Set<Plant> SEEN_LATE = EnumSet.of(Plant.NO_FSYNC_IN_RECOVERY, Plant.NO_CUT_BEFORE_KEPT_PAGES);

    @TempDir
    private Path temp;

    /** One change to one production class, the calls at which it shows soonest, and what the campaign then says. */
    enum Plant {
        NO_FSYNC_OF_A_GROUP("FSYNC", "R01-segment-log-acknowledges-before-fsync", "acknowledged events"),
        NO_FSYNC_BEFORE_A_NEW_SEGMENT(
                "CREATE",
                "storage.segment.SegmentEventLog",
                "writer.writeOut();\n        writer.sync();\n        durableEnd",
                "writer.writeOut();\n        durableEnd",
                ""),
        NO_FSYNC_OF_A_SEGMENT_HEADER(
                "WRITE|DIRECTORY_SYNC",
                "storage.segment.SegmentWriter",
                "SegmentHeader.BYTES);\n        file.sync();",
                "SegmentHeader.BYTES);",
                ""),
        NO_SYNC_OF_THE_DIRECTORY_OF_A_NEW_SEGMENT(
                "FSYNC|WRITE",
                "storage.segment.SegmentWriter",
                "disk.syncDirectory(segment.file().toAbsolutePath().getParent());",
                "",
                ""),
        NO_FSYNC_IN_RECOVERY("WRITE", "storage.segment.LogRecovery", "file.sync();", "", ""),
        NO_FSYNC_OF_A_BASE(
                "RENAME|DELETE", "storage.disk.Disk", "out.flush();\n            created.sync();", "out.flush();", ""),
        NO_SYNC_OF_THE_DIRECTORY_OF_A_BASE(
                "DELETE",
                "storage.disk.Disk",
                "rename(unfinished(file), file);\n        syncDirectory(file.getParent());",
                "rename(unfinished(file), file);",
                ""),
        NO_CHECKSUM("FSYNC", "R02-segment-log-compares-no-checksum", ""),
        MARK_BEFORE_ITS_FSYNC(
                "FSYNC",
                "storage.segment.SegmentEventLog",
                "synced = writer;\n                syncedEnd = end;",
                "synced = writer;\n                syncedEnd = end;\n                writer.mark(end);",
                ""),
        MARK_OF_WHAT_CAME_DURING_THE_FSYNC(
                "FSYNC", "R01-segment-log-marks-what-was-not-synced", "log must work after a crash: "),
        NO_CUT_BEFORE_KEPT_PAGES(
                "FSYNC",
                "storage.segment.SegmentWalk",
                "tail.firstOffset() >= brokenOffset",
                "false",
                "the log is damaged"),
        GOES_ON_AFTER_A_FAILED_FSYNC(
                "FSYNC", "storage.segment.SegmentEventLog", "failure = cause;", "", "refuse every call"),
        NO_WRITE_AGAIN_AFTER_A_FAILED_FSYNC(
                "FSYNC", "storage.segment.LogRecovery", "writeAgain(last, file, walk);", "", ""),
        DROPS_WITHOUT_A_BASE(
                "DELETE",
                "storage.segment.maintenance.LogRetention",
                "RetainedNumbers.write(disk, directory, begin, numbers);",
                "",
                "");

        private final String only;
        private final Defect defect;
        private final String expected;

        /** One of the kill matrix. */
        Plant(String only, String id, String expected) {
            this.only = only;
            this.defect = known(id);
            this.expected = expected;
        }

        /** One that is too small a part of the protocol for the kill matrix. */
        Plant(String only, String className, String text, String replacement, String expected) {
            this.only = only;
            String file = "io/isequencer/" + className.replace('.', '/') + ".java";
            this.defect = new Defect(name(), "", file, "", null, Set.of(), Map.of(text, replacement));
            this.expected = expected;
        }

        private static Defect known(String id) {
            try {
                return Defect.readAll(ProjectFiles.ROOT.resolve("simulation/defects")).stream()
                        .filter(defect -> defect.id().equals(id))
                        .findFirst()
                        .orElseThrow();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static List<Plant> plants() {
        return Sample.of(List.of(Plant.values()), plant -> plant.ordinal() % 3 == 0 && !SEEN_LATE.contains(plant));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plants")
    void theCampaignFails(Plant plant) throws Exception {
        PlantedClasses classes = PlantedClasses.with(plant.defect);
        String failure = (String) classes.loadClass(CrashCampaign.class.getName())
                .getMethod("firstFailure", int.class, String.class, Path.class)
                .invoke(null, MAX_POINTS, plant.only, temp);
        assertNotNull(failure, () -> "the campaign noticed nothing: defect=" + plant.defect.id());
        System.out.println(plant + ": " + failure);
        assertTrue(failure.contains(plant.expected), failure);
    }
}
