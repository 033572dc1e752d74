package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.directory.PartitionDirectory;
import io.isequencer.storage.directory.PartitionFiles;
import io.isequencer.storage.directory.PartitionOptions;
import io.isequencer.storage.segment.SegmentEventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each file of a data directory is deleted, emptied, and exchanged with another directory's, in turn. */
@Tag("slow")
class PlogVerifyTest {
    /** The next start makes these anew from the log; what is left is whole, though it is less. */
    private static final Set<String> MADE_ANEW =
            Set.of("DELETED numbers.seal", "DELETED numbers.mapdb.lock", "DELETED plog/LOCK", "DELETED plog/LABEL");

    private static final String GENERATIONS = "numbers.generations/";

    /** Files that are always empty. */
    private static final Set<String> EMPTY = Set.of("numbers.mapdb.lock", "plog/LOCK");

    @TempDir
    private static Path shared;

    private static Path data;
    private static Path other;
    private static String verdictOfSound;

    @TempDir
    private Path temp;

    enum Change {
        DELETED,
        EMPTIED,
        OF_ANOTHER
    }

    /** Two directories with files of the same names: other events from the third on, and other types. */
    @BeforeAll
    static void directories() throws IOException {
        data = directory(
                "d",
                60,
                "[{\"wsKind\":1,\"seqId\":1,\"initialValue\":1},{\"wsKind\":1,\"seqId\":2,\"initialValue\":5}]");
        other = directory(
                "o",
                60,
                "[{\"wsKind\":1,\"seqId\":1,\"initialValue\":1},{\"wsKind\":1,\"seqId\":2,\"initialValue\":7}]");
        verdictOfSound = "sound: events " + firstOffset() + "..60\n";
        assertEquals(files(data), files(other));
        assertTrue(files(data).size() >= 10, () -> files(data).toString());
    }

    /** Of what the retention left: whole segments, so it depends on their size. */
    private static long firstOffset() throws IOException {
        String first = realNames().stream()
                .filter(name -> name.endsWith(".seg"))
                .findFirst()
                .orElseThrow();
        long offset = Long.parseLong(first.replaceAll("\\D", ""));
        assertTrue(offset > 1 && offset <= 15, first);
        return offset;
    }

    private static Path directory(String name, int events, String types) throws IOException {
        Path directory = shared.resolve(name);
        StringBuilder input = new StringBuilder();
        for (int i = 0; i < events; i++) {
            input.append(Cli.event("e" + i, name.equals("o") && i > 2 ? 3 - i % 4 : i % 4, i % 3 == 0 ? "1,2,2" : "1"));
        }
        Path asked = Files.writeString(shared.resolve(name + ".json"), types);
        Cli.sequence(directory, input.toString(), "--types", asked.toString(), "--generation-events", "12")
                .requireExit(ExitCode.OK);
        Path large = Files.move(directory.resolve("plog"), shared.resolve(name + "-large"));
        try (EventLog from = SegmentEventLog.open(large);
                EventLog to = SegmentEventLog.open(directory.resolve("plog"), 800)) {
            from.scan(1, event -> to.append(LogEvent.copyOf(event)) == EventLog.AppendResult.APPENDED);
        }
        Files.copy(large.resolve("LABEL"), directory.resolve("plog/LABEL"));
        Cli.run("plog", "--data", directory.toString(), "--drop-below", "15", "--yes")
                .requireExit(ExitCode.OK);
        return directory;
    }

    private static Set<String> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return new TreeSet<>(files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString().replaceAll("\\d+\\.numbers", "N"))
                    .toList());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path copy() throws IOException {
        Path copy = Files.createTempDirectory(temp, "copy");
        Trees.copy(data, copy);
        return copy;
    }

    private static Cli.Result verify(Path directory) {
        return Cli.run("plog", "--data", directory.toString(), "--verify");
    }

    @Test
    void aWholeDirectoryIsSoundAndLeftAsItIs() throws IOException {
        Path copy = copy();
        Set<String> before = files(copy);
        assertEquals(verdictOfSound, verify(copy).requireExit(ExitCode.OK).out());
        assertEquals(before, files(copy));
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void noChangeOfAFilePassesUnseen(Change change) throws IOException {
        List<String> unseen = new ArrayList<>();
        List<String> wronglySeen = new ArrayList<>();
        int changes = 0;
        for (String name : realNames()) {
            Path copy = copy();
            Path others = name.startsWith(GENERATIONS) ? anyGeneration(other) : other.resolve(name);
            if (!change(change, copy.resolve(name), others, name)) {
                continue;
            }
            changes++;
            Cli.Result result = verify(copy);
            boolean sound = result.exitCode() == ExitCode.OK.code();
            assertEquals(sound, result.out().startsWith(verdictOfSound), result.out() + result.err());
            boolean expected =
                    MADE_ANEW.contains(change + " " + name) || change == Change.DELETED && name.startsWith(GENERATIONS);
            if (sound && !expected) {
                unseen.add(name);
            } else if (!sound && expected) {
                wronglySeen.add(name + ": " + result.err());
            }
            Trees.delete(copy);
        }
        assertEquals(List.of(), unseen);
        assertEquals(List.of(), wronglySeen);
        assertTrue(changes >= 9, "changes=" + changes);
    }

    /** How many there are depends on how the flusher came along. */
    private static Path anyGeneration(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(GENERATIONS))) {
            return files.findFirst().orElseThrow();
        }
    }

    private static List<String> realNames() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> data.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** Returns false if the file stays as it is. */
    private static boolean change(Change change, Path file, Path others, String name) throws IOException {
        switch (change) {
            case DELETED -> Files.delete(file);
            case EMPTIED -> Files.write(file, new byte[0]);
            default -> Files.copy(others, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return change == Change.DELETED || !EMPTY.contains(name);
    }

    @Test
    void theLogOfAnotherDirectoryIsSeenAsAWhole() throws IOException {
        for (String part : List.of("plog", "numbers.", "types.json")) {
            Path copy = copy();
            Trees.delete(copy);
            Trees.copy(data, copy, name -> !name.startsWith(part));
            Trees.copy(other, copy, name -> name.startsWith(part));
            verify(copy).requireExit(ExitCode.BAD_DATA);
        }
    }

    @Test
    void withoutNumbersItSaysThatThereWasNothingToCompare() throws IOException {
        Path copy = copy();
        Trees.delete(copy);
        Trees.copy(data, copy, name -> !name.startsWith("numbers.mapdb") && !name.matches("numbers\\.(seal|gen.*/.*)"));
        Cli.Result result = verify(copy).requireExit(ExitCode.OK);
        assertTrue(result.err().contains("no numbers to compare the log with"), result.err());
    }

    @Test
    void aProcessMayWorkWithTheDirectoryMeanwhile() throws IOException {
        Path copy = copy();
        try (PartitionFiles files = PartitionDirectory.at(copy).open(PartitionOptions.DEFAULT)) {
            assertEquals(61, files.numbers().readCheckpoint());
            assertEquals(verdictOfSound, verify(copy).requireExit(ExitCode.OK).out());
        }
    }

    @Test
    void aRepairDoesNotCallItSoundEither() throws IOException {
        Path copy = copy();
        List<String> segments =
                realNames().stream().filter(name -> name.endsWith(".seg")).toList();
        Files.delete(copy.resolve(segments.get(segments.size() - 1)));
        Cli.Result result =
                Cli.run("plog", "--data", copy.toString(), "--repair", "--yes").requireExit(ExitCode.BAD_DATA);
        assertFalse(result.out().contains("sound"), result.out());
        assertTrue(result.err().contains("checkpoint must not be beyond the log's end: checkpoint=61"), result.err());
    }
}
