package io.isequencer.cli.defects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.defects.Defect;
import io.isequencer.defects.matrix.Column;
import io.isequencer.defects.matrix.Kill;
import io.isequencer.defects.matrix.KillMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixFilesTest {
    private static final Defect ONE = new Defect("R1-one", "R1", "A.java", "One & only.", null, Set.of(), Map.of());

    @TempDir
    private Path directory;

    private MatrixFiles files;

    @BeforeEach
    void name() {
        files = new MatrixFiles(directory.resolve("matrix"), false);
    }

    @Test
    void bothFormsHoldTheRows() throws IOException {
        KillMatrix matrix = new KillMatrix(List.of(new Blind("a")));
        matrix.run(List.of(ONE), row -> {});
        files.write(matrix, true);
        assertTrue(Files.readString(directory.resolve("matrix.md")).contains("| `R1-one` One & only. | · |"));
        assertTrue(Files.readString(directory.resolve("matrix.json")).contains("\"verdict\":\"PASS\""));
        assertEquals(matrix.rows(), files.read(matrix.columns(), List.of(ONE)).rows());
    }

    @Test
    void aRowWithAnAnswerMissingIsInTheJsonOnly() throws IOException {
        KillMatrix matrix = new KillMatrix(List.of(new Blind("a"), new Blind("b")));
        matrix.add(ONE, Map.of("a", Kill.survived(1)));
        files.write(matrix, true);
        assertFalse(Files.readString(directory.resolve("matrix.md")).contains(ONE.id()));
        assertEquals(matrix.rows(), files.read(matrix.columns(), List.of(ONE)).rows());
    }

    /** A check that sees nothing. */
    private static final class Blind extends Column {
        Blind(String name) {
            super(name, "", "");
        }

        @Override
        public Kill detect(Defect defect) {
            return Kill.survived(1);
        }
    }
}
