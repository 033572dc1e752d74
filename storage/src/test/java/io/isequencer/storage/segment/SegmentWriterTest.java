package io.isequencer.storage.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.spi.LogEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentWriterTest {
    private static final int STRIDE_BYTES = 64 * 1024;
    private static final int INITIAL_BYTES = 4 * 1024;

    private final Segment segment = Segment.of(Path.of("unused"), 1);
    private final MemoryFile file = new MemoryFile(SegmentHeader.encode(1));
    private final SegmentWriter writer = new SegmentWriter(segment, file, SegmentHeader.BYTES, 1);

    @Test
    void whereRecordsBeginIsNotedByWhoWritesThemAndByWhoWalksOverThem() throws IOException {
        add(1, STRIDE_BYTES);
        add(2, 100);
        writer.writeOut();
        SparseIndex.Place second = new SparseIndex.Place(2, SegmentHeader.BYTES + STRIDE_BYTES);
        assertEquals(second, segment.index().floor(2, 1));

        Segment opened = Segment.of(Path.of("unused"), 1);
        assertEquals(3, SegmentWalk.over(opened, file).nextOffset());
        assertEquals(second, opened.index().floor(2, 1));
    }

    @Test
    void aWalkShowsEachEvent() throws IOException {
        add(1, 100);
        add(2, 100);
        writer.writeOut();
        List<Long> shown = new ArrayList<>();
        SegmentWalk.over(segment, file, event -> shown.add(event.plogOffset()));
        assertEquals(List.of(1L, 2L), shown);
    }

    @Test
    void spaceIsTakenWhenItIsNeededAndDoubledMeanwhile() {
        add(1, INITIAL_BYTES);
        assertEquals(INITIAL_BYTES, writer.capacity());
        add(2, 100);
        assertEquals(2 * INITIAL_BYTES, writer.capacity());
        add(3, 10 * INITIAL_BYTES);
        assertEquals(100 + 11 * INITIAL_BYTES, writer.capacity());
    }

    @Test
    void aMarkTakesSpaceToo() throws IOException {
        add(1, INITIAL_BYTES);
        assertTrue(writer.mark(2));
        SegmentReader reader = new SegmentReader(file, SegmentHeader.BYTES, file.size());
        assertEquals(SegmentReader.Outcome.RECORD, reader.next(1));
        assertEquals(SegmentReader.Outcome.END, reader.next(2));
        assertEquals(2, reader.durableEnd());
    }

    @Test
    void spaceForAnEventOfUnusualSizeIsGivenBack() throws IOException {
        add(1, SegmentWriter.CHUNK_BYTES);
        writer.writeOut();
        assertEquals(SegmentWriter.CHUNK_BYTES, writer.capacity());
        add(2, SegmentWriter.CHUNK_BYTES + 1);
        writer.writeOut();
        assertEquals(INITIAL_BYTES, writer.capacity());
    }

    private void add(long plogOffset, int recordBytes) {
        LogEvent empty = LogEvent.builder(plogOffset, 1, 7).add(1, plogOffset).build();
        byte[] payload = new byte[recordBytes - RecordFormat.recordBytes(empty)];
        LogEvent event = LogEvent.builder(plogOffset, 1, 7)
                .add(1, plogOffset)
                .payload(payload)
                .build();
        writer.add(event, recordBytes);
    }
}
