package io.isequencer.oracle.judge;

import java.util.ArrayList;
import java.util.List;

/**
 * The judge's log: insert-if-absent, and it may lose its end.
 *
 * <ul>
 *   <li><i>Units:</i> offsets are unsigned 64-bit values.
 * </ul>
 */
public final class PlogState {
    private final List<LogEntry> entries = new ArrayList<>();
    private final long firstOffset;
    private long durableEnd;

    PlogState(long firstOffset) {
        this.firstOffset = firstOffset;
        this.durableEnd = firstOffset;
    }

    /** The offset behind the last event. */
    public long end() {
        return firstOffset + entries.size();
    }

    /** The end of what a crash cannot take. */
    public long durableEnd() {
        return durableEnd;
    }

    /** The event at an offset, null if there is none. */
    public LogEntry at(long offset) {
        long index = offset - firstOffset;
        return index >= 0 && index < entries.size() ? entries.get((int) index) : null;
    }

    /** All events, in order. */
    public List<LogEntry> entries() {
        return List.copyOf(entries);
    }

    /** The first offset that a read from there gives. */
    long firstFrom(long from) {
        return Unsigned.max(from, firstOffset);
    }

    void add(LogEntry entry) {
        if (entry.plogOffset() != end()) {
            throw new IllegalStateException(
                    "an event goes to the end of the log: plogOffset=" + Long.toUnsignedString(entry.plogOffset()));
        }
        entries.add(entry);
    }

    void sync(long below) {
        durableEnd = Unsigned.max(durableEnd, Unsigned.min(below, end()));
    }

    /** Loses up to so many events at the end, never a durable one. */
    void lose(int count) {
        for (int i = 0; i < count && Long.compareUnsigned(end(), durableEnd) > 0; i++) {
            entries.remove(entries.size() - 1);
        }
    }
}
