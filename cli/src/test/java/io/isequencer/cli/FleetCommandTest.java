package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetCommandTest {
    private static final String[] SMALL = {
        "simulate", "--profile", "fleet", "--partitions", "40", "--machines", "4", "--events-per-second", "50"
    };

    @Test
    void reportsAFleetForPeople() {
        List<String> lines =
                Cli.run(small("--allow-vacuous")).requireExit(ExitCode.OK).lines();

        assertEquals("fleet      40 partitions, 4 machines, 4 shards of the storage", lines.get(0));
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("verdict    PASS")), lines.toString());
        assertEquals(
                "replay     ./isequencer simulate --profile fleet --seed 1 --partitions 40 --machines 4"
                        + " --events-per-second 50 --allow-vacuous",
                lines.get(lines.size() - 1));
    }

    @Test
    void reportsAFleetForPrograms() throws IOException {
        String line = Cli.run(small("--allow-vacuous", "--json", "--seed", "2"))
                .requireExit(ExitCode.OK)
                .lines()
                .get(0);
        JsonNode report = new ObjectMapper().readTree(line);

        assertEquals("PASS", report.get("verdict").asText());
        assertEquals("2", report.get("seed").asText());
        assertTrue(report.get("answersUs").get("count").asInt() > 2_000, line);
        assertTrue(report.get("calls").get("append").asInt() > 2_000, line);
        assertTrue(report.get("marks").get("retried-request").asInt() > 0, line);
        assertEquals(16, report.get("hash").asText().length());
    }

    @Test
    void whatWasNeverMetMakesARunVacuous() {
        List<String> lines = Cli.run(small("--virtual-seconds", "1"))
                .requireExit(ExitCode.VACUOUS)
                .lines();

        assertTrue(lines.stream().anyMatch(line -> line.startsWith("unreached") && line.contains("crash")));
    }

    @ParameterizedTest
    @CsvSource({
        "--profile fleet --faults crash, --faults cannot be used with --profile fleet",
        "--profile fleet --seeds 1..2, --seeds cannot be used with --profile fleet",
        "--partitions 4, --partitions needs --profile fleet",
        "--profile flet, profile",
        "--profile fleet --machines 1, machines must be 2..10000: machines=1"
    })
    void anOptionThatMeansNothingHereIsRefused(String options, String message) {
        String[] arguments = Stream.concat(Stream.of("simulate"), Stream.of(options.split(" ")))
                .toArray(String[]::new);

        String error = Cli.run(arguments).requireExit(ExitCode.USAGE).err();

        assertTrue(error.contains(message), error);
    }

    private static String[] small(String... more) {
        return Stream.concat(Stream.of(SMALL), Stream.of(more)).toArray(String[]::new);
    }
}
