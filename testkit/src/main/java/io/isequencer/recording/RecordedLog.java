package io.isequencer.recording;

import io.isequencer.api.StorageException;
import io.isequencer.recording.PortSink.AppendOutcome;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.ForwardingEventLog;
import io.isequencer.spi.LogEvent;

/**
 * Tells a sink of each append and how it ended, and of what each sync made durable.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe, if the log is; appends exclude each other and other lines.
 * </ul>
 */
final class RecordedLog extends ForwardingEventLog {
    private final PortSink sink;

    RecordedLog(PortSink sink, EventLog log) {
        super(log);
        this.sink = sink;
    }

    @Override
    public AppendResult append(Event event) {
        synchronized (sink.lines()) {
            boolean free = log.end() <= event.plogOffset();
            try {
                AppendResult result = log.append(event);
                sink.appended(event, result == AppendResult.APPENDED ? AppendOutcome.APPENDED : AppendOutcome.CONFLICT);
                return result;
            } catch (StorageException failure) {
                AppendOutcome outcome = failure.definite() ? AppendOutcome.FAILED : AppendOutcome.UNKNOWN_LOST;
                try {
                    if (!failure.definite() && free && hasNow(event)) {
                        outcome = AppendOutcome.UNKNOWN_WRITTEN;
                    }
                } finally {
                    sink.appended(event, outcome);
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
        sink.synced(below);
    }

    private boolean hasNow(Event event) {
        boolean[] found = {false};
        log.scan(event.plogOffset(), there -> {
            found[0] = LogEvent.copyOf(there).equals(LogEvent.copyOf(event));
            return false;
        });
        return found[0];
    }
}
