package io.isequencer.cli.defects;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.defects.Defect;
import io.isequencer.defects.DefectLab;
import io.isequencer.defects.matrix.Child;
import io.isequencer.defects.matrix.Column;
import io.isequencer.defects.matrix.Kill;
import io.isequencer.defects.matrix.KillMatrix;
import io.isequencer.defects.matrix.TestColumn;
import io.isequencer.testing.ProjectFiles;
import io.isequencer.testing.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The kill matrix, short: what no simulation can find is still seen by a test class that the matrix names. */
@Tag("slow")
class BeyondTheSimulationTest {
    private static final Path HOME = ProjectFiles.ROOT.toAbsolutePath();

    /** A race is met by the model checker each time, by other tests now and then. */
    private static final List<String> COLUMNS = List.of("lincheck", "unit", "properties", "crash");

    @TempDir
    Path work;

    @TestFactory
    Stream<DynamicTest> theNamedTestSeesIt() throws IOException {
        List<Defect> defects = Defect.readAll(HOME.resolve("simulation/defects"));
        List<Column> columns = new Columns(HOME, 1, report -> {}).named(List.of("all"));
        List<KillMatrix.Row> rows = new MatrixFiles(HOME.resolve("docs/kill-matrix"), false)
                .read(columns, defects).complete().rows().stream()
                        .filter(row -> row.defect().beyond().contains("simulation"))
                        .toList();
        DefectLab lab = new DefectLab(HOME, work);
        return Sample.of(rows, soonestOfEachColumn(rows)::contains).stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.defect().id(), () -> detect(row.defect(), lab, testClass(row.kills()))));
    }

    private static Collection<KillMatrix.Row> soonestOfEachColumn(List<KillMatrix.Row> rows) {
        return rows.stream()
                .collect(Collectors.toMap(
                        row -> column(row.kills()),
                        row -> row,
                        BinaryOperator.minBy(Comparator.comparingDouble(
                                row -> kill(row.kills()).seconds()))))
                .values();
    }

    private void detect(Defect defect, DefectLab lab, String testClass) {
        Child child = new Child(HOME, System.getProperty("java.class.path"), work.resolve("logs"), 300);
        List<String> selection = List.of("--classes", ".*\\." + testClass, "--limit-seconds", "25");
        Kill kill = new TestColumn("short", "", "", selection, lab, () -> child).detect(defect);
        assertTrue(kill.killed(), () -> testClass + " saw nothing");
    }

    private static String testClass(Map<String, Kill> kills) {
        String how = kill(kills).how();
        return how.substring(0, how.indexOf('.'));
    }

    private static Kill kill(Map<String, Kill> kills) {
        return kills.get(column(kills));
    }

    private static String column(Map<String, Kill> kills) {
        return COLUMNS.stream()
                .filter(name -> kills.get(name).killed())
                .findFirst()
                .orElseThrow();
    }
}
