package io.isequencer.storage.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.isequencer.spi.LogEvent;
import io.isequencer.storage.segment.SegmentReader.Outcome;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentReaderTest {
    private static final LogEvent EVENT =
            LogEvent.builder(1, 1, 7).add(1, 1).payload(new byte[100]).build();
    private static final int EVENT_BYTES = RecordFormat.recordBytes(EVENT);
    private static final String MARK_RULE = "mark must follow the events that it vouches for: ";

    /** What stands there may be half of what somebody is writing. */
    @Test
    void nothingBeyondItsLimitIsRead() throws IOException {
        MemoryFile file = new MemoryFile(Arrays.copyOf(record(), 3 * EVENT_BYTES));
        SegmentReader reader = new SegmentReader(file, 0, EVENT_BYTES);
        assertEquals(Outcome.RECORD, reader.next(1));
        assertEquals(EVENT_BYTES, file.readTo);
        assertEquals(Outcome.END, reader.next(2));
    }

    @Test
    void nothingBeyondItsLimitIsReadFromAnywhereElseEither() throws IOException {
        byte[] bytes = new byte[4 * EVENT_BYTES];
        System.arraycopy(record(), 0, bytes, EVENT_BYTES, EVENT_BYTES);
        MemoryFile file = new MemoryFile(bytes);
        SegmentReader reader = new SegmentReader(file, EVENT_BYTES, 2 * EVENT_BYTES);
        assertEquals(Outcome.RECORD, reader.next(1));
        assertEquals(2 * EVENT_BYTES, file.readTo);
    }

    @Test
    void aFileThatShrinksIsNoEndOfTheLog() {
        SegmentReader reader = new SegmentReader(new MemoryFile(Arrays.copyOf(record(), 60)), 0, EVENT_BYTES);
        IOException shrunk = assertThrows(IOException.class, () -> reader.next(1));
        assertEquals("file must not shrink while it is read: position=60, limit=" + EVENT_BYTES, shrunk.getMessage());
    }

    @ParameterizedTest(name = "a mark of {0} where event {1} comes next")
    @CsvSource({"1,1,1", "5,5,5", "4,5,4", "6,5,0", "0,5,0", "-1,5,0"})
    void aMarkVouchesForWhatPrecedesIt(long marked, long next, long durableEnd) throws IOException {
        byte[] bytes = new byte[DurableMark.BYTES];
        DurableMark.encode(marked, bytes, 0);
        SegmentReader reader = new SegmentReader(new MemoryFile(bytes), 0, bytes.length);
        if (durableEnd > 0) {
            assertEquals(Outcome.END, reader.next(next));
        } else {
            assertEquals(Outcome.WRONG, reader.next(next));
            assertEquals(MARK_RULE + "durableEnd=" + marked + ", nextOffset=" + next, reader.defect());
        }
        assertEquals(durableEnd, reader.durableEnd());
    }

    @Test
    void aMarkThatIsLongerIsNone() throws IOException {
        byte[] bytes = new byte[DurableMark.BYTES + 1];
        DurableMark.encode(5, bytes, 0);
        RecordFormat.putInt(bytes, 4, bytes.length - RecordFormat.PREFIX_BYTES);
        RecordFormat.putInt(bytes, 0, RecordFormat.checksum(bytes, 4, bytes.length - 4));
        SegmentReader reader = new SegmentReader(new MemoryFile(bytes), 0, bytes.length);
        assertEquals(Outcome.WRONG, reader.next(5));
        assertEquals(MARK_RULE + "durableEnd=5, nextOffset=5", reader.defect());
    }

    @ParameterizedTest(name = "{0} bytes are {1}")
    @CsvSource({
        "23,         record size must be 24..16777216: recordBytes=23",
        "24,         record must match its checksum: plogOffset=1",
        "16777216,   'record must be complete: recordBytes=16777216, bytes=131'",
        "16777217,   record size must be 24..16777216: recordBytes=16777217",
    })
    void aSizeThatNoRecordHasIsSaid(int stated, String defect) throws IOException {
        byte[] bytes = Arrays.copyOf(record(), 131);
        RecordFormat.putInt(bytes, 4, stated - RecordFormat.PREFIX_BYTES);
        SegmentReader reader = new SegmentReader(new MemoryFile(bytes), 0, bytes.length);
        assertEquals(Outcome.BROKEN, reader.next(1));
        assertEquals(defect, reader.defect());
        assertEquals(0, reader.position());
    }

    private static byte[] record() {
        byte[] bytes = new byte[EVENT_BYTES];
        RecordFormat.encode(EVENT, EVENT_BYTES, bytes, 0);
        return bytes;
    }
}
