package io.isequencer.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.benchmarks.Result.Round;
import io.isequencer.benchmarks.Result.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a run does with its rows, whatever they measure. */
class BenchTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> measured = new ArrayList<>();

    /** Takes 10, 20, 30 ns and so on, beside a yardstick of 10 ns that it shares with its like. */
    private class Fake implements Row {
        private final String name;
        private int rounds;

        Fake(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String goal() {
            return "";
        }

        @Override
        public String yardstick() {
            return "stick";
        }

        @Override
        public boolean byClock() {
            return false;
        }

        @Override
        public boolean fullOnly() {
            return false;
        }

        @Override
        public Round measure(Run run) throws Exception {
            measured.add(name);
            rounds++;
            return new Round(sample(10 * rounds), run.yardstick("stick", () -> {
                measured.add("stick");
                return sample(10);
            }));
        }
    }

    private record FakeGrowth(String name) implements Growth {
        @Override
        public int fullOnly() {
            return 2;
        }

        @Override
        public Curve measure(boolean quick, Consumer<String> progress) {
            return new Curve(name, "About it.", List.of("work", "s"), List.of(List.of(10, 0.25)));
        }
    }

    private static Sample sample(double ns) {
        return new Sample(2 * ns, ns, null, null, null, Map.of());
    }

    private int bench(List<Row> rows, String... arguments) {
        Bench bench = new Bench(
                rows,
                List.of(new FakeGrowth("growth")),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new CommandLine(bench).execute(arguments);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toByteArray());
    }

    private String progress() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aFullRunMeasuresThreeRoundsWithAYardstickInEach() throws IOException {
        assertEquals(0, bench(List.of(new Fake("a")), "--json"));
        assertEquals(List.of("a", "stick", "a", "stick", "a", "stick"), measured);
        JsonNode row = json().get("rows").get(0);
        assertEquals(20, row.get("cpuNsPerOp").asDouble(), "the median");
        assertEquals(40, row.get("nsPerOp").asDouble());
        assertEquals(2, row.get("ratio").asDouble());
        assertEquals(3, row.get("spread").asDouble());
    }

    @Test
    void aQuickRunMeasuresOneRoundAndASharedYardstickOnce() throws IOException {
        assertEquals(0, bench(List.of(new Fake("a"), new Fake("b")), "--json", "--quick"));
        assertEquals(List.of("a", "stick", "b"), measured);
        assertTrue(json().get("rows").get(0).get("spread").isNull(), "one round has no spread");
    }

    @Test
    void whatAQuickRunDoesNotMeasureIsNamedWithItsReason() throws IOException {
        Row full = new Fake("full") {
            @Override
            public boolean fullOnly() {
                return true;
            }
        };
        Row missing = new Fake("other") {
            @Override
            public String missing() {
                return "program must be on the PATH: missing=other";
            }
        };
        assertEquals(0, bench(List.of(full, missing, new Fake("a")), "--json", "--quick"));
        assertEquals(List.of("a", "stick"), measured);
        JsonNode leftOut = json().get("leftOut");
        assertEquals(2, leftOut.size());
        assertEquals("full", leftOut.get(0).get("name").asText());
        assertEquals("only a full run measures it", leftOut.get(0).get("why").asText());
        assertTrue(progress().contains("left out: other: program must be on the PATH: missing=other\n"), progress());
    }

    @Test
    void aRowThatFailsLosesNoneOfTheOthersAndIsAFailureAtTheEnd() throws IOException {
        Row failing = new Fake("bad") {
            @Override
            public Round measure(Run run) throws IOException {
                throw new IOException("disk is full");
            }
        };
        assertEquals(70, bench(List.of(new Fake("a"), failing, new Fake("b")), "--json", "--quick"));
        assertEquals(2, json().get("rows").size());
        JsonNode leftOut = json().get("leftOut").get(0);
        assertEquals("bad", leftOut.get("name").asText());
        assertTrue(leftOut.get("failed").asBoolean());
        assertTrue(progress().contains("failed: bad: java.io.IOException: disk is full\n"), progress());
    }

    @Test
    void aRunInWhichNothingWasMeasuredIsNoSuccess() {
        assertEquals(6, bench(List.of(new Fake("a")), "--filter", "b"));
        assertEquals(List.of(), measured);
        assertTrue(progress().contains("filter=b"), progress());
    }

    @Test
    void curvesAreMeasuredInsteadOfRows() throws IOException {
        assertEquals(0, bench(List.of(new Fake("a")), "--curves", "--json"));
        assertEquals(List.of(), measured);
        assertEquals("growth", json().get("curves").get(0).get("name").asText());
        assertEquals(0, json().get("leftOut").size());
    }

    @Test
    void aQuickRunOfCurvesSaysHowMuchItLeftOut() throws IOException {
        assertEquals(0, bench(List.of(), "--curves", "--json", "--quick"));
        assertEquals(
                "2 larger amounts of work",
                json().get("leftOut").get(0).get("why").asText());
    }

    @Test
    void whatWasPrintedAsJsonIsShownAsMarkdown(@TempDir Path directory) throws IOException {
        bench(List.of(new Fake("a")), "--json", "--quick");
        Path file = directory.resolve("results.json");
        Files.write(file, out.toByteArray());
        out.reset();
        assertEquals(0, bench(List.of(), "--document", file.toString()));
        String shown = out.toString(StandardCharsets.UTF_8);
        assertTrue(
                shown.contains("\n| a | 10.0 | – | 20.0 | – | – |  |  | stick | 10.0 | CPU | 1.00 | – |\n"),
                "what is not known is no 0: " + shown);
    }

    @Test
    void resultsThatCannotBeReadAreAMissingFile() {
        assertEquals(66, bench(List.of(), "--document", "/nowhere/results.json"));
        assertTrue(progress().contains("file=/nowhere/results.json"), progress());
    }

    @Test
    void aMedianOfWhatIsNotAlwaysKnownIsNotKnown() {
        Sample known = new Sample(1, 1, 1.0, 1.0, 0.5, Map.of("x", 3.0));
        Round without = new Round(sample(1), sample(1));
        Result result = Result.of(new Fake("a"), List.of(new Round(known, known), without));
        assertNull(result.bytesPerOp());
        assertNull(result.refused());
        assertNull(result.also().get("x"));
        assertFalse(result.also().isEmpty());
    }
}
