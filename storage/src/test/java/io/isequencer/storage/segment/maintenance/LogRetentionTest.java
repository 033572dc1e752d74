package io.isequencer.storage.segment.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.NumberKey;
import io.isequencer.api.StorageException;
import io.isequencer.spi.EventLog.AppendResult;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.contract.SampleEvents;
import io.isequencer.storage.disk.RealDisk;
import io.isequencer.storage.segment.RetainedNumbers;
import io.isequencer.storage.segment.Segment;
import io.isequencer.storage.segment.SegmentEventLog;
import io.isequencer.storage.segment.SegmentLogReader;
import io.isequencer.storage.segment.TestFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dropping the oldest segments. */
class LogRetentionTest {
    private static final long END = 60;
    private static final LogRetention.Consent ANY = plan -> true;

    @TempDir
    Path directory;

    @BeforeEach
    void writeLog() {
        try (SegmentEventLog log = open()) {
            SampleEvents.appendTo(log, END);
        }
    }

    @Test
    void keepsTheNumbersOfWhatItDrops() {
        for (long below : new long[] {10, 11, 30, 55, END}) {
            LogRetention.Dropped dropped = drop(below);
            long begin = dropped.begin();
            assertTrue(begin <= below && begin > below - 25, "begin=" + begin);
            try (SegmentEventLog log = open()) {
                assertEquals(begin, log.begin());
                assertEquals(END, log.end());
                assertEquals(SampleEvents.range(begin, END), SampleEvents.scan(log, begin));
                assertEquals(highestBelow(begin), baseOf(log));
                StorageException e = assertThrows(StorageException.class, () -> log.scan(begin - 1, event -> true));
                assertTrue(
                        e.getMessage()
                                .startsWith("log must hold the events to scan, those below " + begin
                                        + " were dropped: fromOffset=" + (begin - 1)),
                        e::getMessage);
                assertEquals(AppendResult.CONFLICT, log.append(SampleEvents.at(1)));
            }
            try (SegmentLogReader reader = SegmentLogReader.open(directory)) {
                assertEquals(SampleEvents.range(begin, END), SampleEvents.scan(reader, begin));
            }
            LogReport report = LogVerifier.verify(directory);
            assertTrue(report.sound());
            assertEquals(highestBelow(begin).size(), report.baseKeys());
        }
    }

    @Test
    void tellsWhatItDropped() throws IOException {
        List<Long> firsts = firstOffsets();
        long begin = firsts.get(2);
        assertEquals(
                new LogRetention.Dropped(
                        begin, begin - 1, 2, highestBelow(begin).size()),
                drop(begin));
        long next = firsts.get(3);
        assertEquals(new LogRetention.Dropped(begin, 0, 0, highestBelow(begin).size()), drop(next - 1));
        assertEquals(
                new LogRetention.Dropped(
                        next, next - begin, 1, highestBelow(next).size()),
                drop(next));
        assertEquals(firsts.subList(3, firsts.size()), firstOffsets());
        assertEquals(
                1,
                new RealDisk()
                        .list(directory).stream()
                                .filter(name -> RetainedNumbers.begin(name) > 0)
                                .count());
    }

    @Test
    void whereNothingIsBelowNothingIsDropped() {
        assertEquals(new LogRetention.Dropped(1, 0, 0, 0), drop(1));
    }

    private List<Long> firstOffsets() throws IOException {
        return new RealDisk()
                .list(directory).stream()
                        .map(Segment::firstOffset)
                        .filter(firstOffset -> firstOffset > 0)
                        .toList();
    }

    @Test
    void theLastSegmentStays() {
        drop(END);
        try (SegmentEventLog log = open()) {
            assertEquals(END, log.end());
            assertTrue(log.begin() < END);
            SampleEvents.appendTo(log, END + 20);
            assertEquals(SampleEvents.range(log.begin(), END + 20), SampleEvents.scan(log, log.begin()));
        }
    }

    @Test
    void anOffsetBehindTheEndIsASlip() throws IOException {
        List<String> before = new RealDisk().list(directory);
        StorageException e = assertThrows(StorageException.class, () -> drop(END + 1));
        assertEquals(
                "offset to drop below must be at most the log's end: offset=" + (END + 1) + ", logEnd=" + END,
                e.getMessage());
        assertEquals(before, new RealDisk().list(directory));
    }

    @Test
    void withoutConsentThePlanIsShownAndNothingIsDone() throws IOException {
        List<Long> firsts = firstOffsets();
        long begin = firsts.get(2);
        List<String> before = new RealDisk().list(directory);
        long bytes = Files.size(directory.resolve(Segment.name(1)))
                + Files.size(directory.resolve(Segment.name(firsts.get(1))));
        LogRetention.Plan[] said = new LogRetention.Plan[1];
        assertEquals(new LogRetention.Dropped(1, 0, 0, 0), LogRetention.dropBelow(directory, begin, plan -> {
            said[0] = plan;
            return false;
        }));
        assertEquals(1, said[0].from());
        assertEquals(begin, said[0].begin());
        assertEquals(2, said[0].segments());
        assertEquals(bytes, said[0].bytes());
        assertEquals(highestBelow(begin), said[0].numbers());
        assertEquals(before, new RealDisk().list(directory));
        drop(begin);
        LogRetention.dropBelow(directory, begin, plan -> {
            assertEquals(begin, plan.from());
            assertEquals(begin, plan.begin());
            assertEquals(0, plan.segments());
            return false;
        });
    }

    @Test
    void whatIsRefusedIsKept() throws IOException {
        List<String> before = new RealDisk().list(directory);
        assertThrows(
                IllegalStateException.class,
                () -> LogRetention.dropBelow(directory, 30, plan -> {
                    assertEquals(highestBelow(plan.begin()), plan.numbers());
                    throw new IllegalStateException("no");
                }));
        assertEquals(before, new RealDisk().list(directory));
        open().close();
    }

    @Test
    void damagedEventsAreNotDropped() throws IOException {
        Path first = directory.resolve(Segment.name(1));
        byte[] bytes = Files.readAllBytes(first);
        bytes[bytes.length - 1] ^= 1;
        Files.write(first, bytes);
        assertThrows(StorageException.class, () -> drop(30));
        assertTrue(Files.exists(first));
    }

    @Test
    void aDamagedBaseIsReported() throws IOException {
        long begin = drop(30).begin();
        Path base = RetainedNumbers.file(directory, begin);
        byte[] bytes = Files.readAllBytes(base);
        for (int position = 0; position < bytes.length; position++) {
            byte[] flipped = bytes.clone();
            flipped[position] ^= 4;
            Files.write(base, flipped);
            assertThrows(StorageException.class, () -> LogVerifier.verify(directory));
            Files.write(base, Arrays.copyOf(bytes, position));
            assertThrows(StorageException.class, () -> LogVerifier.verify(directory));
        }
        Files.delete(base);
        StorageException e = assertThrows(StorageException.class, this::open);
        assertTrue(e.getMessage().startsWith("first segment must begin at offset 1: firstOffset=" + begin));
        Files.write(base, bytes);
        assertTrue(LogVerifier.verify(directory).sound());
    }

    @Test
    void segmentsThatACrashLeftBelowTheBaseAreLookedAtByNobodyAndGoWithTheNextDrop() throws IOException {
        Path first = directory.resolve(Segment.name(1));
        byte[] bytes = Files.readAllBytes(first);
        drop(20);
        Files.write(first, bytes);
        try (SegmentEventLog log = open()) {
            assertEquals(SampleEvents.range(log.begin(), END), SampleEvents.scan(log, log.begin()));
        }
        assertEquals(1, drop(20).segments());
        assertFalse(Files.exists(first));
    }

    private LogRetention.Dropped drop(long below) {
        return LogRetention.dropBelow(directory, below, ANY, new TestFiles());
    }

    private SegmentEventLog open() {
        return SegmentEventLog.open(directory, 300, new TestFiles());
    }

    private static Map<NumberKey, Long> baseOf(SegmentEventLog log) {
        Map<NumberKey, Long> numbers = new HashMap<>();
        log.forEachBaseNumber((wsId, seqId, number) -> numbers.put(new NumberKey(wsId, seqId), number));
        return numbers;
    }

    private static Map<NumberKey, Long> highestBelow(long begin) {
        Map<NumberKey, Long> numbers = new HashMap<>();
        for (LogEvent event : SampleEvents.range(1, begin)) {
            for (int i = 0; i < event.size(); i++) {
                numbers.merge(new NumberKey(event.wsId(), event.seqId(i)), event.number(i), Math::max);
            }
        }
        return numbers;
    }
}
