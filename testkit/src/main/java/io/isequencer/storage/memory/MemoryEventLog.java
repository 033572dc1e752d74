package io.isequencer.storage.memory;

import io.isequencer.api.Limits;
import io.isequencer.api.StorageException;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import java.util.Arrays;

/**
 * A PLog in memory: a test double that never fails by itself and knows what a crash would lose.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe; a scan takes no lock and sees the events that were there when it began. {@link
 *       #loseUnsyncedTail} plays a crash: no scan may be in progress.
 *   <li><i>Durability:</i> {@link #sync} makes durable exactly what it was asked for, the least that the port allows.
 *   <li><i>Errors:</i> {@link StorageException} after {@link #close}.
 *   <li><i>Source:</i> rule R2 of {@code docs/protocol.md}; the write-ahead rule.
 * </ul>
 */
public final class MemoryEventLog implements EventLog {
    private volatile LogEvent[] events = new LogEvent[16];
    private volatile boolean closed;

    /** Written after the event stands in the array: who reads it sees all events below it. */
    private volatile int size;

    private int durableSize;

    @Override
    public synchronized AppendResult append(Event event) {
        requireOpen();
        long plogOffset = Limits.requirePlogOffset(event.plogOffset());
        long end = size + 1L;
        if (plogOffset < end) {
            return AppendResult.CONFLICT;
        }
        if (plogOffset > end) {
            throw new IllegalArgumentException(
                    "plogOffset must be <= end of the log: plogOffset=" + plogOffset + ", end=" + end);
        }
        LogEvent copy = LogEvent.copyOf(event);
        if (size == events.length) {
            events = Arrays.copyOf(events, Math.multiplyExact(size, 2));
        }
        events[size] = copy;
        size = size + 1;
        return AppendResult.APPENDED;
    }

    @Override
    public boolean scan(long fromOffset, EventVisitor visitor) {
        requireOpen();
        Limits.requireAtLeast("fromOffset", 1, fromOffset);
        int scanSize = size;
        LogEvent[] scanned = events;
        for (long index = fromOffset - 1; index < scanSize; index++) {
            if (!visitor.visit(scanned[(int) index])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public synchronized void sync(long belowOffset) {
        requireOpen();
        durableSize = (int) Math.max(durableSize, Math.min(belowOffset - 1, size));
    }

    @Override
    public long end() {
        requireOpen();
        return size + 1L;
    }

    /** The end that would be left after a crash: every event below it is durable. */
    public synchronized long durableEnd() {
        return durableSize + 1L;
    }

    /**
     * Does to the log what a crash may do: drops every event that was not synced.
     *
     * @return how many were lost
     */
    public synchronized int loseUnsyncedTail() {
        int lost = size - durableSize;
        // A fresh array: an older scan must not see a lost offset change under its feet.
        events = Arrays.copyOf(Arrays.copyOf(events, durableSize), events.length);
        size = durableSize;
        return lost;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            durableSize = size;
            closed = true;
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new StorageException("log must be open: closed=true", true);
        }
    }
}
