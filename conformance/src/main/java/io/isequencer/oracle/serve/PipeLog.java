package io.isequencer.oracle.serve;

import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;

/**
 * The oracle's log, as a port. The oracle appends to it itself.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 * </ul>
 */
final class PipeLog implements EventLog {
    private final PipeCalls calls;

    PipeLog(PipeCalls calls) {
        this.calls = calls;
    }

    @Override
    public boolean scan(long fromOffset, EventVisitor visitor) {
        long from = fromOffset;
        while (true) {
            StorageMessages.Page page = calls.ask(StorageMessages.readPlog(calls.owner(), from), StorageMessages::page);
            for (LogEvent event : page.events()) {
                if (!visitor.visit(event)) {
                    return false;
                }
                from = event.plogOffset() + 1;
            }
            if (page.end()) {
                return true;
            }
        }
    }

    @Override
    public void sync(long belowOffset) {
        calls.ask(StorageMessages.syncPlog(calls.owner(), belowOffset), answer -> {
            StorageMessages.requireDone(answer);
            return true;
        });
    }

    @Override
    public AppendResult append(Event event) {
        throw new UnsupportedOperationException("the oracle appends");
    }

    @Override
    public long end() {
        throw new UnsupportedOperationException("the oracle knows the end");
    }

    @Override
    public void close() {
        // It is the oracle's.
    }
}
