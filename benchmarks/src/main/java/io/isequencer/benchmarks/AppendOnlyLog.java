package io.isequencer.benchmarks;

import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;

/** A log that counts its events and keeps none: a benchmark may append for as long as it likes. */
final class AppendOnlyLog implements EventLog {
    private volatile long end = 1;

    @Override
    public synchronized AppendResult append(Event event) {
        if (event.plogOffset() != end) {
            return AppendResult.CONFLICT;
        }
        end++;
        return AppendResult.APPENDED;
    }

    /** What it does not have is only what was there before it was opened: nothing. */
    @Override
    public boolean scan(long fromOffset, EventVisitor visitor) {
        if (fromOffset < end) {
            throw new UnsupportedOperationException("log keeps no event: fromOffset=" + fromOffset);
        }
        return true;
    }

    @Override
    public void sync(long belowOffset) {
        // Nothing is kept that could be lost.
    }

    @Override
    public long end() {
        return end;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
