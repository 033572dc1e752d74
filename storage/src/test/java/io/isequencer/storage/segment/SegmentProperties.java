package io.isequencer.storage.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.StorageException;
import io.isequencer.spi.EventLog.AppendResult;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.contract.AnyEvents;
import io.isequencer.storage.contract.SampleEvents;
import io.isequencer.testing.Salt;
import io.isequencer.testing.SeededProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;

/** Segment files of any events: whatever becomes of the bytes, a log never hands out a wrong event. */
class SegmentProperties {
    private Path directory;

    @AfterTry
    void deleteFiles() throws IOException {
        if (directory != null) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @SeededProperty
    void whatIsAppendedComesBack(
            @ForAll("events") List<LongFunction<LogEvent>> contents, @ForAll("sizes") long segmentBytes)
            throws IOException {
        List<LogEvent> events = write(contents, segmentBytes);
        try (SegmentEventLog log = open(segmentBytes)) {
            assertEquals(events.size() + 1, log.end());
            for (int from = 1; from <= log.end(); from++) {
                assertEquals(events.subList(from - 1, events.size()), SampleEvents.scan(log, from));
            }
        }
    }

    @SeededProperty
    void anOccupiedOffsetStaysAsItIs(
            @ForAll("events") List<LongFunction<LogEvent>> contents,
            @ForAll("events") List<LongFunction<LogEvent>> others,
            @ForAll("sizes") long segmentBytes)
            throws IOException {
        List<LogEvent> events = write(contents, segmentBytes);
        try (SegmentEventLog log = open(segmentBytes)) {
            for (int i = 0; i < Math.min(events.size(), others.size()); i++) {
                assertEquals(AppendResult.CONFLICT, log.append(others.get(i).apply(i + 1)));
            }
            assertEquals(events, SampleEvents.scan(log, 1));
        }
    }

    @SeededProperty
    void anyPrefixIsALogThatGoesOn(
            @ForAll("events") List<LongFunction<LogEvent>> contents,
            @ForAll("sizes") long segmentBytes,
            @ForAll("randoms") Random random)
            throws IOException {
        List<LogEvent> events = write(contents, segmentBytes);
        Path last = lastSegment();
        byte[] bytes = Files.readAllBytes(last);
        Files.write(last, Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
        int kept;
        try (SegmentEventLog log = open(segmentBytes)) {
            kept = (int) log.end() - 1;
            assertEquals(events.subList(0, kept), SampleEvents.scan(log, 1));
            for (LogEvent event : events.subList(kept, events.size())) {
                assertEquals(AppendResult.APPENDED, log.append(event));
            }
        }
        try (SegmentEventLog log = open(segmentBytes)) {
            assertEquals(events, SampleEvents.scan(log, 1));
        }
    }

    @SeededProperty
    void damageIsNeverAWrongEvent(
            @ForAll("events") List<LongFunction<LogEvent>> contents,
            @ForAll("sizes") long segmentBytes,
            @ForAll("randoms") Random random)
            throws IOException {
        List<LogEvent> events = write(contents, segmentBytes);
        List<Path> segments = segments();
        Path victim = segments.get(random.nextInt(segments.size()));
        Files.write(victim, damaged(Files.readAllBytes(victim), random));
        List<LogEvent> seen = new ArrayList<>();
        try (SegmentEventLog log = open(segmentBytes)) {
            log.scan(1, event -> seen.add(LogEvent.copyOf(event)));
            assertEquals(log.end() - 1, seen.size(), "a scan must not end early without an error");
        } catch (StorageException damage) {
            assertTrue(damage.getMessage().contains("file=" + directory), damage::getMessage);
        }
        assertTrue(seen.size() <= events.size(), "more events than were written");
        assertEquals(events.subList(0, seen.size()), seen);
    }

    @Provide
    Arbitrary<List<LongFunction<LogEvent>>> events() {
        return Salt.of(AnyEvents.contents().list().ofMinSize(1).ofMaxSize(12));
    }

    /** One event a segment, some, or all in one. */
    @Provide
    Arbitrary<Long> sizes() {
        return Arbitraries.of(1L, 200L, 1_000_000L);
    }

    @Provide
    Arbitrary<Random> randoms() {
        return Salt.of(Arbitraries.longs()).map(Random::new);
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        if (damaged.length == 0) {
            return damaged;
        }
        int from = random.nextInt(damaged.length);
        int to = Math.min(damaged.length, from + 1 + random.nextInt(40));
        switch (random.nextInt(5)) {
            case 0 -> damaged[from] ^= (byte) (1 << random.nextInt(8));
            case 1 -> Arrays.fill(damaged, from, to, (byte) random.nextInt(256));
            case 2 ->
                System.arraycopy(bytes, random.nextInt(damaged.length - (to - from) + 1), damaged, from, to - from);
            case 3 -> {
                byte[] shorter = Arrays.copyOf(damaged, damaged.length - (to - from));
                System.arraycopy(bytes, to, shorter, from, bytes.length - to);
                return shorter;
            }
            default -> {
                byte[] longer = Arrays.copyOf(damaged, damaged.length + 40);
                Arrays.fill(longer, damaged.length, longer.length, (byte) random.nextInt(256));
                return longer;
            }
        }
        return damaged;
    }

    private List<LogEvent> write(List<LongFunction<LogEvent>> contents, long segmentBytes) throws IOException {
        directory = Files.createTempDirectory("isequencer-property-");
        List<LogEvent> events = new ArrayList<>();
        try (SegmentEventLog log = open(segmentBytes)) {
            for (LongFunction<LogEvent> content : contents) {
                LogEvent event = content.apply(log.end());
                assertEquals(AppendResult.APPENDED, log.append(event));
                events.add(event);
            }
        }
        return events;
    }

    private SegmentEventLog open(long segmentBytes) {
        return SegmentEventLog.open(directory, segmentBytes, new TestFiles());
    }

    private Path lastSegment() throws IOException {
        List<Path> segments = segments();
        return segments.get(segments.size() - 1);
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> Segment.firstOffset(file.getFileName().toString()) > 0)
                    .sorted()
                    .toList();
        }
    }
}
