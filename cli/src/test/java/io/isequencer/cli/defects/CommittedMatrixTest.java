package io.isequencer.cli.defects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.defects.Defect;
import io.isequencer.defects.matrix.Column;
import io.isequencer.defects.matrix.Kill;
import io.isequencer.defects.matrix.KillMatrix;
import io.isequencer.defects.matrix.MatrixText;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The matrix in the documents is of the defects and the columns that there are. */
class CommittedMatrixTest {
    private static final String AGAIN = "run ./isequencer defects --column all --out docs/kill-matrix --defect ";

    private List<Defect> defects;
    private KillMatrix matrix;

    @BeforeEach
    void readDocument() throws IOException {
        defects = Defect.readAll(ProjectFiles.ROOT.resolve("simulation/defects"));
        List<Column> columns = new Columns(ProjectFiles.ROOT, 1, report -> {}).named(List.of("all"));
        matrix = new MatrixFiles(ProjectFiles.ROOT.resolve("docs/kill-matrix"), false)
                .read(columns, defects)
                .complete();
    }

    @Test
    void eachDefectHasARow() {
        Set<Defect> known = matrix.rows().stream().map(KillMatrix.Row::defect).collect(Collectors.toSet());
        List<String> missing = defects.stream()
                .filter(defect -> !known.contains(defect))
                .map(Defect::id)
                .toList();
        assertEquals(List.of(), missing, () -> AGAIN + String.join(",", missing));
    }

    @Test
    void thereIsNoRowOfAnyOther() throws IOException {
        List<String> ids = new ObjectMapper()
                .readTree(ProjectFiles.read("docs/kill-matrix.json"))
                .get("defects")
                .findValuesAsText("id");
        assertEquals(defects.stream().map(Defect::id).toList(), ids);
    }

    @Test
    void eachDefectWasSeenAndEachCheckSawOne() {
        assertEquals(List.of(), matrix.survivors());
        assertEquals(List.of(), matrix.idle().stream().map(Column::name).toList());
    }

    /** The oracle is what others have: what it cannot see is said, and nothing else is. */
    @Test
    void whatTheOracleDoesNotSeeHasAReason() {
        List<String> unseen = matrix.rows().stream()
                .filter(row -> sawNothing(row, "conformance"))
                .map(row -> row.defect().id())
                .toList();
        List<String> explained = matrix.rows().stream()
                .filter(row -> row.defect().unseen().containsKey("conformance"))
                .map(row -> row.defect().id())
                .toList();
        assertEquals(unseen, explained);
    }

    @Test
    void aReasonIsOfACheckThatSawNothing() {
        for (KillMatrix.Row row : matrix.rows()) {
            row.defect()
                    .unseen()
                    .keySet()
                    .forEach(column -> assertTrue(
                            sawNothing(row, column), () -> row.defect().id() + " is not unseen by " + column));
        }
    }

    private static boolean sawNothing(KillMatrix.Row row, String column) {
        Kill kill = row.kills().get(column);
        return kill != null && kill.outcome() == Kill.Outcome.SURVIVED;
    }

    @Test
    void eachCheckWithARunWithoutADefectPassedIt() {
        Set<String> run = matrix.columns().stream()
                .map(Column::name)
                .filter(name -> !name.equals("tlc"))
                .collect(Collectors.toSet());
        assertEquals(run, matrix.control().keySet());
    }

    @Test
    void theFormsSayTheSame() {
        assertEquals(MatrixText.markdown(matrix), ProjectFiles.read("docs/kill-matrix.md"));
    }

    @Test
    void theDocumentsCountThem() {
        assertTrue(ProjectFiles.read("README.md").contains("plants " + defects.size() + " defects"));
        assertTrue(ProjectFiles.read("docs/testing.md").contains("[" + defects.size() + " planted defects]"));
    }

    @Test
    void aDefectNamesChecksThatThereAre() throws IOException {
        Set<String> names = Set.of(Columns.NAMES.split(", "));
        String specification = String.join(
                "\n", ProjectFiles.text(name -> name.startsWith("tla/configs/")).keySet());
        for (Defect defect : defects) {
            assertTrue(names.containsAll(defect.beyond()), () -> defect.id() + " is beyond " + defect.beyond());
            assertTrue(
                    defect.spec() == null || specification.contains("/" + defect.spec() + ".cfg"),
                    () -> defect.id() + " names " + defect.spec());
        }
    }
}
