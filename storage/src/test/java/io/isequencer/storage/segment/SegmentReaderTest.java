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
    private static final int EVENT_BYTES = RecordFormat.recordBytes(event(1));
    private static final String MARK_RULE = "mark must follow the events that it vouches for: ";

    /** What stands there may be half of what somebody is writing. */
    @Test
    void nothingBeyondItsLimitIsRead() throws IOException {
        MemoryFile file = new MemoryFile(Arrays.copyOf(record(1), 3 * EVENT_BYTES));
        SegmentReader reader = new SegmentReader(file, 0, EVENT_BYTES);
        assertEquals(Outcome.RECORD, reader.next(1));
        assertEquals(EVENT_BYTES, file.readTo);
        assertEquals(Outcome.END, reader.next(2));
    }

    @Test
    void norIsItWhenThereIsSpaceForMore() throws IOException {
        byte[] bytes = new byte[4 * EVENT_BYTES];
        for (int i = 0; i < 4; i++) {
            System.arraycopy(record(i + 1), 0, bytes, i * EVENT_BYTES, EVENT_BYTES);
        }
        MemoryFile file = new MemoryFile(bytes);
        SegmentReader reader = new SegmentReader(file, 0, 2 * EVENT_BYTES);
        assertEquals(Outcome.RECORD, reader.next(1));
        assertEquals(Outcome.RECORD, reader.next(2));
        assertEquals(Outcome.END, reader.next(3));
        reader.extendTo(3 * EVENT_BYTES);
        assertEquals(Outcome.RECORD, reader.next(3));
        assertEquals(3 * EVENT_BYTES, file.readTo);
    }

    @Test
    void anEventOfAnotherOffsetIsWrong() throws IOException {
        SegmentReader reader = new SegmentReader(new MemoryFile(record(1)), 0, EVENT_BYTES);
        assertEquals(Outcome.WRONG, reader.next(2));
        assertEquals("plogOffset must be 2: plogOffset=1", reader.defect());
        assertEquals(0, reader.position());
    }

    @Test
    void moreNumbersThanThereIsSpaceForAreWrong() throws IOException {
        byte[] bytes = record(1);
        RecordFormat.putInt(bytes, 26, 100);
        RecordFormat.putInt(bytes, 0, RecordFormat.checksum(bytes, 4, bytes.length - 4));
        SegmentReader reader = new SegmentReader(new MemoryFile(bytes), 0, EVENT_BYTES);
        assertEquals(Outcome.WRONG, reader.next(1));
        assertEquals("record must hold its numbers: recordBytes=" + EVENT_BYTES, reader.defect());
    }

    @Test
    void aFileThatShrinksIsNoEndOfTheLog() {
        SegmentReader reader = new SegmentReader(new MemoryFile(Arrays.copyOf(record(1), 60)), 0, EVENT_BYTES);
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
    void aSizeThatNoRecordHasIsReported(int stated, String defect) throws IOException {
        byte[] bytes = Arrays.copyOf(record(1), 131);
        RecordFormat.putInt(bytes, 4, stated - RecordFormat.PREFIX_BYTES);
        SegmentReader reader = new SegmentReader(new MemoryFile(bytes), 0, bytes.length);
        assertEquals(Outcome.BROKEN, reader.next(1));
        assertEquals(defect, reader.defect());
        assertEquals(0, reader.position());
    }

    private static byte[] record(long plogOffset) {
        byte[] bytes = new byte[EVENT_BYTES];
        RecordFormat.encode(event(plogOffset), EVENT_BYTES, bytes, 0);
        return bytes;
    }

    private static LogEvent event(long plogOffset) {
        return LogEvent.builder(plogOffset, 1, 7)
                .add(1, plogOffset)
                .payload(new byte[100])
                .build();
    }
}
