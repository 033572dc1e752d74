package io.isequencer.trace;

import io.isequencer.api.StorageException;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.ForwardingEventLog;

/**
 * Writes down how appends end. Scans and syncs are steps of the sequencer.
 *
 * <p>Of an append of unknown outcome the log is asked whether it has the event now.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe, if the log is; appends exclude each other and other lines.
 * </ul>
 */
final class TracedLog extends ForwardingEventLog {
    private final TraceWriter writer;
    private final String owner;

    TracedLog(TraceWriter writer, String owner, EventLog log) {
        super(log);
        this.writer = writer;
        this.owner = owner;
    }

    @Override
    public AppendResult append(Event event) {
        synchronized (writer) {
            long end = log.end();
            try {
                AppendResult result = log.append(event);
                writer.append(result == AppendResult.APPENDED ? "AppendOk" : "AppendConflict", owner, event);
                return result;
            } catch (StorageException failure) {
                writer.append(
                        failure.definite()
                                ? "AppendFail"
                                : log.end() > end ? "AppendUnknownWritten" : "AppendUnknownLost",
                        owner,
                        event);
                throw failure;
            }
        }
    }
}
