package io.isequencer.cli.sequence;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.memory.MemoryEventLog;
import org.junit.jupiter.api.Test;

class FailureWatchTest {
    @Test
    void followsWhatAScanReads() {
        FailureWatch watch = new FailureWatch();
        EventLog log = watch.over(new MemoryEventLog());
        for (long offset = 1; offset <= 3; offset++) {
            log.append(LogEvent.builder(offset, 1, 5).add(1, offset).build());
        }
        assertEquals(0, watch.scannedTo());
        log.scan(1, event -> event.plogOffset() < 2);
        assertEquals(3, watch.scannedTo());
        log.scan(3, event -> true);
        assertEquals(4, watch.scannedTo());
        assertDoesNotThrow(watch::check);
    }
}
