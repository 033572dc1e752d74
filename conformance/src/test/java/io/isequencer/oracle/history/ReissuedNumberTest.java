package io.isequencer.oracle.history;

import static io.isequencer.rules.Property.DENSE;
import static io.isequencer.rules.Property.MONOTONE;
import static io.isequencer.rules.Property.UNIQUE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An append ends otherwise than well, its owner ends or starts over, and a number is issued again: by which it may, and
 * by which it may not, for each outcome, each end, and the same owner or another.
 */
class ReissuedNumberTest {
    /** Numbers 1 and 2 of the key are in the log, 3 was sent to offset 3. */
    private static final Story SENT =
            Story.with("").then("open").event(1, 1).event(2, 2).then("start k=1 w=5 p=3; next s=1 n=3");

    /** Who else is there holds the offset before it is taken. */
    private static final Story SENT_BESIDE_ANOTHER = SENT.then("open o=2; start o=2 k=1 w=5 p=3; next o=2 s=1 n=3");

    /**
     * A cell of the table.
     *
     * @param last the largest number of the key in the log as the next owner begins
     * @param free the next offset
     */
    private record Cell(String outcome, String end, String by, Story story, long last, long free) {
        @Override
        public String toString() {
            return outcome + ", " + end + ", " + by;
        }
    }

    private static Stream<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (String end : List.of("crash", "close", "actualize")) {
            for (String owner : List.of("1", "2")) {
                String by = owner.equals("1") ? "the same owner" : "another owner";
                // Another owner begins where this one only starts over, too.
                String next = owner.equals("1") && end.equals("actualize") ? "" : "; open o=" + owner;
                Story failed = SENT.then("append p=3 w=5 v=1:3 r=failed; " + end + next);
                cells.add(new Cell("failed", end, by, failed, 2, 3));
                Story unknown = SENT.then("append p=3 w=5 v=1:3 r=unknown; " + end + next);
                cells.add(new Cell("unknown, not landed", end, by, unknown, 2, 3));
                Story landed = SENT.then("append p=3 w=5 v=1:3 r=unknown; " + end + "; landed p=3 w=5 v=1:3" + next);
                cells.add(new Cell("unknown, landed", end, by, landed, 3, 4));
                Story conflict = SENT_BESIDE_ANOTHER
                        .then("append o=2 p=3 w=5 v=1:3 r=ok; flush o=2; close o=2")
                        .then("append p=3 w=5 v=1:3 r=conflict; " + end + next);
                cells.add(new Cell("conflict", end, by, conflict, 3, 4));
            }
        }
        return cells.stream();
    }

    @Test
    void theTableIsWhole() {
        assertEquals(4 * 3 * 2, cells().map(Cell::toString).distinct().count());
    }

    @ParameterizedTest
    @MethodSource("cells")
    void theNumberBehindTheLogsLastIsRight(Cell cell) {
        cell.story
                .event(ownerOf(cell), cell.free, cell.last + 1)
                .event(ownerOf(cell), cell.free + 1, cell.last + 2)
                .holds();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aNumberOfTheLogIsNotIssuedAgain(Cell cell) {
        long next = cell.last + 1;
        reissued(cell, cell.last)
                .breaks(UNIQUE, "a number must be issued once: " + where(cell, cell.last), "number=" + next);
        reissued(cell, cell.last - 1)
                .breaks(
                        MONOTONE,
                        "an issued number must be above those before: " + where(cell, cell.last - 1),
                        "number=" + next);
    }

    /** As if the number that did not get into the log were in it. */
    @ParameterizedTest
    @MethodSource("cells")
    void noNumberIsLeftOut(Cell cell) {
        reissued(cell, cell.last + 2)
                .breaks(
                        DENSE,
                        "an issued number must follow the last one, or be the initial value: "
                                + where(cell, cell.last + 2) + ", initial=1",
                        "number=" + (cell.last + 1));
    }

    private static Story reissued(Cell cell, long number) {
        String of = " o=" + ownerOf(cell);
        return cell.story
                .then("start k=1 w=5 p=" + cell.free + of + "; next s=1 n=" + number + of)
                .then("append p=" + cell.free + " w=5 v=1:" + number + " r=ok" + of);
    }

    private static String ownerOf(Cell cell) {
        return cell.by.equals("the same owner") ? "1" : "2";
    }

    private static String where(Cell cell, long number) {
        return "wsId=5, seqId=1, number=" + number + ", last=" + cell.last;
    }
}
