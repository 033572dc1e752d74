package io.isequencer.storage.contract;

import io.isequencer.api.Limits;
import io.isequencer.api.StorageException;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import java.util.ArrayList;
import java.util.List;

/** A right log with every capability, in memory, made to be broken: each of its steps can be overridden. */
class PretendLog implements EventLog, PretendEngine.Crashing {
    /** What outlives a handle. */
    static final class Stored extends PretendEngine.Stored {
        final List<LogEvent> events = new ArrayList<>();
        int synced;
    }

    /** Makes one handle of it. */
    interface Handle {
        PretendLog on(Stored stored);
    }

    final Stored stored;
    private volatile boolean closed;

    PretendLog(Stored stored) {
        this.stored = stored;
    }

    static Engine<EventLog> engine(Handle handle) {
        return new PretendEngine<>(Stored::new, handle::on);
    }

    @Override
    public AppendResult append(Event event) {
        requireOpen();
        boolean cut = stored.cut.getAndSet(false);
        AppendResult result = insert(LogEvent.copyOf(event));
        if (cut) {
            broken();
        }
        return result;
    }

    /** The connection was cut after the append had reached the engine. */
    void broken() {
        throw new StorageException("connection must hold", false);
    }

    AppendResult insert(LogEvent event) {
        synchronized (stored) {
            long end = endOf();
            if (event.plogOffset() < end) {
                return taken(event, stored.events.get((int) event.plogOffset() - 1));
            }
            if (event.plogOffset() > end) {
                return hole(event, end);
            }
            stored.events.add(kept(event));
            return AppendResult.APPENDED;
        }
    }

    AppendResult taken(LogEvent event, LogEvent standing) {
        return AppendResult.CONFLICT;
    }

    AppendResult hole(LogEvent event, long end) {
        throw new IllegalArgumentException(
                "plogOffset must be <= end of the log: plogOffset=" + event.plogOffset() + ", end=" + end);
    }

    /** What of an event is stored. */
    LogEvent kept(LogEvent event) {
        return event;
    }

    long endOf() {
        return stored.events.size() + 1L;
    }

    @Override
    public boolean scan(long fromOffset, EventVisitor visitor) {
        requireOpen();
        checkFrom(fromOffset);
        for (LogEvent event : visible(fromOffset)) {
            if (!visitor.visit(event)) {
                return false;
            }
        }
        return true;
    }

    void checkFrom(long fromOffset) {
        Limits.requireAtLeast("fromOffset", 1, fromOffset);
    }

    List<LogEvent> visible(long fromOffset) {
        synchronized (stored) {
            int from = (int) Math.min(fromOffset - 1, stored.events.size());
            return new ArrayList<>(stored.events.subList(from, stored.events.size()));
        }
    }

    @Override
    public void sync(long belowOffset) {
        requireOpen();
        synchronized (stored) {
            stored.synced = Math.max(stored.synced, (int) Math.min(belowOffset - 1, stored.events.size()));
        }
    }

    @Override
    public long end() {
        requireOpen();
        synchronized (stored) {
            return endOf();
        }
    }

    @Override
    public void close() {
        synchronized (stored) {
            stored.synced = stored.events.size();
        }
        closed = true;
    }

    /** Loses the tail that was not synced. */
    @Override
    public void crash() {
        synchronized (stored) {
            stored.events.subList(stored.synced, stored.events.size()).clear();
        }
        closed = true;
    }

    void requireOpen() {
        if (closed) {
            throw new StorageException("log must be open: closed=true", true);
        }
    }
}
