package io.isequencer.storage.segment;

import io.isequencer.spi.Event;
import io.isequencer.storage.disk.Disk;
import io.isequencer.storage.disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * Walks over the events of a log, from segment to segment.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe; appends may go on meanwhile.
 * </ul>
 */
public final class LogCursor implements Closeable {

    /**
     * The log as it was at a moment, all of it written out.
     *
     * @param end the next free offset
     * @param lastLimit the size of the last segment, in bytes
     */
    public record View(List<Segment> segments, long end, long lastLimit) {}

    private final Disk disk;
    private View view;
    private int segmentIndex;
    private SegmentReader reader;

    /** Whether the segment was the last one, and may have grown since, when the reader's limit was set. */
    private boolean limitMayGrow;

    private long nextOffset;

    /** From here on a record is worth a note in the segment's index, for the next walk. */
    private long notedFrom;

    private LogCursor(Disk disk, View view) {
        this.disk = disk;
        this.view = view;
    }

    /** A cursor at or not far before the event at an offset below the end. */
    static LogCursor before(Disk disk, View view, long fromOffset) throws IOException {
        LogCursor cursor = new LogCursor(disk, view);
        cursor.seek(fromOffset);
        return cursor;
    }

    /** The offset of the event that {@link #advance} will move to. */
    long nextOffset() {
        return nextOffset;
    }

    /** The cursor, which now sees what was appended since it was made; closed if that fails. */
    LogCursor refreshed(View newView) throws IOException {
        view = newView;
        try {
            extend();
            return this;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Moves on to before the event at an offset below the end. */
    void skipTo(long fromOffset) throws IOException {
        while (nextOffset < fromOffset) {
            advance();
        }
    }

    /**
     * Moves to the next event.
     *
     * @return false at the end of the view
     * @throws io.isequencer.api.StorageException if the log is damaged there
     */
    boolean advance() throws IOException {
        if (nextOffset >= view.end()) {
            return false;
        }
        long position = reader.position();
        SegmentReader.Outcome outcome = reader.next(nextOffset);
        while (outcome == SegmentReader.Outcome.END) {
            openNextSegment();
            position = reader.position();
            outcome = reader.next(nextOffset);
        }
        if (outcome != SegmentReader.Outcome.RECORD) {
            throw DamagedLog.exception(segment().file(), reader.position(), reader.defect());
        }
        if (position >= notedFrom) {
            note(position);
        }
        nextOffset++;
        return true;
    }

    /** The event that {@link #advance} moved to, valid until its next call. */
    Event event() {
        return reader.event();
    }

    /** Moves before the last event again. */
    void stepBack() {
        reader.stepBack();
        nextOffset--;
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
    }

    private void note(long position) {
        segment().index().note(nextOffset, position);
        notedFrom = segment().index().wantedFrom();
    }

    private void seek(long fromOffset) throws IOException {
        segmentIndex = view.segments().size() - 1;
        while (segment().firstOffset() > fromOffset) {
            segmentIndex--;
        }
        SparseIndex.Place place = segment().index().floor(fromOffset, segment().firstOffset());
        open(place.position());
        nextOffset = place.plogOffset();
    }

    private void openNextSegment() throws IOException {
        long expected = inLastSegment()
                ? view.end()
                : view.segments().get(segmentIndex + 1).firstOffset();
        if (nextOffset != expected) {
            throw DamagedLog.exception(
                    segment().file(),
                    reader.position(),
                    "segment must hold the events below " + expected + ": nextOffset=" + nextOffset);
        }
        reader.close();
        segmentIndex++;
        open(SegmentHeader.BYTES);
    }

    private void open(long position) throws IOException {
        DiskFile file = disk.openForRead(segment().file());
        try {
            requireSound(SegmentHeader.read(file));
            limitMayGrow = inLastSegment();
            long limit = limitMayGrow ? view.lastLimit() : file.size();
            reader = new SegmentReader(file, position, limit);
            notedFrom = segment().index().wantedFrom();
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void requireSound(byte[] header) {
        String defect = SegmentHeader.defect(segment().file(), header, segment().firstOffset());
        if (defect != null) {
            throw DamagedLog.exception(segment().file(), 0, defect);
        }
    }

    private boolean inLastSegment() {
        return segmentIndex == view.segments().size() - 1;
    }

    private void extend() throws IOException {
        if (limitMayGrow) {
            limitMayGrow = inLastSegment();
            reader.extendTo(limitMayGrow ? view.lastLimit() : reader.fileSize());
        }
    }

    private Segment segment() {
        return view.segments().get(segmentIndex);
    }
}
