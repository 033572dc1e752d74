package io.isequencer.defects.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.defects.Defect;
import io.isequencer.laboratory.CheckFailedException;
import io.isequencer.laboratory.CheckFailedException.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class KillMatrixTest {
    private static final Defect ONE = new Defect("R1-one", "R1", "A.java", "One & only.", null, Set.of(), Map.of());
    private static final Defect TWO = new Defect("R2-two", "R2", "B.java", "Two.", null, Set.of(), Map.of());

    @Test
    void aDefectThatSomeCheckKilledDidNotSurvive() {
        KillMatrix matrix = run(new Fake("a", ONE::equals), new Fake("b", TWO::equals));
        assertTrue(matrix.survivors().isEmpty());
        assertTrue(matrix.idle().isEmpty());
    }

    @Test
    void aDefectThatNoCheckKilledIsASurvivor() {
        KillMatrix matrix = run(new Fake("a", ONE::equals), new Fake("b", ONE::equals));
        assertEquals(
                List.of(TWO),
                matrix.survivors().stream().map(KillMatrix.Row::defect).toList());
        assertTrue(MatrixText.row(matrix.rows().get(1)).contains("SURVIVED"));
    }

    @Test
    void aDefectThatNoCheckHasAPlaceForIsNoSurvivor() {
        KillMatrix matrix = run(new Deaf());
        assertTrue(matrix.survivors().isEmpty());
        assertEquals(2, matrix.notAsked());
        assertTrue(MatrixText.summary(matrix).startsWith("0 of 0 defects found, 2 are beyond what was run"));
        assertEquals(1, matrix.idle().size(), "a check that was never asked proves nothing");
    }

    @Test
    void aCheckThatKilledNothingIsIdle() {
        KillMatrix matrix = run(new Fake("a", defect -> true), new Fake("b", defect -> false));
        assertEquals(List.of("b"), matrix.idle().stream().map(Column::name).toList());
    }

    @Test
    void jsonTellsWhoKilledWhat() throws IOException {
        KillMatrix matrix = run(new Fake("a", ONE::equals), new Fake("b", defect -> true));
        JsonNode json = new ObjectMapper().readTree(MatrixJson.write(matrix, true));
        assertEquals("PASS", json.get("verdict").asText());
        JsonNode second = json.get("defects").get(1);
        assertEquals("R2-two", second.get("id").asText());
        assertFalse(second.get("killedBy").has("a"));
        assertEquals("seen by b", second.get("killedBy").get("b").get("how").asText());
    }

    @Test
    void markdownHoldsEachRowAndColumn() {
        KillMatrix matrix = run(new Fake("a", ONE::equals), new Fake("b", TWO::equals));
        String markdown = MatrixText.markdown(matrix);
        assertTrue(
                markdown.contains(
                        "| `R1-one` One & only. | seen by a, 1.0 s | · |\n| `R2-two` Two. | · | seen by b, 1.0 s |"),
                markdown);
    }

    @Test
    void aCheckThatFailsWithoutADefectProvesNothing() {
        KillMatrix matrix = new KillMatrix(List.of(new Fake("sound", ONE::equals), new Fake("broken", defect -> true)));
        CheckFailedException failure = assertThrows(CheckFailedException.class, matrix::runControl);
        assertEquals(Kind.VACUOUS, failure.kind());
        assertTrue(failure.getMessage().contains("column=broken"), failure::getMessage);
    }

    @Test
    void theControlIsTimedWhereThereIsSomethingToRun() {
        KillMatrix matrix = new KillMatrix(List.of(new Fake("sound", ONE::equals), new Deaf()));
        matrix.runControl();
        assertEquals(Map.of("sound", 1.0), matrix.control());
    }

    @Test
    void whatWasWrittenIsReadAgain() throws IOException {
        List<Column> columns = List.of(new Fake("a", ONE::equals), new Deaf());
        KillMatrix matrix = new KillMatrix(columns);
        matrix.runControl();
        matrix.run(List.of(ONE, TWO), row -> {});
        String json = MatrixJson.write(matrix, false);
        KillMatrix again = MatrixJson.read(json, columns, List.of(ONE, TWO));
        assertEquals(matrix.rows(), again.rows());
        assertEquals(matrix.control(), again.control());
        Defect edited = new Defect("R1-one", "R1", "A.java", "One & only.", null, Set.of(), Map.of("x", "y"));
        assertEquals(
                List.of(matrix.rows().get(1)),
                MatrixJson.read(json, columns, List.of(edited, TWO)).rows(),
                "what was seen of another change says nothing");
    }

    @Test
    void aNewRunReplacesWhatItAskedAndKeepsTheRest() {
        KillMatrix earlier = run(new Fake("a", ONE::equals), new Fake("b", TWO::equals));
        KillMatrix fresh = new KillMatrix(List.of(new Fake("a", defect -> true)));
        fresh.run(List.of(TWO), row -> {});
        KillMatrix merged = fresh.over(earlier, List.of(ONE, TWO));
        assertEquals(earlier.rows().get(0), merged.rows().get(0));
        assertTrue(merged.rows().get(1).kills().values().stream().allMatch(Kill::killed));
    }

    @Test
    void aRowWithAnAnswerMissingIsKeptAndNotShown() throws IOException {
        KillMatrix fresh = new KillMatrix(List.of(new Fake("a", defect -> true)));
        fresh.run(List.of(ONE), row -> {});
        KillMatrix nothing = new KillMatrix(List.of(new Fake("a", ONE::equals), new Fake("b", ONE::equals)));
        KillMatrix merged = fresh.over(nothing, List.of(ONE, TWO));
        assertEquals(1, merged.rows().size());
        assertTrue(merged.complete().rows().isEmpty());
        String json = MatrixJson.write(merged, true);
        assertEquals(
                merged.rows(),
                MatrixJson.read(json, nothing.columns(), List.of(ONE, TWO)).rows());
    }

    @Test
    void aMatrixPassesIfEachDefectWasSeenAndOfAllDefectsEachCheckSawOne() {
        assertTrue(run(new Fake("a", ONE::equals), new Fake("b", TWO::equals)).passed(true));
        KillMatrix idle = run(new Fake("a", defect -> true), new Fake("b", defect -> false));
        assertTrue(idle.passed(false));
        assertFalse(idle.passed(true));
        assertFalse(run(new Fake("a", ONE::equals)).passed(false));
    }

    private static KillMatrix run(Column... columns) {
        KillMatrix matrix = new KillMatrix(List.of(columns));
        matrix.run(List.of(ONE, TWO), row -> {});
        return matrix;
    }

    /** A check that is about something else. */
    private static final class Deaf extends Column {
        Deaf() {
            super("deaf", "", "everything");
        }

        @Override
        public boolean appliesTo(Defect defect) {
            return false;
        }

        @Override
        public Kill detect(Defect defect) {
            throw new AssertionError("it has no place for any");
        }
    }

    /** A check that kills what it is told to. */
    private static final class Fake extends Column {
        private final Predicate<Defect> kills;

        Fake(String name, Predicate<Defect> kills) {
            super(name, "kills <some>", "");
            this.kills = kills;
        }

        @Override
        public Kill detect(Defect defect) {
            return kills.test(defect) ? Kill.killed("seen by " + name(), 1) : Kill.survived(1);
        }
    }
}
