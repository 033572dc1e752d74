package io.isequencer.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How growth is measured and shown. */
class CurvesTest {

    @Test
    void aCurveIsATableWithItsUnits() {
        Curve curve = new Curve(
                "it",
                "About it.",
                List.of("what", "keys", "s", "peak MiB"),
                List.of(Arrays.asList("small", 1_000_000, 0.12345, null), Arrays.asList("large", 7L, 1234.56, 12.34)));
        assertEquals("""
                ### it

                About it.

                | what | keys | s | peak MiB |
                |---|--:|--:|--:|
                | small | 1,000,000 | 0.123 | – |
                | large | 7 | 1,235 | 12.3 |
                """, curve.markdown());
    }

    @Test
    void aColumnThatIsNotThereIsAnError() {
        Curve curve = new Curve("it", "", List.of("s"), List.of(List.of(1)));
        assertEquals(
                "column must be one of [s]: column=keys",
                assertThrows(IllegalArgumentException.class, () -> curve.column("keys"))
                        .getMessage());
    }

    @Test
    void thePictureHasALineForEachNumberOfKeysAndKindOfStart() {
        Curve curve = new Curve(
                Growths.RECOVERY,
                "",
                List.of("events", "keys", "s, rebuild", "s, clean start"),
                List.of(
                        List.of(10_000, 100, 0.001, 0.01),
                        List.of(10_000_000, 100, 1000.0, 0.01),
                        List.of(10_000, 2_000, 0.1, 1e9)));
        String svg = Plot.svg(new Report(Map.of(), List.of(), List.of(curve), List.of()));
        assertTrue(svg.contains("<polyline points=\"70.0,470.0 640.0,40.0\""), "from corner to corner: " + svg);
        assertTrue(svg.contains(">2,000 keys, after a clean close</text>"), svg);
        assertEquals(4, svg.split("<polyline", -1).length - 1, svg);
        Report none = new Report(Map.of(), List.of(), List.of(), List.of());
        assertEquals(
                "results must have the curve: curve=Recovery",
                assertThrows(IllegalArgumentException.class, () -> Plot.svg(none))
                        .getMessage());
    }

    @Test
    void aHistoryIsOneOfAServiceThatFollowsTheProtocol(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("history");
        GeneratedHistory.write(file, 104, 1);
        List<String> lines = Files.readAllLines(file);
        assertEquals(104, lines.size());
        assertEquals("{\"e\":\"start\",\"o\":1,\"k\":1,\"w\":\"0\",\"p\":\"1\"}", lines.get(2));
        assertEquals("{\"e\":\"next\",\"o\":1,\"s\":1,\"n\":\"2\"}", lines.get(4));
        assertEquals(
                "{\"e\":\"append\",\"o\":1,\"p\":\"1\",\"w\":\"0\",\"v\":[[1,\"1\"],[1,\"2\"]],\"r\":\"ok\"}",
                lines.get(5));
        assertEquals("{\"e\":\"writeBegin\",\"o\":1,\"id\":20,\"v\":[[\"0\",1,\"40\"]],\"c\":\"21\"}", lines.get(102));
        GeneratedHistory.write(directory.resolve("many"), 104, 2_000);
        assertTrue(
                Files.readString(directory.resolve("many")).contains("[2,\"200001\"]]"),
                "two sequences, each from its first number");
    }

    @Test
    @Tag("slow")
    void eachProgramGivesAFigureForEachColumn(@TempDir Path directory) throws Exception {
        assertColumns(Growths.RECOVERY, 2, RecoverySample.figures(directory.resolve("recovery"), 2_000, 200));
        assertColumns(Growths.NUMBERS, 1, NumbersSample.figures(directory.resolve("numbers"), 2_000));
    }

    private static void assertColumns(String name, int arguments, List<Double> figures) {
        SampleGrowth growth = (SampleGrowth) Growths.ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertEquals(growth.columns().size(), arguments + figures.size(), name);
        assertTrue(figures.stream().allMatch(figure -> figure > 0), () -> name + ": " + figures);
        assertEquals(figures.size(), SampleGrowth.line(figures).split(" ").length);
    }

    @Test
    void aCommandThatFailsSaysWhatItSaid(@TempDir Path directory) {
        String message = assertThrows(
                        IOException.class,
                        () -> Child.run(List.of("sh", "-c", "echo no room >&2; exit 3"), directory.resolve("output")))
                .getMessage();
        assertTrue(message.contains("exitCode=3, stderr=no room"), message);
    }
}
