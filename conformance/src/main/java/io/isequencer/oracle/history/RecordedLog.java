package io.isequencer.oracle.history;

import io.isequencer.api.StorageException;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.ForwardingEventLog;

/**
 * Writes down each append and how it ended, and what each sync made durable.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe, if the log is; appends exclude each other and other lines.
 * </ul>
 */
final class RecordedLog extends ForwardingEventLog {
    private final HistoryWriter writer;
    private final long owner;

    RecordedLog(HistoryWriter writer, long owner, EventLog log) {
        super(log);
        this.writer = writer;
        this.owner = owner;
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

    @Override
    public void sync(long belowOffset) {
        // Not more than there is now: what is appended meanwhile is not vouched for.
        long below = Math.min(belowOffset, log.end());
        log.sync(belowOffset);
        writer.synced(below);
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
}
