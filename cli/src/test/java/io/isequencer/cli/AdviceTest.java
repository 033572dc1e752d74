package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.segment.SegmentEventLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever does what a message advises gets no number a second time; until then nothing is changed. */
@Tag("slow")
class AdviceTest {
    private static final Pattern MOVE = Pattern.compile("mv -n -- '([^']+)' '([^']+)'");

    @TempDir
    private Path temp;

    private Path data;
    private List<String> lines;
    private final Issued issued = new Issued();

    /** Events of four workspaces, in segments of about ten. */
    @BeforeEach
    void events() throws IOException {
        data = temp.resolve("d");
        lines = issued.add(
                Cli.sequence(data, input(60)).requireExit(ExitCode.OK).lines());
        splitLog(data);
    }

    private static String input(int events) {
        StringBuilder input = new StringBuilder();
        for (int i = 0; i < events; i++) {
            input.append(Cli.event("e" + i, i % 4, i % 3 == 0 ? "1,2,2" : "1"));
        }
        return input.toString();
    }

    private void splitLog(Path directory) throws IOException {
        Path large = Files.move(directory.resolve("plog"), temp.resolve("large"));
        try (EventLog from = SegmentEventLog.open(large);
                EventLog to = SegmentEventLog.open(directory.resolve("plog"), 800)) {
            from.scan(1, event -> to.append(LogEvent.copyOf(event)) == EventLog.AppendResult.APPENDED);
        }
        Files.copy(large.resolve("LABEL"), directory.resolve("plog/LABEL"));
        Trees.delete(large);
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("plog"))) {
            return files.filter(file -> file.toString().endsWith(".seg"))
                    .sorted()
                    .toList();
        }
    }

    /** Fails with 65 and a message that contains the text, and changes no file. */
    private String refused(String text) throws IOException {
        Map<String, String> before = content(data);
        Cli.Result result = Cli.sequence(data, input(3)).requireExit(ExitCode.BAD_DATA);
        assertEquals("", result.out());
        assertTrue(result.err().contains(text), result.err());
        assertEquals(before, content(data));
        return result.err();
    }

    private static Map<String, String> content(Path directory) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                content.put(directory.relativize(file).toString(), bytes.length + "/" + Arrays.hashCode(bytes));
            }
        }
        return content;
    }

    private void goesOn() {
        issued.add(Cli.sequence(data, input(12)).requireExit(ExitCode.OK).lines());
        Cli.run("plog", "--data", data.toString(), "--verify").requireExit(ExitCode.OK);
    }

    @Test
    void aSegmentUnderAnotherNameIsRenamed() throws IOException {
        for (Path segment : segments()) {
            Files.move(
                    segment,
                    segment.resolveSibling(segment.getFileName().toString().replace("plog-0000", "plog-")));
        }
        Cli.run("plog", "--data", data.toString()).requireExit(ExitCode.BAD_DATA);
        Cli.run("plog", "--data", data.toString(), "--verify").requireExit(ExitCode.BAD_DATA);
        int left = segments().size();
        for (; left > 0; left--) {
            Matcher move = MOVE.matcher(refused("rename it, mv -n"));
            assertTrue(move.find());
            Files.move(Path.of(move.group(1)), Path.of(move.group(2)));
        }
        assertEquals(lines, Cli.plog(data));
        goesOn();
    }

    @Test
    void ofTwoLogsInOneDirectoryOneIsToldTheNumbersOfTheOther() throws IOException {
        // What a process under another locale did: it saw no log, and began one.
        Path other = temp.resolve("other");
        List<String> others =
                Cli.sequence(other, input(80)).requireExit(ExitCode.OK).lines();
        Files.copy(other.resolve("plog/plog-00000000000000000001.seg"), data.resolve("plog/plog-one.seg"));
        refused("two logs were written here, see docs/storage-format.md");

        Path out = temp.resolve("both.ndjson");
        Cli.run("plog", "--data", data.toString(), "--salvage", out.toString()).requireExit(ExitCode.BAD_DATA);
        List<String> salvaged = Files.readAllLines(out).stream()
                .filter(line -> line.startsWith("{\"ref\""))
                .toList();
        assertEquals(lines.size() + others.size(), salvaged.size());
        Files.move(data.resolve("plog/plog-one.seg"), temp.resolve("plog-one.seg"));
        // The second log's numbers were given to others too: from now on none of them may be given again.
        Issued both = new Issued();
        both.add(others);
        Cli.sequence(data, Issued.told(others)).requireExit(ExitCode.OK);
        both.add(Cli.sequence(data, input(12)).requireExit(ExitCode.OK).lines());
    }

    @Test
    void aForeignFileIsMovedAway() throws IOException {
        Files.writeString(data.resolve("notes.txt"), "mine");
        refused("name in a data directory must be one that it gives: name=notes.txt");
        Files.move(data.resolve("notes.txt"), temp.resolve("notes.txt"));
        Files.writeString(data.resolve("plog/notes.txt"), "mine");
        refused("name in the log's directory must be one that the log gives: name=notes.txt");
        Files.move(data.resolve("plog/notes.txt"), temp.resolve("notes-2.txt"));
        Files.createDirectories(data.resolve("numbers.generations"));
        Files.writeString(data.resolve("numbers.generations/1.numbers"), "mine");
        refused("name of a generation must be 12 digits and .numbers: name=1.numbers");
        Files.move(data.resolve("numbers.generations/1.numbers"), temp.resolve("notes-3.txt"));
        Files.createDirectory(data.resolve("lost+found"));
        Files.writeString(data.resolve(".nfs000001"), "mine");
        Files.writeString(data.resolve("plog/.nfs000002"), "mine");
        goesOn();
    }

    @Test
    void somebodyElsesDirectoryIsLeftAlone() throws IOException {
        data = Files.createDirectory(temp.resolve("home"));
        Files.writeString(data.resolve("letter.txt"), "mine");
        refused("or give --data a directory of its own");
    }

    @Test
    void aRenamedLogIsRenamedBack() throws IOException {
        Files.move(data.resolve("plog"), data.resolve("plog.old"));
        refused("it holds a log, and the directory has no other: if it is this directory's, rename it to plog");
        Files.move(data.resolve("plog.old"), data.resolve("plog"));
        goesOn();
    }

    @Test
    void aLostLogIsRestored() throws IOException {
        Path kept = temp.resolve("kept");
        Files.move(data.resolve("plog"), kept);
        refused("log must be there where numbers.mapdb is: missing=" + data.resolve("plog"));
        Files.createDirectory(data.resolve("plog"));
        refused("log must be there where numbers.mapdb is");
        for (String name : List.of("numbers.mapdb", "numbers.mapdb.lock", "numbers.seal")) {
            Files.delete(data.resolve(name));
        }
        refused("log must be there where types.json is");
        Files.delete(data.resolve("plog"));
        Files.move(kept, data.resolve("plog"));
        goesOn();
    }

    @Test
    void lostTypesAreMadeAgainBesideTheirLog() throws IOException {
        Files.delete(data.resolve("types.json"));
        refused("types.json must be there for a log with events: missing=");
        Path fresh = temp.resolve("fresh");
        Cli.sequence(fresh, "").requireExit(ExitCode.OK);
        Files.copy(fresh.resolve("types.json"), data.resolve("types.json"));
        goesOn();
    }

    @Test
    void aDamagedLabelIsDeleted() throws IOException {
        Files.writeString(data.resolve("plog/LABEL"), "");
        refused("label must match its checksum: bytes=0");
        Files.delete(data.resolve("plog/LABEL"));
        goesOn();
    }

    @Test
    void aDamagedSegmentIsRestored() throws IOException {
        Path segment = segments().get(0);
        byte[] bytes = Files.readAllBytes(segment);
        Files.delete(segment);
        refused("restore the file from a copy; plog --salvage writes all whole events to another file");
        Files.write(segment, bytes);
        goesOn();
    }

    /** The way of docs/storage-format.md, for a log that lost its end and of which there is no copy. */
    @Test
    void numbersThatAreAheadOfTheLogAreToldToIt() throws IOException {
        List<Path> segments = segments();
        Files.delete(segments.get(segments.size() - 1));
        List<String> left = Cli.plog(data);
        Cli.Result refused = Cli.sequence(data, input(3)).requireExit(ExitCode.BAD_DATA);
        assertTrue(
                refused.err()
                        .contains("what to do without one: docs/storage-format.md, section Numbers ahead of the log"),
                refused.err());
        assertEquals(left, Cli.plog(data));
        String inspected = Cli.run("inspect", "--data", data.toString(), "--json")
                .requireExit(ExitCode.OK)
                .out();
        for (String name : List.of("numbers.mapdb", "numbers.seal")) {
            Files.move(data.resolve(name), temp.resolve(name));
        }
        StringBuilder told = new StringBuilder();
        Matcher value = Pattern.compile("\\{\"wsId\":\"(\\d+)\",\"seqId\":(\\d+),\"number\":\"(\\d+)\"\\}")
                .matcher(inspected);
        while (value.find()) {
            told.append("{\"ref\":\"told\",\"wsKind\":1,\"wsId\":\"" + value.group(1)
                    + "\",\"seqIds\":[],\"explicit\":[{\"seqId\":" + value.group(2) + ",\"number\":\"" + value.group(3)
                    + "\"}]}\n");
        }
        Cli.sequence(data, told.toString()).requireExit(ExitCode.OK);
        goesOn();
    }

    @Test
    void beforeARepairAllWholeEventsAreSavedAndToldAfterwards() throws IOException {
        // The last event of a key, and behind it some of others: the stored numbers alone know its numbers.
        issued.add(Cli.sequence(data, Cli.event("once", 99, "1") + input(4))
                .requireExit(ExitCode.OK)
                .lines());
        lines = Cli.plog(data);
        Path segment = segments().get(segments().size() - 1);
        byte[] bytes = Files.readAllBytes(segment);
        int once = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("once");
        bytes[once] ^= 1;
        Files.write(segment, bytes);
        Cli.Result asked =
                Cli.run("plog", "--data", data.toString(), "--repair").requireExit(ExitCode.BAD_DATA);
        assertTrue(
                asked.out().contains("save all whole events and the stored numbers with plog --salvage; then"),
                asked.out());
        Path out = temp.resolve("whole.ndjson");
        Cli.run("plog", "--data", data.toString(), "--salvage", out.toString()).requireExit(ExitCode.BAD_DATA);
        Cli.run("plog", "--data", data.toString(), "--repair", "--yes").requireExit(ExitCode.OK);
        List<String> whole = Files.readAllLines(out);
        List<String> saved =
                whole.stream().filter(line -> line.startsWith("{\"ref\"")).toList();
        assertEquals(lines.size() - 1, saved.size());
        Cli.sequence(data, Issued.told(whole)).requireExit(ExitCode.OK);
        issued.add(Cli.sequence(data, Cli.event("again", 99, "1"))
                .requireExit(ExitCode.OK)
                .lines());
        goesOn();
    }
}
