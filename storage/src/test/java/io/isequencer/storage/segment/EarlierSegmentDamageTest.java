package io.isequencer.storage.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.isequencer.api.StorageException;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.contract.SampleEvents;
import io.isequencer.storage.disk.RealDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage in a segment before the last one: found when it is read, and then it is an error. */
class EarlierSegmentDamageTest {
    private static final int END = 9;

    @TempDir
    Path directory;

    @Test
    @Tag("lengthy")
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

    private void rewriteInSegments() throws IOException {
        try (SegmentEventLog log = open(200)) {
            SampleEvents.appendTo(log, END);
        }
        assertTrue(segments().size() >= 3);
    }

    private List<Path> segments() throws IOException {
        return new RealDisk()
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

    private SegmentEventLog open(long segmentBytes) {
        return SegmentEventLog.open(directory, segmentBytes, new TestFiles());
    }

    private void assertOpensTo(long end) {
        try (SegmentEventLog log = open(200)) {
            assertEquals(SampleEvents.range(1, end), SampleEvents.scan(log, 1));
        }
    }

    private static void replace(Path file, byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        Files.write(file, bytes);
    }
}
