package io.isequencer.defects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.simulation.render.CapsuleJson;
import io.isequencer.simulation.run.Capsule;
import io.isequencer.simulation.run.RunObserver;
import io.isequencer.simulation.run.RunResult;
import io.isequencer.spi.StepListener;
import io.isequencer.testing.ProjectFiles;
import io.isequencer.testing.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class DefectsTest {
    private static final Path HOME = ProjectFiles.ROOT;
    private static final Path CORPUS = HOME.resolve("simulation/corpus");

    @TempDir
    static Path work;

    private static DefectLab lab;

    @BeforeAll
    static void openLab() {
        lab = new DefectLab(HOME, work);
    }

    @TestFactory
    Stream<DynamicTest> eachIsFoundAndItsCapsulesTellItFromTheProductionCore() throws IOException {
        return Sample.of(simulated(), firstOfEachRule()::contains).stream()
                .map(defect -> DynamicTest.dynamicTest(defect.id(), () -> {
                    String kept = Files.readString(CORPUS.resolve(defect.id() + ".json"));
                    // Both in one class loader: to load the program takes longer than to run it.
                    String[] replayed = new String[1];
                    DefectReport report = DefectReport.of(defect, lab.inside(defect, loader -> {
                        replayed[0] = ReplayProbe.replayIn(loader, kept);
                        return (String[]) loader.loadClass(DefectProbe.class.getName())
                                .getMethod("detect", int.class, int.class)
                                .invoke(null, 1_000, 2_000);
                    }));
                    assertTrue(report.killed(), "the defect survived 1,000 seeds");
                    Capsule found = CapsuleJson.parse(report.capsule());
                    assertTrue(replays(found), "the shrunk capsule fails without the defect too");
                    String expected = CapsuleJson.parse(kept).property();
                    assertEquals(expected, replayed[0], "the capsule in the corpus no longer shows it");
                }));
    }

    private static Collection<Defect> firstOfEachRule() throws IOException {
        return simulated().stream()
                .collect(Collectors.toMap(Defect::rule, defect -> defect, (first, later) -> first))
                .values();
    }

    /** What is not hunted in this build must at least not be stale. */
    @Test
    void eachStillApplies() throws IOException {
        for (Defect defect : defects()) {
            Map<String, String> planted = defect.plant(file -> ProjectFiles.read(ProjectFiles.pathOfSource(file)));
            assertEquals(Set.copyOf(defect.files()), planted.keySet(), defect.id());
        }
    }

    @TestFactory
    Stream<DynamicTest> theProductionCorePassesTheWholeCorpus() throws IOException {
        List<Path> capsules = list(CORPUS, ".json");
        assertTrue(capsules.size() >= simulated().size(), "the corpus has " + capsules.size() + " capsules");
        return capsules.stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(), () -> assertIsMade(CapsuleJson.parse(Files.readString(file)))));
    }

    @Test
    void whatIsPlantedIntoTheExplorationIsNotWhatTheSimulationRuns() throws IOException {
        List<Defect> inBoth = new ArrayList<>();
        for (Defect defect : simulated()) {
            Defect inExplorer = defect.inExplorer(HOME.resolve("simulation/defects"));
            if (!inExplorer.equals(defect)) {
                inBoth.add(defect);
                assertNotEquals(lab.compile(inExplorer), lab.compile(defect), defect.id());
            }
        }
        assertFalse(inBoth.isEmpty());
    }

    @Test
    void theCodeAsItIsIsPlantedTooForTheControl() {
        Defect none = new Defect("none", "", "A.java", "", null, Set.of(), Map.of());
        assertEquals(Map.of("A.java", "as it is"), none.plant(file -> "as it is"));
    }

    @Test
    void aDefectThatNoLongerAppliesIsAnError() {
        Defect stale = new Defect("stale", "R1", "A.java", "", null, Set.of(), Map.of("gone", "x"));
        Defect twice = new Defect("twice", "R1", "A.java", "", null, Set.of(), Map.of("a", "x"));
        assertThrows(IllegalArgumentException.class, () -> stale.plant(file -> "here"));
        assertThrows(IllegalArgumentException.class, () -> twice.plant(file -> "a a"));
    }

    @Test
    void aDefectOfSeveralFilesChangesEachOfThem() {
        Map<String, String> sources = Map.of("A.java", "here", "B.java", "there");
        Defect both = new Defect("both", "R1", "A.java, B.java", "", null, Set.of(), Map.of("her", "x"));
        assertThrows(IllegalArgumentException.class, () -> both.plant(sources::get));
        Defect one = new Defect("one", "R1", "A.java, B.java", "", null, Set.of(), Map.of("there", "x"));
        assertThrows(IllegalArgumentException.class, () -> one.plant(sources::get));
        Map<String, String> apart = Map.of("A.java", "here", "B.java", "gone");
        Defect fits = new Defect("fits", "R1", "A.java, B.java", "", null, Set.of(), Map.of("gone", "x", "here", "y"));
        assertEquals(Map.of("A.java", "y", "B.java", "x"), fits.plant(apart::get));
    }

    /** Each move as the capsule says, or as it says impossible: what is passed over is not checked. */
    private static void assertIsMade(Capsule capsule) {
        RunResult result = capsule.replay(RunObserver.NONE, StepListener.NONE);
        assertTrue(result.passed(), () -> result.violation().getMessage());
        assertFalse(capsule.isEmpty(), "there is nothing to replay");
        assertEquals(capsule.impossible(), result.passedOver(), "moves passed over");
        assertEquals(0, result.replaced(), "moves replaced");
    }

    private static boolean replays(Capsule capsule) {
        return capsule.replay(RunObserver.NONE, StepListener.NONE).passed();
    }

    private static List<Defect> defects() throws IOException {
        return Defect.readAll(HOME.resolve("simulation/defects"));
    }

    private static boolean isSimulated(Defect defect) {
        return !defect.beyond().contains("simulation");
    }

    private static List<Defect> simulated() throws IOException {
        return defects().stream().filter(DefectsTest::isSimulated).toList();
    }

    private static List<Path> list(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
