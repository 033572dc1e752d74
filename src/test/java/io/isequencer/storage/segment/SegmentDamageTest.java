package io.isequencer.storage.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.isequencer.api.StorageException;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.SampleEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
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

    /** Where each record begins, the end of the last one added. */
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
        assertEquals(whole.length, begins[END - 1]);
    }

    @Test
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
    void flippedBitIsAnErrorOrACutOfTheLastRecord() throws Exception {
        int lastRecord = begins[END - 2];
        for (int position = 0; position < whole.length; position++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] bytes = whole.clone();
                bytes[position] ^= (byte) (1 << bit);
                replace(file, bytes);
                String where = "position=" + position + ", bit=" + bit;
                try (SegmentEventLog log = open()) {
                    assertTrue(position >= lastRecord, () -> "opened in spite of damage: " + where);
                    assertEquals(END - 1, log.end(), where);
                    assertEquals(SampleEvents.range(1, END - 1), SampleEvents.scan(log, 1));
                } catch (StorageException e) {
                    assertTrue(position < lastRecord, () -> "torn tail not cut: " + where);
                    assertDamage(e, position < SegmentHeader.BYTES ? 0 : beginOfRecordAt(position));
                    assertTrue(Arrays.equals(bytes, Files.readAllBytes(file)), "a damaged log must be left as it is");
                }
            }
        }
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

        assertDamage(assertThrows(StorageException.class, this::open), begins[3]);
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
        RecordFormat.putInt(header, 8, 2);
        RecordFormat.putInt(header, 20, RecordFormat.checksum(header, 0, 20));
        replace(file, header);

        StorageException e = assertThrows(StorageException.class, this::open);
        assertTrue(e.getMessage().startsWith("segment version must be 1: version=2"), e::getMessage);
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

    @Test
    void damageInAnEarlierSegmentIsFoundByTheScan() throws Exception {
        rewriteInSegments();
        List<Path> segments = segments();
        for (Path segment : segments.subList(0, segments.size() - 1)) {
            byte[] bytes = Files.readAllBytes(segment);
            for (int position = 0; position < bytes.length; position++) {
                byte[] flipped = bytes.clone();
                flipped[position] ^= 0x10;
                replace(segment, flipped);
                assertScanFails();
            }
            for (int length = 0; length < bytes.length; length++) {
                replace(segment, Arrays.copyOf(bytes, length));
                assertScanFails();
            }
            Files.delete(segment);
            assertScanFails();
            replace(segment, bytes);
        }
        assertOpensTo(END);
    }

    @Test
    void scanFromBehindTheDamageStillWorks() throws Exception {
        rewriteInSegments();
        Path first = segments().get(0);
        byte[] bytes = Files.readAllBytes(first);
        bytes[bytes.length - 1] ^= 1;
        Files.write(first, bytes);

        try (SegmentEventLog log = open(200)) {
            assertThrows(StorageException.class, () -> SampleEvents.scan(log, 1));
            assertEquals(SampleEvents.range(END - 1, END), SampleEvents.scan(log, END - 1));
        }
    }

    // A new file each time: some file systems write through when an old one is truncated and written anew.
    private static void replace(Path file, byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        Files.write(file, bytes);
    }

    private SegmentEventLog open() {
        return open(SegmentEventLog.DEFAULT_SEGMENT_BYTES);
    }

    private SegmentEventLog open(long segmentBytes) {
        return SegmentEventLog.open(directory, segmentBytes, new TestFiles());
    }

    private void rewriteInSegments() throws IOException {
        Files.delete(file);
        try (SegmentEventLog log = open(200)) {
            SampleEvents.appendTo(log, END);
        }
        assertTrue(segments().size() >= 3);
    }

    private List<Path> segments() throws IOException {
        return new DiskFiles()
                .list(directory).stream()
                        .filter(name -> Segment.firstOffset(name) > 0)
                        .map(directory::resolve)
                        .toList();
    }

    private void assertScanFails() {
        long[] last = {0};
        try (SegmentEventLog log = open(200)) {
            log.scan(1, event -> {
                last[0]++;
                assertEquals(SampleEvents.at(last[0]), LogEvent.copyOf(event), "a wrong event");
                return true;
            });
            fail("damage not found");
        } catch (StorageException e) {
            assertTrue(e.getMessage().contains("restore the file from a copy"), e::getMessage);
        }
    }

    private void assertOpensTo(long end) {
        try (SegmentEventLog log = open()) {
            assertEquals(SampleEvents.range(1, end), SampleEvents.scan(log, 1));
            assertEquals(end, log.end());
        }
    }

    private void assertDamage(StorageException e, long byteOffset) {
        assertTrue(e.getMessage().contains(", byteOffset=" + byteOffset + ", file=" + file + ";"), e::getMessage);
        assertTrue(e.getMessage().endsWith("restore the file from a copy"), e::getMessage);
    }

    private int beginOfRecordAt(int position) {
        int record = 0;
        while (begins[record + 1] <= position) {
            record++;
        }
        return begins[record];
    }
}
