package io.isequencer.storage.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.spi.LogEvent;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it takes to reach an event in a segment that an earlier process has written. */
class SegmentWalkTest {
    private static final int EVENTS = 4_000;
    private static final int SEGMENT_BYTES = 3 * 1024 * 1024;

    @TempDir
    Path directory;

    @Test
    void aSegmentIsWalkedOnceThoughManyOfItsEventsAreAskedFor() {
        try (SegmentEventLog log = SegmentEventLog.open(directory, SEGMENT_BYTES, new TestFiles())) {
            for (int plogOffset = 1; plogOffset <= EVENTS; plogOffset++) {
                log.append(LogEvent.builder(plogOffset, 1, plogOffset)
                        .payload(new byte[1_000])
                        .build());
            }
        }
        TestFiles files = new TestFiles();
        try (SegmentEventLog log = SegmentEventLog.open(directory, SEGMENT_BYTES, files)) {
            int walk = readsFor(log, files, 2_800);
            assertTrue(walk > 8, "reads of the first walk: " + walk);
            for (long plogOffset = 2_700; plogOffset > 0; plogOffset -= 100) {
                int reads = readsFor(log, files, plogOffset);
                assertTrue(reads <= 2, "reads for an event that was walked over: " + reads);
            }
        }
    }

    private static int readsFor(SegmentEventLog log, TestFiles files, long plogOffset) {
        int before = files.reads.get();
        AtomicLong found = new AtomicLong();
        log.scan(plogOffset, event -> {
            found.set(event.wsId());
            return false;
        });
        assertEquals(plogOffset, found.get());
        return files.reads.get() - before;
    }
}
