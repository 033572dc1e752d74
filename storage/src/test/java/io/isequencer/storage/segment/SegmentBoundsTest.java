package io.isequencer.storage.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.isequencer.spi.LogEvent;
import io.isequencer.storage.contract.SampleEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each size at which a segment log does something else: a byte below it, at it, and a byte above it. */
class SegmentBoundsTest {
    /** How much recovery writes again at once. */
    private static final int REWRITE_BYTES = 1024 * 1024;

    @TempDir
    Path directory;

    private final TestFiles files = new TestFiles();

    @ParameterizedTest(name = "{0} bytes beyond the size of a segment")
    @ValueSource(ints = {-1, 0, 1})
    void aSegmentIsBegunWhenAnEventWouldGoBeyondItsSize(int beyond) throws IOException {
        List<LogEvent> events = List.of(event(1, 100), event(2, 100));
        try (SegmentEventLog log = open(SegmentHeader.BYTES + 200 - beyond)) {
            events.forEach(log::append);
            assertEquals(beyond > 0 ? 2 : 1, segments(), "segments of two events of 100 bytes each");
            assertEquals(events, SampleEvents.scan(log, 1));
        }
    }

    @ParameterizedTest(name = "{0} bytes beyond what is collected before a write")
    @ValueSource(ints = {-1, 0, 1})
    void whatIsCollectedIsWrittenBeforeItGrowsBeyondAChunk(int beyond) {
        List<LogEvent> events = List.of(event(1, 1_000), event(2, SegmentWriter.CHUNK_BYTES - 1_000 + beyond));
        try (SegmentEventLog log = open(SegmentEventLog.DEFAULT_SEGMENT_BYTES)) {
            int writes = files.writes.get();
            events.forEach(log::append);
            assertEquals(beyond > 0 ? 1 : 0, files.writes.get() - writes, "writes before the chunk is full");
            assertEquals(events, SampleEvents.scan(log, 1));
        }
    }

    /** Near enough behind the last event that was visited, its reader goes on; else another one is opened. */
    @ParameterizedTest(name = "{0} events behind the last one visited")
    @ValueSource(ints = {-1, 0, 1, 999, 1_000, 1_001})
    void aScanBeginsWhereItWasToldHoweverFarFromTheLast(int distance) {
        List<LogEvent> events = LongStream.rangeClosed(1, 1_200)
                .mapToObj(offset -> event(offset, 100))
                .toList();
        try (SegmentEventLog log = open(SegmentEventLog.DEFAULT_SEGMENT_BYTES)) {
            events.forEach(log::append);
            log.scan(100, visited -> false);
            assertEquals(events.subList(99 + distance, 1_200), SampleEvents.scan(log, 100 + distance));
        }
    }

    /** The reader begins behind the header, or at a record that the index knows: either place is tried. */
    @ParameterizedTest(name = "{0} bytes beyond what is read at once")
    @ValueSource(
            ints = {
                -1,
                0,
                1,
                -SegmentHeader.BYTES - 1,
                -SegmentHeader.BYTES,
                -SegmentHeader.BYTES + 1,
                RecordFormat.PREFIX_BYTES - 1,
                RecordFormat.PREFIX_BYTES,
                RecordFormat.PREFIX_BYTES + 1
            })
    void anEventMayBeginAnywhereInWhatIsReadAtOnce(int beyond) {
        List<LogEvent> events = List.of(event(1, SegmentWriter.CHUNK_BYTES + beyond), event(2, 60), event(3, 60));
        try (SegmentEventLog log = open(SegmentEventLog.DEFAULT_SEGMENT_BYTES)) {
            events.forEach(log::append);
            assertEquals(events, SampleEvents.scan(log, 1));
            assertEquals(events.subList(1, 3), SampleEvents.scan(log, 2));
        }
        try (SegmentEventLog log = open(SegmentEventLog.DEFAULT_SEGMENT_BYTES)) {
            assertEquals(events, SampleEvents.scan(log, 1));
        }
    }

    @ParameterizedTest(name = "{0} bytes beyond what is written again at once")
    @ValueSource(ints = {-1, 0, 1})
    void recoveryWritesAgainAllThatNoMarkVouchesFor(int beyond, @TempDir Path after) throws IOException {
        List<LogEvent> events = List.of(event(1, REWRITE_BYTES - SegmentHeader.BYTES + beyond));
        try (SegmentEventLog log = open(SegmentEventLog.DEFAULT_SEGMENT_BYTES)) {
            events.forEach(log::append);
            assertEquals(events, SampleEvents.scan(log, 1));
            String name = Segment.of(directory, 1).file().getFileName().toString();
            Files.copy(directory.resolve(name), after.resolve(name));
        }
        int writes = files.writes.get();
        try (SegmentEventLog log = SegmentEventLog.open(after, SegmentEventLog.DEFAULT_SEGMENT_BYTES, files)) {
            assertEquals((beyond > 0 ? 2 : 1) + 1, files.writes.get() - writes, "pieces, and a mark");
            assertEquals(events, SampleEvents.scan(log, 1));
        }
    }

    private SegmentEventLog open(long segmentBytes) {
        return SegmentEventLog.open(directory, segmentBytes, files);
    }

    private long segments() throws IOException {
        return files.list(directory).stream()
                .filter(name -> name.startsWith("plog-"))
                .count();
    }

    /** An event whose record has so many bytes. */
    private static LogEvent event(long plogOffset, int recordBytes) {
        return LogEvent.builder(plogOffset, 1, 7)
                .payload(new byte[recordBytes - RecordFormat.MIN_RECORD_BYTES])
                .build();
    }
}
