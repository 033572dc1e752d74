package io.isequencer.storage.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.StorageException;
import io.isequencer.storage.contract.SampleEvents;
import io.isequencer.storage.disk.RealDisk;
import io.isequencer.storage.segment.maintenance.LogRepair;
import io.isequencer.storage.segment.maintenance.LogRetention;
import io.isequencer.storage.segment.maintenance.LogVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A name that no log gives may hide a log: nothing is begun beside it. */
class LogNamesTest {
    private static final String RULE = "name in the log's directory must be one that the log gives: name=";

    @TempDir
    Path directory;

    private void writeLog() {
        try (SegmentEventLog log = open()) {
            SampleEvents.appendTo(log, 30);
        }
    }

    private SegmentEventLog open() {
        return SegmentEventLog.open(directory, 400, new TestFiles());
    }

    private String refusal(String name) throws IOException {
        List<String> before = new RealDisk().list(directory);
        String message = assertThrows(StorageException.class, this::open).getMessage();
        String start = RULE + name + ", directory=" + directory + "; nothing was changed; ";
        assertTrue(message.startsWith(start), message);
        for (Runnable reader : List.<Runnable>of(
                () -> SegmentLogReader.open(directory),
                () -> LogVerifier.verify(directory),
                () -> LogRepair.apply(directory, report -> true),
                () -> LogRetention.dropBelow(directory, 1, plan -> true))) {
            assertEquals(
                    message, assertThrows(StorageException.class, reader::run).getMessage());
        }
        assertEquals(
                before,
                new RealDisk()
                        .list(directory).stream()
                                .filter(each -> !each.equals("LOCK") || before.contains(each))
                                .toList());
        return message.substring(start.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOCK",
                "LABEL",
                "LABEL.new",
                "plog-00000000000000000001.seg",
                "plog-09223372036854775807.seg",
                "plog-00000000000000000001.seg.bak",
                "plog-00000000000000000001.seg.bak.12",
                "plog-00000000000000000001.seg.cut-4711",
                "plog-00000000000000000001.seg.cut-4711.1",
                "base-00000000000000000013.num",
                "base-00000000000000000013.num.new",
                ".nfs0000000000a1b2c3",
                ".DS_Store"
            })
    void namesThatALogGives(String name) {
        assertTrue(LogNames.known(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plog-1.seg",
                "plog-00000000000000000000.seg",
                "plog-99999999999999999999.seg",
                "plog-00000000000000000001.seg.bak.",
                "plog-00000000000000000001.seg.cut-",
                "plog-00000000000000000001.seg~",
                "PLOG-00000000000000000001.SEG",
                "plog-\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0661.seg",
                "plog-\u06f0\u06f0\u06f0\u06f0\u06f0\u06f0\u06f0\u06f0\u06f0\u06f0\u06f0\u06f0\u06f0\u06f0\u06f0\u06f0\u06f0\u06f0\u06f0\u06f1.seg",
                "base-13.num",
                "lock",
                "label",
                "LABEL.old",
                "notes.txt",
                "lost+found"
            })
    void namesThatNoLogGives(String name) {
        assertEquals(false, LogNames.known(name));
    }

    @Test
    void aSegmentUnderAnotherNameIsGivenItsNameBackAndAllIsThere() throws IOException {
        writeLog();
        Files.move(directory.resolve(Segment.name(1)), directory.resolve("plog-1.seg"));
        String advice = refusal("plog-1.seg");
        assertEquals(
                "it is a file of this log under another name, as another locale gives: rename it, mv -n -- '"
                        + directory.resolve("plog-1.seg") + "' '" + directory.resolve(Segment.name(1)) + "'",
                advice);
        Files.move(directory.resolve("plog-1.seg"), directory.resolve(Segment.name(1)));
        try (SegmentEventLog log = open()) {
            assertEquals(SampleEvents.range(1, 30), SampleEvents.scan(log, 1));
        }
    }

    @Test
    void aSegmentWithTheDigitsOfAnotherLocaleIsNamed() throws IOException {
        writeLog();
        String name = Segment.name(1).replace('0', '\u0660').replace('1', '\u0661');
        if (expressible(name)) {
            Files.move(directory.resolve(Segment.name(1)), directory.resolve(name));
            assertTrue(refusal(name).endsWith("' '" + directory.resolve(Segment.name(1)) + "'"));
        } else {
            StorageException e = assertThrows(
                    StorageException.class,
                    () -> LogNames.requireKnown(new RealDisk(), directory, List.of("LOCK", name)));
            assertTrue(e.getMessage().endsWith("run it under a UTF-8 locale, as LC_ALL=C.UTF-8"), e::getMessage);
        }
    }

    private boolean expressible(String name) {
        try {
            return directory.resolve(name) != null;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    @Test
    void aBaseUnderAnotherNameIsGivenItsNameBack() throws IOException {
        RetainedNumbers.write(new RealDisk(), directory, 13, new TreeMap<>());
        Files.move(directory.resolve(RetainedNumbers.name(13)), directory.resolve("base-13.num"));
        assertTrue(refusal("base-13.num").endsWith("/" + RetainedNumbers.name(13) + "'"));
    }

    @Test
    void aSecondSegmentAtTheSameOffsetIsNoneToRename() throws IOException {
        writeLog();
        Files.copy(directory.resolve(Segment.name(1)), directory.resolve("copy of plog"));
        assertTrue(refusal("copy of plog")
                .startsWith("it holds events or numbers for the same offsets as " + Segment.name(1)
                        + ": if it is a copy of that file, move it to another directory;"));
    }

    @Test
    void whatIsNoFileOfALogIsLeftToItsOwner() throws IOException {
        writeLog();
        byte[] header = SegmentHeader.encode(1);
        header[20] ^= 1;
        for (byte[] content : new byte[][] {{}, {1, 2, 3}, header, Arrays.copyOf(SegmentHeader.encode(7), 23)}) {
            Files.write(directory.resolve("notes"), content);
            assertEquals(
                    "it is no file of a log: if no file of the log is missing, move it to another directory",
                    refusal("notes"));
        }
        Files.delete(directory.resolve("notes"));
        Files.createDirectory(directory.resolve("notes"));
        assertTrue(refusal("notes").startsWith("it cannot be read: cause="));
    }

    @Test
    void aQuoteInAPathStaysInsideItsQuotes() throws IOException {
        directory = Files.createDirectory(directory.resolve("it's"));
        writeLog();
        Files.move(directory.resolve(Segment.name(1)), directory.resolve("a"));
        assertTrue(refusal("a").contains("it'\\''s/a' '"));
    }
}
