package io.isequencer.cli.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.cli.Cli;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.FrozenDirectories;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.segment.SegmentEventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class PlogSalvageTest {
    @TempDir
    private Path temp;

    private Path data;
    private Path out;
    private List<String> lines;

    @BeforeEach
    void events() throws IOException {
        data = FrozenDirectories.unpack("whole", temp.resolve("d"));
        out = temp.resolve("new/whole.ndjson");
        lines = Cli.plog(data);
        assertEquals(30, lines.size());
    }

    private Cli.Result salvage(String... more) {
        String[] args = new String[more.length + 5];
        System.arraycopy(new String[] {"plog", "--data", data.toString(), "--salvage", out.toString()}, 0, args, 0, 5);
        System.arraycopy(more, 0, args, 5, more.length);
        return Cli.run(args);
    }

    @Test
    void aWholeLogIsWrittenAsItIsPrinted() throws IOException {
        Cli.Result result = salvage().requireExit(ExitCode.OK);
        assertEquals("salvaged: 30 events to " + out + "; nothing is missing\n", result.out());
        assertEquals(lines, Files.readAllLines(out));
    }

    @Test
    void whatIsThereStays() throws IOException {
        Files.createDirectories(out.getParent());
        Files.writeString(out, "mine");
        assertTrue(salvage().requireExit(ExitCode.BAD_DATA).err().contains("must be a new file"));
        assertEquals("mine", Files.readString(out));
    }

    @Test
    void theDataDirectoryIsNoPlaceForIt() {
        out = data.resolve("plog/whole.ndjson");
        assertTrue(salvage().requireExit(ExitCode.USAGE).err().contains("OUT must lie outside of the data directory"));
        out = data.resolve("new/whole.ndjson");
        salvage().requireExit(ExitCode.USAGE);
        assertFalse(Files.exists(data.resolve("new")));
    }

    @Test
    void whatIsMissingStandsBetweenTheEvents() throws IOException {
        Files.delete(data.resolve("plog/plog-00000000000000000001.seg"));
        Path middle = data.resolve("plog/plog-00000000000000000013.seg");
        byte[] bytes = Files.readAllBytes(middle);
        bytes[100] ^= 1;
        Files.write(middle, bytes);
        Files.delete(data.resolve("plog/plog-00000000000000000025.seg"));
        Cli.run("plog", "--data", data.toString()).requireExit(ExitCode.BAD_DATA);
        Cli.Result repair =
                Cli.run("plog", "--data", data.toString(), "--repair", "--yes").requireExit(ExitCode.BAD_DATA);
        assertTrue(repair.err().contains("plog --salvage writes all whole events to another file"), repair.err());

        Cli.Result result = salvage().requireExit(ExitCode.BAD_DATA);
        List<String> written = Files.readAllLines(out);
        assertEquals(
                "{\"gap\":{\"from\":\"1\",\"to\":\"12\",\"because\":\"segment must be there: firstOffset=1\"}}",
                written.get(0));
        assertEquals(lines.get(12), written.get(1));
        assertTrue(
                written.get(2)
                        .matches("\\{\"gap\":\\{\"from\":\"14\",\"to\":\"14\",\"file\":\"plog-0{18}13\\.seg\","
                                + "\"byteOffset\":\"\\d+\",\"bytes\":\"\\d+\",\"because\":\"record must match its checksum:"
                                + " plogOffset=14\"\\}\\}"),
                written.get(2));
        assertEquals(lines.subList(14, 24), written.subList(3, 13));
        assertEquals(
                List.of(
                        "{\"gap\":{\"from\":\"25\",\"to\":\"30\",\"because\":\"log must reach the checkpoint of the numbers:"
                                + " checkpoint=31, logEnd=25\"}}"),
                written.subList(13, 14));
        assertEquals(
                List.of(
                        "{\"stored\":{\"wsId\":\"0\",\"seqId\":1,\"number\":\"8\"}}",
                        "{\"stored\":{\"wsId\":\"0\",\"seqId\":2,\"number\":\"200006\"}}"),
                written.subList(14, 16));
        assertEquals(14 + 8, written.size());
        assertEquals("salvaged: 11 events to " + out + "; missing: 19 events in 3 gaps\n", result.out());
        assertTrue(result.err().contains("missing: events 1..12, because segment must be there"), result.err());
    }

    @Test
    void theSummaryIsJsonOnDemand() throws IOException {
        Path last = data.resolve("plog/plog-00000000000000000025.seg");
        byte[] bytes = Files.readAllBytes(last);
        Files.write(last, java.util.Arrays.copyOf(bytes, 40));
        Files.delete(data.resolve("numbers.seal"));
        for (int i = 1; i <= 2; i++) {
            Files.delete(data.resolve("numbers.generations/00000000000" + i + ".numbers"));
        }
        JsonNode summary = new ObjectMapper()
                .readTree(salvage("--json").requireExit(ExitCode.BAD_DATA).out());
        assertEquals("24", summary.get("events").asText());
        assertEquals("1", summary.get("gaps").asText());
        assertEquals("0", summary.get("missing").asText());
        assertEquals("unknown", summary.get("missingAtTheEnd").asText());
        assertEquals(out.toString(), summary.get("file").asText());
    }

    @Test
    void anEventOfAnotherProgramIsAGap() throws IOException {
        data = Files.createDirectory(temp.resolve("e"));
        try (SegmentEventLog log = SegmentEventLog.open(data.resolve("plog"))) {
            log.append(
                    LogEvent.builder(1, 1, 7).add(1, 1).payload(new byte[] {1}).build());
        }
        salvage().requireExit(ExitCode.BAD_DATA);
        assertTrue(Files.readString(out).startsWith("{\"gap\":{\"from\":\"1\",\"to\":\"1\",\"because\":\""));
    }
}
