package io.isequencer.storage.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.isequencer.spi.LogEvent;
import io.isequencer.storage.segment.TailSearch.Tail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is found behind a place that cannot be read. */
class TailSearchTest {
    private static final long MIN = 3;
    private static final long NEXT = 5;
    private static final Tail NOTHING = new Tail(0, 0, 0, 0, -1);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private TailSearchTest junk(int length) {
        for (int i = 0; i < length; i++) {
            bytes.write(0xFF);
        }
        return this;
    }

    private TailSearchTest record(long plogOffset, int payloadBytes) {
        LogEvent event = LogEvent.builder(plogOffset, 1, 7)
                .payload(new byte[payloadBytes])
                .build();
        byte[] record = new byte[RecordFormat.recordBytes(event)];
        RecordFormat.encode(event, record.length, record, 0);
        bytes.writeBytes(record);
        return this;
    }

    private TailSearchTest mark(long durableEnd) {
        byte[] mark = new byte[DurableMark.BYTES];
        DurableMark.encode(durableEnd, mark, 0);
        bytes.writeBytes(mark);
        return this;
    }

    private Tail found() throws IOException {
        return found(bytes.toByteArray(), bytes.size());
    }

    private static Tail found(byte[] content, long size) throws IOException {
        return new TailSearch(new MemoryFile(content), size, MIN, NEXT).search(0);
    }

    @Test
    void recordsAndMarksAreFoundBetweenRubbish() throws IOException {
        junk(100).record(6, 0).junk(7).record(5, 9).mark(4).mark(3).record(7, 0);
        assertEquals(new Tail(4, 3, 5, 7, 100), found());
    }

    @Test
    void nothingIsFoundInRubbish() throws IOException {
        assertEquals(NOTHING, found());
        assertEquals(NOTHING, junk(500).found());
    }

    @Test
    void aMarkAloneIsFoundAtTheVeryEnd() throws IOException {
        assertEquals(new Tail(4, 0, 0, 0, -1), mark(4).found());
    }

    @Test
    void offsetsThatThisFileCannotHaveAreRubbish() throws IOException {
        // As many records as could stand in the file: the highest offset is that many above the next one.
        int size = 10 * RecordFormat.MIN_RECORD_BYTES;
        for (long offset : new long[] {MIN - 1, MIN, NEXT + 10, NEXT + 11}) {
            bytes.reset();
            record(offset, size - RecordFormat.MIN_RECORD_BYTES);
            boolean possible = offset >= MIN && offset <= NEXT + 10;
            assertEquals(possible ? new Tail(0, 1, offset, offset, 0) : NOTHING, found());
            bytes.reset();
            mark(offset).junk(size - DurableMark.BYTES);
            assertEquals(possible ? new Tail(offset, 0, 0, 0, -1) : NOTHING, found());
        }
    }

    @Test
    void whatIsCutOrChangedIsRubbish() throws IOException {
        byte[] whole = record(5, 20).bytes.toByteArray();
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            assertEquals(NOTHING, found(changed, changed.length));
            assertEquals(NOTHING, found(Arrays.copyOf(whole, at), at));
        }
        assertEquals(new Tail(0, 1, 5, 5, 0), found(whole, whole.length));
    }

    @Test
    void aRecordIsFoundWhereverItsWindowEnds() throws IOException {
        int window = TailSearch.WINDOW_BYTES;
        int frame = RecordFormat.MIN_FRAME_BYTES;
        for (int at :
                new int[] {window - frame - 1, window - frame, window - frame + 1, window - 1, window, window + 1}) {
            bytes.reset();
            junk(at).record(5, 0).record(6, 0);
            assertEquals(new Tail(0, 2, 5, 6, at), found());
        }
    }

    @Test
    void whatFollowsARecordLargerThanAWindowIsFound() throws IOException {
        record(5, TailSearch.WINDOW_BYTES + 100).record(6, 0);
        assertEquals(new Tail(0, 2, 5, 6, 0), found());
    }

    @Test
    void aFileThatIsShorterThanItWasIsReadToItsEnd() throws IOException {
        byte[] content = record(5, 0).bytes.toByteArray();
        assertEquals(new Tail(0, 1, 5, 5, 0), found(content, content.length + 1_000));
    }

    @Test
    void behindTheEndThereIsNothing() throws IOException {
        record(5, 0);
        TailSearch search = new TailSearch(new MemoryFile(bytes.toByteArray()), bytes.size(), MIN, NEXT);
        assertEquals(NOTHING, search.search(bytes.size() + 10));
    }
}
