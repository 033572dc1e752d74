package io.isequencer.storage.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.StorageException;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.contract.SampleEvents;
import io.isequencer.storage.disk.RealDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a log makes of files that are not as it left them: a prefix, an error, but never a wrong event. */
class SegmentDamageTest {
    private static final int END = 9;

    @TempDir
    Path root;

    private Path directory;
    private Path file;
    private byte[] whole;

    /** Where each record begins, the end of the last one added; a mark stands behind it. */
    private int[] begins;

    @BeforeEach
    void writeLog() throws IOException {
        directory = root.resolve("log");
        file = directory.resolve(Segment.name(1));
        try (SegmentEventLog log = open()) {
            SampleEvents.appendTo(log, END);
        }
        whole = Files.readAllBytes(file);
        begins = new int[END];
        begins[0] = SegmentHeader.BYTES;
        for (int i = 1; i < END; i++) {
            begins[i] = begins[i - 1] + RecordFormat.recordBytes(SampleEvents.at(i));
        }
        assertEquals(whole.length, begins[END - 1] + DurableMark.BYTES);
    }

    @Test
    @Tag("lengthy")
    void everyPrefixIsALog() throws Exception {
        for (int length = 0; length <= whole.length; length++) {
            replace(file, Arrays.copyOf(whole, length));
            int records = 0;
            while (records < END - 1 && begins[records + 1] <= length) {
                records++;
            }
            try (SegmentEventLog log = open()) {
                assertEquals(records + 1, log.end(), "length=" + length);
                assertEquals(SampleEvents.range(1, records + 1), SampleEvents.scan(log, 1));
                SampleEvents.appendTo(log, END + 1);
            }
            assertOpensTo(END + 1);
        }
    }

    @Test
    @Tag("lengthy")
    void flippedBitInAClosedLogIsAnErrorOrHitsTheMark() throws Exception {
        for (int position = 0; position < whole.length; position++) {
            for (int bit = 0; bit < 8; bit++) {
                assertFlipIsDamage(whole, position, bit, begins[END - 1], END);
            }
        }
    }

    @Test
    @Tag("lengthy")
    void flippedBitAboveTheLastMarkIsACut() throws Exception {
        // As a crash leaves it when four events were synced and four more were not.
        Files.delete(file);
        byte[] bytes;
        try (SegmentEventLog log = open()) {
            SampleEvents.appendTo(log, 5);
            log.sync(5);
            SampleEvents.appendTo(log, END);
            log.scan(1, event -> true);
            bytes = Files.readAllBytes(file);
        }
        assertEquals(begins[END - 1] + DurableMark.BYTES, bytes.length);
        for (int position = 0; position < bytes.length; position++) {
            int at = position - DurableMark.BYTES;
            int kept = at < begins[4] ? 5 : beginOf(at) + 1;
            assertFlipIsDamage(bytes, position, position % 8, begins[4], kept);
        }
    }

    /** Below the offset of a mark a flip is damage; in the mark or behind it, it is a tail to cut. */
    private void assertFlipIsDamage(byte[] sound, int position, int bit, int markAt, long endIfCut) throws IOException {
        byte[] bytes = sound.clone();
        bytes[position] ^= (byte) (1 << bit);
        replace(file, bytes);
        String where = "position=" + position + ", bit=" + bit;
        try (SegmentEventLog log = open()) {
            assertTrue(position >= markAt, () -> "opened in spite of damage: " + where);
            assertEquals(endIfCut, log.end(), where);
            assertEquals(SampleEvents.range(1, endIfCut), SampleEvents.scan(log, 1));
        } catch (StorageException e) {
            assertTrue(position < markAt, () -> "torn tail not cut: " + where);
            assertDamage(e, position < SegmentHeader.BYTES ? 0 : begins[beginOf(position)]);
            assertTrue(Arrays.equals(bytes, Files.readAllBytes(file)), "a damaged log must be left as it is");
        }
        deleteCopies();
    }

    @Test
    void recordsOfAnUnsyncedGroupBehindALostPageAreCutAndKeptAside() throws Exception {
        byte[] records = Arrays.copyOf(whole, begins[END - 1]);
        Arrays.fill(records, begins[2], begins[3], (byte) 0);
        replace(file, records);

        assertOpensTo(3);
        Path copy = directory.resolve(Segment.name(1) + ".cut-" + begins[2]);
        assertTrue(Arrays.equals(Arrays.copyOfRange(records, begins[2], records.length), Files.readAllBytes(copy)));

        replace(file, records);
        assertOpensTo(3);
        assertTrue(Files.exists(copy.resolveSibling(copy.getFileName() + ".1")), "a copy is never overwritten");
    }

    @Test
    void tailOfZerosOrRubbishIsCut() throws Exception {
        byte[] zeros = Arrays.copyOf(whole, whole.length + 5_000);
        replace(file, zeros);
        assertOpensTo(END);
        assertEquals(whole.length, Files.size(file));

        Arrays.fill(zeros, whole.length, zeros.length, (byte) 0xFF);
        replace(file, zeros);
        assertOpensTo(END);
        assertEquals(whole.length, Files.size(file));
    }

    @Test
    void holeBeforeALaterRecordIsDamage() throws Exception {
        byte[] bytes = whole.clone();
        Arrays.fill(bytes, begins[3], begins[5], (byte) 0);
        replace(file, bytes);

        StorageException e = assertThrows(StorageException.class, this::open);
        assertDamage(e, begins[3]);
        assertTrue(e.getMessage().contains(", validRecordAt=" + begins[5] + ", durableEnd=" + END), e::getMessage);
    }

    @Test
    void validRecordAtTheWrongPlaceIsDamage() throws Exception {
        // The last record twice: not torn, for its checksum is right, and not the event that belongs there.
        byte[] last = Arrays.copyOfRange(whole, begins[END - 2], begins[END - 1]);
        byte[] bytes = Arrays.copyOf(whole, whole.length + last.length);
        System.arraycopy(last, 0, bytes, whole.length, last.length);
        replace(file, bytes);

        StorageException e = assertThrows(StorageException.class, this::open);
        assertDamage(e, whole.length);
        assertTrue(e.getMessage().startsWith("plogOffset must be 9: plogOffset=8"), e::getMessage);
    }

    @Test
    void laterRecordBehindManyBytesIsFound() throws Exception {
        assertLaterRecordFound(3 * TailSearch.WINDOW_BYTES);
        // The later record begins in one window of the search and ends in the next.
        assertLaterRecordFound(TailSearch.WINDOW_BYTES - 1);
        assertLaterRecordFound(TailSearch.WINDOW_BYTES - RecordFormat.MIN_RECORD_BYTES + 1);
    }

    private void assertLaterRecordFound(int brokenRecordBytes) throws IOException {
        replace(file, whole);
        byte[] payload = new byte[brokenRecordBytes - RecordFormat.MIN_RECORD_BYTES];
        try (SegmentEventLog log = open()) {
            log.append(LogEvent.builder(END, 1, 1).payload(payload).build());
            log.append(SampleEvents.at(END + 1));
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[whole.length + 100] ^= 1;
        replace(file, bytes);

        assertDamage(assertThrows(StorageException.class, this::open), whole.length);
    }

    @Test
    void newerVersionIsRefusedEvenIfEmpty() throws Exception {
        byte[] header = SegmentHeader.encode(1);
        RecordFormat.putInt(header, 8, 3);
        RecordFormat.putInt(header, 20, RecordFormat.checksum(header, 0, 20));
        replace(file, header);

        StorageException e = assertThrows(StorageException.class, this::open);
        assertTrue(e.getMessage().startsWith("segment version must be 2: version=3"), e::getMessage);
        assertTrue(Arrays.equals(header, Files.readAllBytes(file)));
    }

    @Test
    void renamedSegmentIsDamage() throws Exception {
        Files.move(file, directory.resolve(Segment.name(2)));
        StorageException e = assertThrows(StorageException.class, this::open);
        assertTrue(e.getMessage().startsWith("first segment must begin at offset 1: firstOffset=2"), e::getMessage);

        try (SegmentEventLog other = SegmentEventLog.open(root.resolve("other"), 1_000, new TestFiles())) {
            SampleEvents.appendTo(other, 2);
        }
        Files.copy(root.resolve("other").resolve(Segment.name(1)), file);
        e = assertThrows(StorageException.class, this::open);
        assertTrue(
                e.getMessage().startsWith("segment must begin at the offset in its name: firstOffset=1"),
                e::getMessage);
    }

    // A new file each time: some file systems write through when an old one is truncated and written anew.
    private static void replace(Path file, byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        Files.write(file, bytes);
    }

    private SegmentEventLog open() {
        return SegmentEventLog.open(directory, SegmentEventLog.DEFAULT_SEGMENT_BYTES, new TestFiles());
    }

    private void assertOpensTo(long end) {
        try (SegmentEventLog log = open()) {
            assertEquals(SampleEvents.range(1, end), SampleEvents.scan(log, 1));
            assertEquals(end, log.end());
        }
    }

    private void assertDamage(StorageException e, long byteOffset) {
        assertTrue(e.getMessage().contains(", byteOffset=" + byteOffset + ", file=" + file + ";"), e::getMessage);
        assertTrue(
                e.getMessage()
                        .endsWith(
                                "restore the file from a copy; plog --salvage writes all whole events to another file"),
                e::getMessage);
    }

    private void deleteCopies() throws IOException {
        for (String name : new RealDisk().list(directory)) {
            if (name.contains(".cut-")) {
                Files.delete(directory.resolve(name));
            }
        }
    }

    /** The index of the record that a byte is in. */
    private int beginOf(int position) {
        int record = 0;
        while (begins[record + 1] <= position) {
            record++;
        }
        return record;
    }
}
