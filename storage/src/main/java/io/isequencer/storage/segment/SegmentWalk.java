package io.isequencer.storage.segment;

import io.isequencer.spi.Event;
import io.isequencer.storage.disk.DiskFile;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * What a walk over all records of a segment found.
 *
 * @param nextOffset the offset behind the last valid record
 * @param position the byte behind it and its marks, or where the broken record begins; 0 if the header is broken
 * @param size of the file when the walk began, in bytes
 * @param durableEnd the highest offset that the marks before the position vouch for, at least the segment's first
 * @param defect the rule that the record at the position breaks, null if there is none
 * @param torn whether a crash can have left it so: then nothing behind the position was ever acknowledged
 * @param tail what stands behind the broken record
 */
public record SegmentWalk(
        long nextOffset, long position, long size, long durableEnd, String defect, boolean torn, TailSearch.Tail tail) {

    private static final TailSearch.Tail NO_TAIL = new TailSearch.Tail(0, 0, 0, 0, -1);

    public boolean whole() {
        return defect == null;
    }

    /** Walks over the bytes that the file has now; notes records in the segment's index. */
    public static SegmentWalk over(Segment segment, DiskFile file) throws IOException {
        return over(segment, file, event -> {});
    }

    /** As {@link #over(Segment, DiskFile)}; each event is shown before the next record is looked at. */
    public static SegmentWalk over(Segment segment, DiskFile file, Consumer<Event> events) throws IOException {
        long first = segment.firstOffset();
        long size = file.size();
        byte[] header = SegmentHeader.read(file);
        String headerDefect = SegmentHeader.defect(segment.file(), header, first);
        if (headerDefect != null) {
            // No record is written before the header is durable: then the crash came while the segment was created.
            boolean torn = size <= SegmentHeader.BYTES && SegmentHeader.torn(header);
            return new SegmentWalk(first, 0, size, first, headerDefect, torn, NO_TAIL);
        }
        // Not closed: the file is the caller's.
        SegmentReader reader = new SegmentReader(file, SegmentHeader.BYTES, size);
        long nextOffset = first;
        SegmentReader.Outcome outcome = reader.next(nextOffset);
        while (outcome == SegmentReader.Outcome.RECORD) {
            segment.index().note(nextOffset, reader.position() - reader.event().recordBytes());
            events.accept(reader.event());
            nextOffset++;
            outcome = reader.next(nextOffset);
        }
        long durableEnd = Math.max(first, reader.durableEnd());
        if (outcome == SegmentReader.Outcome.END) {
            return new SegmentWalk(nextOffset, reader.position(), size, durableEnd, null, false, NO_TAIL);
        }
        TailSearch.Tail tail = new TailSearch(file, size, first, nextOffset).search(reader.position());
        boolean torn = outcome == SegmentReader.Outcome.BROKEN && unacknowledged(nextOffset, tail);
        return new SegmentWalk(nextOffset, reader.position(), size, durableEnd, reader.defect(), torn, tail);
    }

    /** No mark vouches for the broken event, and what is behind it can have been written after it. */
    private static boolean unacknowledged(long brokenOffset, TailSearch.Tail tail) {
        return tail.durableEnd() <= brokenOffset && (tail.records() == 0 || tail.firstOffset() >= brokenOffset);
    }

    /** What is wrong, in words. */
    public String explained() {
        String text = defect;
        if (tail.records() > 0) {
            text += ", validRecordAt=" + tail.firstRecordAt();
        }
        if (tail.durableEnd() > nextOffset) {
            text += ", durableEnd=" + tail.durableEnd();
        }
        return text;
    }
}
