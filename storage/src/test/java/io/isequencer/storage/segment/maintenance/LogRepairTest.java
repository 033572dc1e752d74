package io.isequencer.storage.segment.maintenance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.storage.contract.SampleEvents;
import io.isequencer.storage.disk.RealDisk;
import io.isequencer.storage.segment.DurableMark;
import io.isequencer.storage.segment.Segment;
import io.isequencer.storage.segment.SegmentEventLog;
import io.isequencer.storage.segment.TestFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check of all records, and the repair that follows from it. */
class LogRepairTest {
    private static final long END = 40;
    private static final int SEGMENT_BYTES = 400;

    @TempDir
    Path directory;

    private final Map<Path, byte[]> sound = new HashMap<>();
    private List<Path> segments;

    @BeforeEach
    void writeLog() throws IOException {
        try (SegmentEventLog log = open()) {
            SampleEvents.appendTo(log, END);
        }
        segments = new RealDisk()
                .list(directory).stream()
                        .filter(name -> Segment.firstOffset(name) > 0)
                        .map(directory::resolve)
                        .toList();
        assertTrue(segments.size() >= 4);
        for (Path segment : segments) {
            sound.put(segment, Files.readAllBytes(segment));
        }
    }

    @Test
    void soundLogIsReportedAndLeftAlone() throws IOException {
        LogReport report = LogVerifier.verify(directory);
        assertTrue(report.sound());
        assertEquals(END, report.end());
        assertEquals(segments.size(), report.segments());
        assertEquals(bytes(), report.bytes());

        LogRepair.Outcome outcome = LogRepair.apply(directory, before -> true);
        assertEquals(List.of(), outcome.backups());
        assertSound();
    }

    @Test
    @Tag("lengthy")
    void everyFlippedByteOfAClosedLogIsFoundAndNamed() throws IOException {
        long first = 1;
        for (Path segment : segments) {
            byte[] bytes = sound.get(segment);
            boolean last = segment.equals(segments.get(segments.size() - 1));
            // A flip in the last mark leaves all events: the mark is a torn tail then.
            int end = last ? bytes.length - DurableMark.BYTES : bytes.length;
            for (int position = 0; position < end; position++) {
                flip(segment, position);
                LogReport report = LogVerifier.verify(directory);
                assertFalse(report.sound(), segment + " position=" + position);
                LogReport.Place place = report.damage().get(0);
                assertEquals(segment, place.file());
                assertTrue(place.byteOffset() <= position);
                assertTrue(place.plogOffset() >= first && report.end() == place.plogOffset());
                replace(segment, bytes);
            }
            first = Segment.firstOffset(segment.getFileName().toString());
        }
        assertTrue(LogVerifier.verify(directory).sound());
    }

    @Test
    void withoutConsentNothingHappens() throws IOException {
        flip(segments.get(1), 60);
        LogRepair.Outcome outcome = LogRepair.apply(directory, before -> false);
        assertFalse(outcome.before().sound());
        assertEquals(List.of(), outcome.backups());
        replace(segments.get(1), sound.get(segments.get(1)));
        assertSound();
    }

    /** In the header of the first segment, of one in the middle, in a record there, and in one of the last segment. */
    @ParameterizedTest(name = "segment {0}, byte {1}")
    @CsvSource({"0,4", "2,4", "2,60", "-1,60"})
    void repairKeepsWhatIsBeforeTheDamage(int index, int position) throws IOException {
        int damaged = Math.floorMod(index, segments.size());
        flip(segments.get(damaged), position);
        byte[] flipped = Files.readAllBytes(segments.get(damaged));
        long kept = LogVerifier.verify(directory).end();

        List<Path> backups = LogRepair.apply(directory, before -> true).backups();

        assertEquals(segments.size() - damaged, backups.size(), backups::toString);
        assertArrayEquals(flipped, Files.readAllBytes(backups.get(backups.size() - 1)));
        try (SegmentEventLog log = open()) {
            assertEquals(kept, log.end());
            assertEquals(SampleEvents.range(1, kept), SampleEvents.scan(log, 1));
            SampleEvents.appendTo(log, kept + 5);
        }
        assertTrue(LogVerifier.verify(directory).sound());
    }

    @Test
    @Tag("lengthy")
    void repairKeepsWhatIsBeforeTheDamageAndABackupOfEachChangedFile() throws IOException {
        SplittableRandom random = new SplittableRandom(8);
        for (int round = 0; round < 40; round++) {
            int damaged = random.nextInt(segments.size());
            byte[] bytes = sound.get(segments.get(damaged));
            int position = random.nextInt(bytes.length - DurableMark.BYTES);
            flip(segments.get(damaged), position);
            byte[] flipped = Files.readAllBytes(segments.get(damaged));
            long kept = LogVerifier.verify(directory).end();

            LogRepair.apply(directory, before -> true);

            try (SegmentEventLog log = open()) {
                assertEquals(kept, log.end());
                assertEquals(SampleEvents.range(1, kept), SampleEvents.scan(log, 1));
                SampleEvents.appendTo(log, kept + 5);
            }
            assertTrue(LogVerifier.verify(directory).sound());
            assertArrayEquals(flipped, Files.readAllBytes(backup(segments.get(damaged))));
            for (int later = damaged + 1; later < segments.size(); later++) {
                assertArrayEquals(sound.get(segments.get(later)), Files.readAllBytes(backup(segments.get(later))));
            }
            restore();
        }
    }

    @Test
    void aMissingSegmentIsDamageAndCanBeRepaired() throws IOException {
        Files.delete(segments.get(2));
        LogReport report = LogVerifier.verify(directory);
        long missing = Segment.firstOffset(segments.get(2).getFileName().toString());
        assertEquals(missing, report.end());
        assertTrue(report.damage().get(0).defect().startsWith("segment must hold the events below "));

        LogRepair.apply(directory, before -> true);
        try (SegmentEventLog log = open()) {
            assertEquals(SampleEvents.range(1, missing), SampleEvents.scan(log, 1));
        }
    }

    @Test
    void tornTailIsNoDamage() throws IOException {
        Path last = segments.get(segments.size() - 1);
        byte[] bytes = sound.get(last);
        replace(last, Arrays.copyOf(bytes, bytes.length - DurableMark.BYTES - 3));
        LogReport report = LogVerifier.verify(directory);
        assertTrue(report.sound());
        assertEquals(END - 1, report.tornTail().plogOffset());
        assertTrue(report.tornTail().text().startsWith("record must be complete: "), report.tornTail()::text);
    }

    private void flip(Path segment, int position) throws IOException {
        byte[] bytes = sound.get(segment).clone();
        bytes[position] ^= 0x20;
        replace(segment, bytes);
    }

    private void restore() throws IOException {
        for (String name : new RealDisk().list(directory)) {
            Files.delete(directory.resolve(name));
        }
        for (Path segment : segments) {
            Files.write(segment, sound.get(segment));
        }
    }

    private static Path backup(Path segment) {
        return segment.resolveSibling(segment.getFileName() + ".bak");
    }

    private static void replace(Path file, byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        Files.write(file, bytes);
    }

    private long bytes() {
        return sound.values().stream().mapToLong(bytes -> bytes.length).sum();
    }

    private void assertSound() throws IOException {
        for (Path segment : segments) {
            assertArrayEquals(sound.get(segment), Files.readAllBytes(segment));
        }
    }

    private SegmentEventLog open() {
        return SegmentEventLog.open(directory, SEGMENT_BYTES, new TestFiles());
    }
}
