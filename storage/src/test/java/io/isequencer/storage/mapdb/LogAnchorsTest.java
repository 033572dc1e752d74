package io.isequencer.storage.mapdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.mapdb.LogAnchors.Anchor;
import io.isequencer.storage.memory.MemoryEventLog;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogAnchorsTest {
    private static LogEvent event(long plogOffset) {
        return LogEvent.builder(plogOffset, 1, 7).add(1, plogOffset).build();
    }

    private static EventLog logOf(int events) {
        EventLog log = new MemoryEventLog();
        for (int n = 1; n <= events; n++) {
            log.append(event(n));
        }
        return log;
    }

    private static List<Long> offsets(long logStart, long checkpoint) {
        return LogAnchors.offsets(logStart, checkpoint).boxed().toList();
    }

    @Test
    void chosenAreTheLastOneTheOnesAtDoubledDistancesAndSomeSpreadEvenly() {
        assertEquals(List.of(), offsets(1, 0));
        assertEquals(List.of(), offsets(1, 1));
        assertEquals(List.of(1L), offsets(1, 2));
        assertEquals(List.of(5L, 6L), offsets(5, 7));
        assertEquals(
                List.of(
                        1L, 7L, 13L, 19L, 25L, 31L, 37L, 43L, 49L, 55L, 61L, 67L, 69L, 73L, 79L, 85L, 91L, 93L, 97L,
                        99L, 100L),
                offsets(1, 101));
        assertEquals(
                List.of(
                        30L, 34L, 37L, 38L, 42L, 46L, 50L, 54L, 58L, 62L, 66L, 69L, 70L, 74L, 78L, 82L, 85L, 86L, 90L,
                        93L, 97L, 99L, 100L),
                offsets(30, 101));
        assertEquals(79, offsets(1, Long.MAX_VALUE).size());
    }

    @Test
    void eachAnchorIsOfItsOwnEvent() {
        assertEquals(
                List.of(new Anchor(2, LogAnchors.checksum(event(2))), new Anchor(3, LogAnchors.checksum(event(3)))),
                LogAnchors.of(logOf(9), 2, 4).anchors());
    }

    @Test
    void aChecksumStaysWhatFilesHold() {
        LogEvent event = LogEvent.builder(2, 3, 4)
                .add(5, 6)
                .add(7, 8, true)
                .payload(new byte[] {9})
                .build();
        assertEquals(0xEE69AF58ADCAB9CFL, LogAnchors.checksum(event));
    }

    @Test
    void sameEventsAreNoDifference() {
        LogAnchors anchors = LogAnchors.of(logOf(9), 1, 10);
        assertNull(anchors.difference(logOf(9), 1));
        assertNull(anchors.difference(logOf(20), 1));
    }

    @Test
    void theFirstOtherEventIsNamed() {
        LogAnchors anchors = new LogAnchors(
                List.of(new Anchor(2, LogAnchors.checksum(event(2))), new Anchor(4, 0), new Anchor(5, 0)));
        assertEquals("differsAt=4", anchors.difference(logOf(9), 1));
    }

    @Test
    void anEventThatTheLogLacksIsADifference() {
        LogAnchors anchors = LogAnchors.of(logOf(9), 9, 10);
        assertNull(anchors.difference(logOf(9), 1));
        assertEquals("differsAt=9", anchors.difference(logOf(8), 1));
        assertEquals("differsAt=9", new LogAnchors(List.of(new Anchor(9, 0))).difference(logOf(8), 1));
    }

    @Test
    void whatARetentionDroppedIsNotAskedFor() {
        LogAnchors anchors = new LogAnchors(List.of(new Anchor(4, 0)));
        assertEquals("differsAt=4", anchors.difference(logOf(9), 4));
        assertNull(anchors.difference(logOf(9), 5));
    }
}
