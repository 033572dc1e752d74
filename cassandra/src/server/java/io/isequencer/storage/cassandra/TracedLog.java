package io.isequencer.storage.cassandra;

import io.isequencer.api.StorageException;
import io.isequencer.recording.TraceSink;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.ForwardingEventLog;
import io.isequencer.spi.LogEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells a trace how each append ended, for all owners of one log. An append of unknown outcome whose event does not stand may
 * land later: this is told when somebody, whoever it is, meets the event.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe; while an append is under way no other step is told.
 * </ul>
 */
final class TracedLog {
    private final TraceSink trace;
    /** Guarded by the trace's steps, as all below. */
    private final List<LogEvent> inDoubt = new ArrayList<>();
    /** The last offset at which an event is known to stand: nothing lands there, or below, any more. */
    private long last;

    TracedLog(TraceSink trace) {
        this.trace = trace;
    }

    EventLog over(String owner, EventLog log) {
        return new ForwardingEventLog(log) {
            @Override
            public AppendResult append(Event event) {
                LogEvent sent = LogEvent.copyOf(event);
                synchronized (trace.steps()) {
                    try {
                        AppendResult result = super.append(sent);
                        if (result == AppendResult.APPENDED) {
                            trace.append("AppendOk", owner, sent);
                            standsAt(sent.plogOffset());
                        } else {
                            tellWhatLanded(sent.plogOffset(), log);
                            trace.append("AppendConflict", owner, sent);
                        }
                        return result;
                    } catch (StorageException e) {
                        failed(owner, sent, log, e);
                        throw e;
                    }
                }
            }

            @Override
            public boolean scan(long fromOffset, EventVisitor visitor) {
                return super.scan(fromOffset, event -> {
                    meet(event);
                    return visitor.visit(event);
                });
            }
        };
    }

    private void failed(String owner, LogEvent sent, EventLog log, StorageException failure) {
        if (failure.definite()) {
            trace.append("AppendFail", owner, sent);
        } else if (sent.plogOffset() <= last) {
            trace.append("AppendUnknownLost", owner, sent);
        } else if (standsNow(sent, log)) {
            trace.append("AppendUnknownWritten", owner, sent);
            standsAt(sent.plogOffset());
        } else {
            trace.append("AppendUnknownLate", owner, sent);
            inDoubt.add(sent);
        }
    }

    private static boolean standsNow(LogEvent sent, EventLog log) {
        boolean[] stands = {false};
        try {
            log.scan(sent.plogOffset(), event -> {
                stands[0] = LogEvent.copyOf(event).equals(sent);
                return false;
            });
        } catch (StorageException e) {
            // Whoever reads next will see it.
        }
        return stands[0];
    }

    private void tellWhatLanded(long plogOffset, EventLog log) {
        if (plogOffset > last && inDoubt.stream().anyMatch(event -> event.plogOffset() == plogOffset)) {
            log.scan(plogOffset, event -> {
                meet(event);
                return false;
            });
        }
    }

    private void meet(Event event) {
        synchronized (trace.steps()) {
            LogEvent there = LogEvent.copyOf(event);
            if (inDoubt.contains(there)) {
                trace.appendLanded(there);
            }
            standsAt(there.plogOffset());
        }
    }

    private void standsAt(long plogOffset) {
        last = Math.max(last, plogOffset);
        inDoubt.removeIf(event -> event.plogOffset() <= last);
    }
}
