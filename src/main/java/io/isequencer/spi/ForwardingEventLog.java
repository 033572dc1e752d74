package io.isequencer.spi;

import java.util.Objects;

/**
 * An event log that passes every call on to another one: to be extended by what listens in or interferes.
 *
 * <ul>
 *   <li><i>Threading:</i> that of the other log.
 *   <li><i>Durability:</i> that of the other log.
 *   <li><i>Errors:</i> those of the other log.
 * </ul>
 */
public abstract class ForwardingEventLog implements EventLog {
    /** The other log. */
    protected final EventLog log;

    protected ForwardingEventLog(EventLog log) {
        this.log = Objects.requireNonNull(log, "log");
    }

    @Override
    public AppendResult append(Event event) {
        return log.append(event);
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
