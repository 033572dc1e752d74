package io.isequencer.cli.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.cli.Cli;
import io.isequencer.cli.ExitCode;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.segment.SegmentEventLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plog does besides the dump: check, repair, drop. */
class PlogCommandTest {
    private static final int EVENTS = 200;
    private static final String MORE = Cli.event("more", 3, "1,2,2");

    @TempDir
    private Path temp;

    private Path data;
    private List<String> lines;

    /** Events of four workspaces, in segments of about ten events. */
    @BeforeEach
    void events() throws IOException {
        data = temp.resolve("d");
        StringBuilder input = new StringBuilder();
        for (int i = 0; i < EVENTS; i++) {
            input.append(Cli.event("e" + i, i % 4, i % 3 == 0 ? "1,2,2" : "1"));
        }
        lines = Cli.sequence(data, input.toString()).requireExit(ExitCode.OK).lines();
        // Without its label, as a log of an earlier version: it is given one again.
        Path large = Files.move(data.resolve("plog"), temp.resolve("large"));
        try (EventLog from = SegmentEventLog.open(large);
                EventLog to = SegmentEventLog.open(data.resolve("plog"), 800)) {
            from.scan(1, event -> to.append(LogEvent.copyOf(event)) == EventLog.AppendResult.APPENDED);
        }
        assertEquals(lines, Cli.plog(data));
    }

    @Test
    void verifySaysSound() {
        Cli.Result result = plog("--verify").requireExit(ExitCode.OK);
        assertEquals("sound: events 1..200\n", result.out());
        assertTrue(result.err().contains("200 events before the first damage"), result.err());
    }

    @Test
    void verifyAndRepairOfADamagedLog() throws IOException {
        Path damaged = segments().get(5);
        flip(damaged, 100);
        Cli.Result found = plog("--verify").requireExit(ExitCode.BAD_DATA);
        assertTrue(found.err().contains("damage: record must match its checksum: plogOffset="), found.err());
        assertTrue(found.err().contains("file=" + damaged), found.err());
        assertTrue(found.out().startsWith("damaged: only events 1.."), found.out());

        Cli.Result asked = plog("--repair").requireExit(ExitCode.BAD_DATA);
        assertTrue(
                asked.out().contains("their numbers are issued again; nothing was changed. First restore"),
                asked.out());
        plog("--verify").requireExit(ExitCode.BAD_DATA);

        Cli.Result repaired = plog("--repair", "--yes").requireExit(ExitCode.OK);
        assertTrue(repaired.out().startsWith("repaired: events 1.."), repaired.out());
        assertTrue(repaired.err().contains("kept: file=" + damaged + ".bak"), repaired.err());
        plog("--verify").requireExit(ExitCode.OK);
        List<String> kept = Cli.plog(data);
        assertEquals(lines.subList(0, kept.size()), kept);
        // The numbers of the dropped events are issued again: the stored ones were discarded.
        List<String> more = Cli.sequence(data, MORE).requireExit(ExitCode.OK).lines();
        assertEquals(withoutRef(expectedAfter(kept, MORE)), withoutRef(more));
        assertEquals(
                "sound: events 1.." + (kept.size() + 1) + "; nothing was changed\n",
                plog("--repair", "--yes").out());
    }

    @Test
    void whereNoEventIsWholeTheVerdictSaysSo() throws IOException {
        flip(segments().get(0), 100);
        Cli.Result found = plog("--verify").requireExit(ExitCode.BAD_DATA);
        assertTrue(found.out().startsWith("damaged: no event is whole up to the first damage"), found.out());
    }

    @Test
    void aLogOfALaterFormatIsNotTakenForDamaged() throws IOException {
        Path later = segments().get(5);
        byte[] bytes = Files.readAllBytes(later);
        ByteBuffer header = ByteBuffer.wrap(bytes);
        CRC32C checksum = new CRC32C();
        checksum.update(header.putInt(8, 3).array(), 0, 20);
        header.putInt(20, (int) checksum.getValue());
        Files.write(later, bytes);
        String expected = "isequencer: segment version must be 2: version=3, file=" + later
                + "; the file is sound, and was left as it is: use the version of isequencer that wrote it, or a later one\n";
        List<List<String>> commands = List.of(
                List.of("plog"),
                List.of("plog", "--verify"),
                List.of("plog", "--repair", "--yes"),
                List.of("plog", "--drop-below", "100", "--yes"),
                List.of("plog", "--salvage", temp.resolve("salvaged").toString()),
                List.of("sequence", "--append"));
        for (List<String> command : commands) {
            List<String> arguments = new ArrayList<>(command);
            arguments.addAll(List.of("--data", data.toString()));
            Cli.Result result = Cli.run(arguments.toArray(String[]::new)).requireExit(ExitCode.BAD_DATA);
            assertTrue(result.err().endsWith(expected), () -> command + ": " + result.err());
            assertArrayEquals(bytes, Files.readAllBytes(later), command::toString);
        }
    }

    @Test
    void dropBelowTheCheckpointLeavesTheNumbersAsTheyWere() throws IOException {
        assertTrue(plog("--drop-below", "100", "--yes")
                .requireExit(ExitCode.OK)
                .out()
                .startsWith("dropped: "));
        List<String> left = Cli.plog(data);
        assertTrue(left.size() < 115 && left.size() >= 101, "left=" + left.size());
        assertEquals(lines.subList(lines.size() - left.size(), lines.size()), left);
        plog("--verify").requireExit(ExitCode.OK);

        List<String> expected = expectedAfter(lines, MORE);
        assertEquals(withoutRef(expected), withoutRef(Cli.sequence(data, MORE).lines()));
    }

    @Test
    void afterADropTheNumbersCanStillBeRebuilt() throws IOException {
        plog("--drop-below", "100", "--yes").requireExit(ExitCode.OK);
        Files.delete(data.resolve("numbers.mapdb"));
        List<String> expected = expectedAfter(lines, MORE);
        Cli.Result result = Cli.sequence(data, MORE).requireExit(ExitCode.OK);
        assertEquals(withoutRef(expected), withoutRef(result.lines()));
        assertTrue(result.err().contains("numbers of the dropped events are taken from the log's base"), result.err());
    }

    @Test
    void dropNeedsNumbersThatWereStoredInGoodOrder() throws IOException {
        Path numbers = data.resolve("numbers.mapdb");
        Files.move(numbers, temp.resolve("kept"));
        Cli.Result result = plog("--drop-below", "100").requireExit(ExitCode.BAD_DATA);
        assertTrue(result.err().contains("numbers must be stored in good order"), result.err());

        Cli.Result other = Cli.sequence(temp.resolve("other"), MORE).requireExit(ExitCode.OK);
        assertEquals(1, other.lines().size());
        for (String name : List.of("numbers.mapdb", "numbers.seal")) {
            Files.copy(temp.resolve("other").resolve(name), data.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        result = plog("--drop-below", "100").requireExit(ExitCode.BAD_DATA);
        assertTrue(result.err().contains("numbers must be stored in good order"), result.err());
        assertTrue(result.err().contains("state=OF_ANOTHER_LOG"), result.err());

        assertEquals(lines, Cli.plog(data));
    }

    @Test
    void withoutConsentADropIsOnlyShown() throws IOException {
        List<Path> before = segments();
        String said = plog("--drop-below", "100").requireExit(ExitCode.OK).out();
        assertEquals(before, segments());
        assertEquals(lines, Cli.plog(data));
        assertTrue(
                said.matches("would drop: \\d+ events in \\d+ segments of \\d+ bytes; the log would begin at offset"
                        + " \\d+; nothing was changed, --yes does it\n"),
                said);
        String begin = said.replaceAll("(?s).*at offset (\\d+);.*", "$1");
        assertEquals(
                "dropped: " + said.split(" ")[2] + " events; the log begins at offset " + begin + "\n",
                plog("--drop-below", "100", "--yes").out());
        assertEquals(
                "would drop: nothing, no segment has only events below the offset\n",
                plog("--drop-below", "100").requireExit(ExitCode.OK).out());
    }

    @Test
    void aDropNeverGoesBeyondTheCheckpointOrTheEnd() throws IOException {
        List<Path> before = segments();
        for (String[] options : new String[][] {{"--drop-below", "5000000"}, {"--drop-below", "5000000", "--yes"}}) {
            assertTrue(plog(options)
                    .requireExit(ExitCode.BAD_DATA)
                    .err()
                    .contains("offset to drop below must be at most the log's end: offset=5000000, logEnd=201"));
        }
        // The numbers of a copy that is younger than the checkpoint.
        Path older = temp.resolve("older");
        StringBuilder input = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            input.append(Cli.event("e" + i, i % 4, i % 3 == 0 ? "1,2,2" : "1"));
        }
        Cli.sequence(older, input.toString()).requireExit(ExitCode.OK);
        for (String name : List.of("numbers.mapdb", "numbers.seal")) {
            Files.copy(older.resolve(name), data.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        Cli.Result result = plog("--drop-below", "62", "--yes").requireExit(ExitCode.BAD_DATA);
        assertTrue(
                result.err().contains("OFFSET must be at most the checkpoint: drop-below=62, checkpoint=61"),
                result.err());
        assertEquals(before, segments());
        plog("--drop-below", "61", "--yes").requireExit(ExitCode.OK);
    }

    @Test
    void offsetsAreChecked() {
        plog("--drop-below", "0").requireExit(ExitCode.USAGE);
        plog("--verify", "--repair").requireExit(ExitCode.USAGE);
        plog("--yes").requireExit(ExitCode.USAGE);
        plog("--verify", "--yes").requireExit(ExitCode.USAGE);
        plog("--drop-below", "3", "--repair").requireExit(ExitCode.USAGE);
    }

    /** What an undisturbed run prints for one more line. */
    private List<String> expectedAfter(List<String> kept, String line) throws IOException {
        StringBuilder input = new StringBuilder();
        for (int i = 0; i < kept.size(); i++) {
            input.append(Cli.event("e" + i, i % 4, i % 3 == 0 ? "1,2,2" : "1"));
        }
        Path again = Files.createTempDirectory(temp, "again");
        List<String> all = Cli.sequence(again, input + line).lines();
        return all.subList(all.size() - 1, all.size());
    }

    private static List<String> withoutRef(List<String> printed) {
        return printed.stream()
                .map(line -> line.substring(line.indexOf("\"plogOffset\"")))
                .toList();
    }

    private static void flip(Path file, int position) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[position] ^= 1;
        Files.write(file, bytes);
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("plog"))) {
            return files.filter(file -> file.toString().endsWith(".seg"))
                    .sorted()
                    .toList();
        }
    }

    private Cli.Result plog(String... options) {
        String[] args = new String[options.length + 3];
        args[0] = "plog";
        args[1] = "--data";
        args[2] = data.toString();
        System.arraycopy(options, 0, args, 3, options.length);
        return Cli.run(args);
    }
}
