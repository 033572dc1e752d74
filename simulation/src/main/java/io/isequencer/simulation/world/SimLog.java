package io.isequencer.simulation.world;

import io.isequencer.simulation.moves.Options;
import io.isequencer.spi.LogEvent;
import java.util.ArrayList;
import java.util.List;

/** The log device: insert-if-absent (R2), a durable part, and a tail that a power loss can take. */
public final class SimLog {
    private final List<LogEvent> events = new ArrayList<>();
    private long durableEnd = 1;

    /** The next free offset. */
    public long end() {
        return events.size() + 1L;
    }

    public long durableEnd() {
        return durableEnd;
    }

    public LogEvent event(long plogOffset) {
        return events.get((int) plogOffset - 1);
    }

    /** The largest number of a key in the log, 0 if there is none. */
    public long largest(Options options, int key) {
        long largest = 0;
        for (LogEvent event : events) {
            for (int i = 0; i < event.size(); i++) {
                if (options.keyOf(event.wsId(), event.seqId(i)) == key) {
                    largest = Math.max(largest, event.number(i));
                }
            }
        }
        return largest;
    }

    /** Returns whether the event was appended: its offset was the next free one. */
    public boolean append(LogEvent event) {
        if (event.plogOffset() != end()) {
            return false;
        }
        events.add(event);
        return true;
    }

    /** Makes all events durable. */
    public void sync() {
        durableEnd = end();
    }

    /** Makes the events below the offset durable. */
    public void sync(long below) {
        durableEnd = Math.max(durableEnd, Math.min(below, end()));
    }

    /** Becomes a copy of the other. */
    public void copyFrom(SimLog that) {
        events.clear();
        events.addAll(that.events);
        durableEnd = that.durableEnd;
    }

    /** Loses the events from the offset on, which must not be durable. Returns how many. */
    public int loseTail(long fromOffset) {
        int before = events.size();
        events.subList((int) Math.max(fromOffset, durableEnd) - 1, before).clear();
        return before - events.size();
    }
}
