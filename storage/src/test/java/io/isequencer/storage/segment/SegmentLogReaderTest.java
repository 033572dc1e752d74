package io.isequencer.storage.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.StorageException;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.contract.InThreads;
import io.isequencer.storage.contract.SampleEvents;
import io.isequencer.storage.disk.DiskFile;
import io.isequencer.storage.disk.RealDisk;
import io.isequencer.storage.segment.maintenance.LogRetention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that is read beside its writer. */
class SegmentLogReaderTest {
    @TempDir
    Path directory;

    @Test
    void seesWhatWasDurableWhileAnotherHasTheLogOpen() {
        try (SegmentEventLog log = open(300)) {
            SampleEvents.appendTo(log, 20);
            log.sync(20);
            try (SegmentLogReader reader = SegmentLogReader.open(directory)) {
                assertEquals(20, reader.end());
                SampleEvents.appendTo(log, 30);
                log.sync(30);
                assertEquals(SampleEvents.range(1, 20), SampleEvents.scan(reader, 1), "as it was when it was opened");
                assertEquals(SampleEvents.range(7, 20), SampleEvents.scan(reader, 7));
            }
        }
    }

    @Test
    @Tag("lengthy")
    void seesAPrefixWithAllThatIsDurableWhileTheLogGrows() throws Exception {
        long end = 3_000;
        AtomicLong durable = new AtomicLong(1);
        try (SegmentEventLog log = open(2_000)) {
            InThreads.run(3, thread -> {
                if (thread == 0) {
                    for (long next = 1; next < end; next += 10) {
                        SampleEvents.appendTo(log, next + 10);
                        log.sync(next + 10);
                        durable.set(next + 10);
                    }
                    return;
                }
                long seen = 0;
                while (seen < end) {
                    long floor = durable.get();
                    try (SegmentLogReader reader = SegmentLogReader.open(directory, new TestFiles())) {
                        seen = reader.end();
                        assertTrue(seen >= floor, "an acknowledged event is missing");
                        List<LogEvent> tail = SampleEvents.scan(reader, Math.max(1, seen - 100));
                        assertEquals(SampleEvents.range(Math.max(1, seen - 100), seen), tail);
                    }
                }
            });
        }
    }

    @Test
    void beginsWhereARetentionLeftTheLog() throws IOException {
        writeSegments();
        long begin = LogRetention.dropBelow(directory, 10, plan -> true, new TestFiles())
                .begin();
        try (SegmentLogReader reader = SegmentLogReader.open(directory)) {
            assertTrue(begin > 1);
            assertEquals(begin, reader.begin());
            assertThrows(StorageException.class, () -> reader.scan(begin - 1, event -> true));
            List<Long> numbers = new ArrayList<>();
            reader.forEachBaseNumber((wsId, seqId, number) -> numbers.add(number));
            assertFalse(numbers.isEmpty());
        }
    }

    @Test
    void aStoppedScanSaysSoAndHoldsNoFileOnceClosed() throws IOException {
        writeSegments();
        TestFiles files = new TestFiles();
        SegmentLogReader reader = SegmentLogReader.open(directory, files);
        assertTrue(reader.scan(1, event -> true));
        assertFalse(reader.scan(1, event -> false));
        assertEquals(1, files.openFiles.get());
        reader.close();
        assertEquals(0, files.openFiles.get());
    }

    @Test
    void aSegmentThatIsBeingBegunIsNotThereYet() throws IOException {
        writeSegments();
        Path last = lastSegment();
        long first = Segment.firstOffset(last.getFileName().toString());
        Files.write(last, Arrays.copyOf(Files.readAllBytes(last), 10));
        try (SegmentLogReader reader = SegmentLogReader.open(directory)) {
            assertEquals(first, reader.end());
            assertEquals(SampleEvents.range(1, first), SampleEvents.scan(reader, 1));
        }
    }

    @Test
    void nothingIsBehindAPlaceThatTheFileHasGrownTo() throws IOException {
        writeSegments();
        try (DiskFile file = new RealDisk().openForRead(lastSegment())) {
            TailSearch.Tail tail = new TailSearch(file, 10, 1, 1).search(34);
            assertEquals(0, tail.records());
            assertEquals(0, tail.durableEnd());
        }
    }

    @Test
    void leavesATornTailAlone() throws IOException {
        writeSegments();
        Path last = lastSegment();
        byte[] bytes = Files.readAllBytes(last);
        for (int length = bytes.length; length >= 0; length--) {
            byte[] torn = Arrays.copyOf(bytes, length);
            Files.delete(last);
            Files.write(last, torn);
            Map<String, String> before = content();
            try (SegmentLogReader reader = SegmentLogReader.open(directory)) {
                List<LogEvent> events = SampleEvents.scan(reader, 1);
                assertEquals(SampleEvents.range(1, reader.end()), events);
                assertTrue(
                        reader.end() >= Segment.firstOffset(last.getFileName().toString()));
            }
            assertEquals(before, content(), "a reader changes nothing: length=" + length);
        }
    }

    @Test
    void saysDamageAndChangesNothing() throws IOException {
        writeSegments();
        Path last = lastSegment();
        byte[] bytes = Files.readAllBytes(last);
        bytes[SegmentHeader.BYTES + 12] ^= 1;
        Files.write(last, bytes);
        Map<String, String> before = content();

        StorageException e = assertThrows(StorageException.class, () -> SegmentLogReader.open(directory));
        assertTrue(e.getMessage().contains("byteOffset=" + SegmentHeader.BYTES + ", file=" + last), e::getMessage);
        assertEquals(before, content());
    }

    @Test
    void emptyDirectoryIsAnEmptyLog() throws IOException {
        try (SegmentLogReader reader = SegmentLogReader.open(directory)) {
            assertEquals(1, reader.end());
            assertEquals(List.of(), SampleEvents.scan(reader, 1));
        }
        assertEquals(Map.of(), content());
    }

    @Test
    void missingDirectoryIsReported() {
        Path missing = directory.resolve("none");
        StorageException e = assertThrows(StorageException.class, () -> SegmentLogReader.open(missing));
        assertTrue(e.getMessage().startsWith("log must be readable: directory=" + missing), e::getMessage);
    }

    @Test
    void refusesToWrite() {
        writeSegments();
        try (SegmentLogReader reader = SegmentLogReader.open(directory)) {
            assertThrows(StorageException.class, () -> reader.append(SampleEvents.at(20)));
            assertThrows(StorageException.class, () -> reader.sync(1));
        }
    }

    private void writeSegments() {
        try (SegmentEventLog log = open(300)) {
            SampleEvents.appendTo(log, 20);
        }
    }

    private Path lastSegment() throws IOException {
        List<String> names = new RealDisk().list(directory);
        return directory.resolve(names.get(names.size() - 1));
    }

    private Map<String, String> content() throws IOException {
        Map<String, String> content = new TreeMap<>();
        for (String name : new RealDisk().list(directory)) {
            content.put(name, Arrays.toString(Files.readAllBytes(directory.resolve(name))));
        }
        return content;
    }

    private SegmentEventLog open(long segmentBytes) {
        return SegmentEventLog.open(directory, segmentBytes, new TestFiles());
    }
}
