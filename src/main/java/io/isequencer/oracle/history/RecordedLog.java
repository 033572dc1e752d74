package io.isequencer.oracle.history;

import io.isequencer.api.StorageException;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;

/**
 * Writes down each append and how it ended.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe, if the log is; appends exclude each other and other lines.
 * </ul>
 */
final class RecordedLog implements EventLog {
    private final HistoryWriter writer;
    private final long owner;
    private final EventLog log;

    RecordedLog(HistoryWriter writer, long owner, EventLog log) {
        this.writer = writer;
        this.owner = owner;
        this.log = log;
    }

    @Override
    public AppendResult append(Event event) {
        synchronized (writer) {
            try {
                AppendResult result = log.append(event);
                writer.append(owner, event, result == AppendResult.APPENDED ? "ok" : "conflict");
                return result;
            } catch (StorageException failure) {
                writer.append(owner, event, failure.definite() ? "failed" : "unknown");
                if (!failure.definite()) {
                    landedIfOurs(event);
                }
                throw failure;
            }
        }
    }

    /** Nobody told us, but the log may have it already. */
    private void landedIfOurs(Event event) {
        log.scan(event.plogOffset(), found -> {
            if (found.equals(event)) {
                writer.landed(owner, event);
            }
            return false;
        });
    }

    @Override
    public boolean scan(long fromOffset, EventVisitor visitor) {
        return log.scan(fromOffset, visitor);
    }

    @Override
    public void sync(long belowOffset) {
        log.sync(belowOffset);
    }

    @Override
    public long end() {
        return log.end();
    }

    @Override
    public long begin() {
        return log.begin();
    }

    @Override
    public void close() {
        log.close();
    }
}
