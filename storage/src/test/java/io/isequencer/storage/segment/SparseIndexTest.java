package io.isequencer.storage.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SparseIndexTest {
    private static final int STRIDE_BYTES = 64 * 1024;

    private final SparseIndex index = new SparseIndex();

    @Test
    void aRecordIsNotedFromAStrideBehindTheLastOneOn() {
        assertEquals(SegmentHeader.BYTES + STRIDE_BYTES, index.wantedFrom());
        index.note(2, SegmentHeader.BYTES + STRIDE_BYTES - 1);
        assertEquals(new SparseIndex.Place(1, SegmentHeader.BYTES), index.floor(2, 1));
        index.note(3, SegmentHeader.BYTES + STRIDE_BYTES);
        assertEquals(new SparseIndex.Place(3, SegmentHeader.BYTES + STRIDE_BYTES), index.floor(3, 1));
        assertEquals(SegmentHeader.BYTES + 2 * STRIDE_BYTES, index.wantedFrom());
        index.note(4, SegmentHeader.BYTES + 2 * STRIDE_BYTES - 1);
        assertEquals(3, index.floor(4, 1).plogOffset());
        index.note(5, SegmentHeader.BYTES + 2 * STRIDE_BYTES + 1);
        assertEquals(5, index.floor(5, 1).plogOffset());
    }

    @Test
    void theLastOneAtOrBeforeAnOffsetIsFoundHoweverManyThereAre() {
        for (int noted = 1; noted <= 17; noted++) {
            index.note(10L * noted, SegmentHeader.BYTES + (long) noted * STRIDE_BYTES);
            assertEquals(1, index.floor(9, 1).plogOffset());
            for (int each = 1; each <= noted; each++) {
                SparseIndex.Place place =
                        new SparseIndex.Place(10L * each, SegmentHeader.BYTES + (long) each * STRIDE_BYTES);
                assertEquals(place, index.floor(10L * each, 1));
                assertEquals(place, index.floor(10L * each + 9, 1));
            }
        }
    }
}
