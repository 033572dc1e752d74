package io.isequencer.storage.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.spi.LogEvent;
import org.junit.jupiter.api.Test;

class RecordFormatTest {
    private static byte[] counting(int count) {
        byte[] record = new byte[200];
        RecordFormat.putInt(record, 26, count);
        return record;
    }

    @Test
    void theNumbersThatARecordClaimsMustFitIntoIt() {
        assertTrue(RecordFormat.countFits(counting(0), 0, 30));
        assertFalse(RecordFormat.countFits(counting(0), 0, 29));
        assertTrue(RecordFormat.countFits(counting(2), 0, 52));
        assertFalse(RecordFormat.countFits(counting(2), 0, 51));
        assertFalse(RecordFormat.countFits(counting(-1), 0, 200));
        assertFalse(RecordFormat.countFits(counting(Integer.MAX_VALUE), 0, 200));
    }

    @Test
    void aRecordHasALargestSize() {
        int room = RecordFormat.MAX_RECORD_BYTES - RecordFormat.MIN_RECORD_BYTES - 2 * RecordFormat.NUMBER_BYTES;
        assertEquals(RecordFormat.MAX_RECORD_BYTES, RecordFormat.recordBytes(event(room)));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> RecordFormat.recordBytes(event(room + 1)));
        assertEquals("record size must be <= 16777216: recordBytes=16777217, plogOffset=1", e.getMessage());
    }

    private static LogEvent event(int payloadBytes) {
        return LogEvent.builder(1, 1, 1)
                .add(1, 1)
                .add(1, 2)
                .payload(new byte[payloadBytes])
                .build();
    }
}
