package io.isequencer.laboratory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlantedChangeTest {
    private static final String TEXT =
            "rule: R1\nwhat: one: two\n--- find\na = 1;\n\n--- replace\na = 2;\n--- find\nb();\n--- replace\n";

    @Test
    void readsItsHeadAndEachPairOfBlocks() {
        PlantedChange change = PlantedChange.parse("x=1", TEXT);
        assertEquals("R1", change.require("rule"));
        assertEquals("one: two", change.require("what"));
        assertEquals(Map.of("a = 1;", "a = 2;", "b();", ""), change.changes());
        refuses("must have file: x=1", () -> change.require("file"));
    }

    @Test
    void eachBlockGoesToTheFileThatHasItsText() {
        assertEquals(
                Map.of("A", "int a = 2;", "B", "{  }"),
                PlantedChange.parse("x=1", TEXT).plant(Map.of("A", "int a = 1;", "B", "{ b(); }")));
    }

    @Test
    void whatDoesNotApplyAtExactlyOnePlaceIsRefused() {
        PlantedChange change = PlantedChange.parse("x=1", TEXT);
        refuses("places=2", () -> change.plant(Map.of("A", "int a = 1; b();", "B", "b();")));
        refuses("places=0", () -> change.plant(Map.of("A", "int a = 1;")));
        refuses("one of each of its files: x=1, file=C", () -> change.plant(Map.of("A", "a = 1; b();", "C", "")));
    }

    @Test
    void aTextWithoutBlocksIsRefused() {
        refuses("a text to find: x=1", () -> PlantedChange.parse("x=1", "rule: R1\n"));
        refuses("one replacement", () -> PlantedChange.parse("x=1", "rule: R1\n--- find\na\n"));
    }

    private static void refuses(String text, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(text), message);
    }
}
