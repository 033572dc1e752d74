package io.isequencer.cli;

import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import java.io.OutputStream;

/**
 * Holds back the lines of appended events until one fsync covers them all, then prints them: printed means durable.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 *   <li><i>Durability:</i> after {@link #commit} all added events are durable and printed. If it throws, they may be
 *       durable, and some may be printed.
 *   <li><i>Units:</i> a group is at most {@link #MAX_EVENTS} events, and about {@link #MAX_BYTES} of output.
 * </ul>
 */
final class GroupCommit {
    static final int MAX_EVENTS = 4_096;
    static final int MAX_BYTES = 1024 * 1024;

    private final EventLog log;
    private final OutputStream out;
    private final ByteText text = new ByteText();
    private long end;
    private int waiting;

    GroupCommit(EventLog log, OutputStream out) {
        this.log = log;
        this.out = out;
    }

    /** Adds an event that was appended. */
    void add(Event event) {
        EventText.append(text, event);
        end = event.plogOffset() + 1;
        waiting++;
        if (waiting >= MAX_EVENTS || text.size() >= MAX_BYTES) {
            commit();
        }
    }

    void commit() {
        if (waiting > 0) {
            waiting = 0;
            log.sync(end);
            text.writeTo(out);
        }
    }
}
